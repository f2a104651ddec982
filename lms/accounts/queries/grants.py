"""Grants within a scope: who holds which role where."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, or_, select

from lms.accounts.models import Grant
from lms.accounts.rules.names import spellings, typed_name
from lms.errors import NotFound
from lms.extensions import db
from lms.paging import Page, paged
from lms.people.models import Organisation, Person
from lms.people.queries import EVERYWHERE, OrgScope, reach_of_named


@dataclass(frozen=True)
class GrantRow:
    """A right in force, in words."""

    id: int
    person_id: int
    person_no: str
    name: str
    role: str
    organisation_id: int
    organisation: str
    granted_at: datetime
    granted_by: str


def grants_page(scope: OrgScope, *, text: str = "", role: str = "", organisation: str = "", number: int = 1) -> Page:
    """Page `number` of the grants in force at organisations in `scope`; rows are `GrantRow`."""
    wanted = _rows(scope)
    if text:
        named = Person.name.contains(text.strip(), autoescape=True)
        wanted = wanted.where(or_(named, Person.person_no.in_(spellings(typed_name(text)))))
    if role:
        wanted = wanted.where(Grant.role == role)
    if organisation:
        wanted = wanted.where(Grant.organisation_id.in_(reach_of_named(organisation, scope)))
    page = paged(wanted.order_by(Organisation.code, Grant.role, Person.person_no), number)
    return Page([_row(row) for row in page.rows], page.number, page.of, page.total)


def grant_in_scope(grant_id: int, scope: OrgScope) -> GrantRow:
    """A grant in force at an organisation in `scope`. Raises NotFound, also when it exists elsewhere."""
    row = db.session.execute(_rows(scope).where(Grant.id == grant_id)).one_or_none()
    if row is None:
        raise NotFound("There is no such grant here.")
    return _row(row)


def grants_of(person_id: int, scope: OrgScope = EVERYWHERE) -> list[GrantRow]:
    """The rights in force of one person at organisations in `scope`."""
    rows = db.session.execute(_rows(scope).where(Grant.person_id == person_id).order_by(Organisation.code))
    return [_row(row) for row in rows]


def _rows(scope: OrgScope) -> Select:
    return (
        select(
            Grant.id,
            Grant.person_id,
            Person.person_no,
            Person.name,
            Grant.role,
            Grant.organisation_id,
            Organisation.name.label("organisation"),
            Grant.granted_at,
            Grant.granted_by,
        )
        .select_from(Grant)
        .join(Person, Person.id == Grant.person_id)
        .join(Organisation, Organisation.id == Grant.organisation_id)
        .where(Grant.revoked_at.is_(None), scope.reaches(Grant.organisation_id))
    )


def _row(row: Any) -> GrantRow:  # noqa: ANN401 - a row of _rows
    return GrantRow(*row)
