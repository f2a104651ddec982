"""Waivers of people within a scope."""

from __future__ import annotations

from sqlalchemy import select

from lms.columns import known
from lms.errors import NotFound
from lms.extensions import db
from lms.people.queries import OrgScope
from lms.rotation.models import Waiver


def waiver_in_scope(waiver_id: int, scope: OrgScope) -> Waiver:
    """The waiver, locked, if its person belongs within `scope`. Raises NotFound, also when it exists elsewhere."""
    found = db.session.scalars(
        select(Waiver).where(Waiver.id == waiver_id, scope.reaches_person(Waiver.person_id)).with_for_update()
    ).one_or_none()
    if found is None:
        raise NotFound("There is no such waiver here.")
    return found


def waivers_of(person_id: int) -> list[Waiver]:
    """A person's waivers known now, the newest first."""
    query = select(Waiver).where(Waiver.person_id == person_id, known(Waiver))
    return list(db.session.scalars(query.order_by(Waiver.approved_on.desc(), Waiver.id.desc())))
