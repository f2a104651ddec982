"""Where lists and people lie: organisations by code, the street of each, and who is within reach."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Integer, literal, select

from lms.errors import NotFound
from lms.extensions import db
from lms.people.models import Organisation, OrganisationReach, Person
from lms.people.queries import OrgScope, person_in_scope
from lms.people.rules import STREET_KINDS
from lms.rotation.queries.answers import Asked
from lms.rotation.queries.person import Duty, duties_of


def organisation_coded(code: str, scope: OrgScope) -> Organisation:
    """The organisation with this code, if it lies in `scope`. Raises NotFound, also when it lies elsewhere."""
    found = db.session.scalars(
        select(Organisation).where(Organisation.code == code, scope.reaches(Organisation.id))
    ).one_or_none()
    if found is None:
        raise NotFound("There is no such organisation here.")
    return found


def path_with_codes(organisation_id: int, scope: OrgScope) -> list[tuple[str, str]]:
    """Code and name of the organisations from where `scope` begins down to this one."""
    rows = db.session.execute(
        select(Organisation.code, Organisation.name)
        .join(OrganisationReach, OrganisationReach.ancestor_id == Organisation.id)
        .where(OrganisationReach.descendant_id == organisation_id, scope.reaches(Organisation.id))
        .order_by(OrganisationReach.depth.desc())
    )
    return [(row.code, row.name) for row in rows]


def streets_of(organisation_ids: Iterable[int]) -> dict[int, str]:
    """The name of the street or town above each of these organisations; one that has none is left out."""
    rows = db.session.execute(
        select(OrganisationReach.descendant_id, Organisation.name)
        .join(Organisation, Organisation.id == OrganisationReach.ancestor_id)
        .where(
            OrganisationReach.descendant_id.in_(set(organisation_ids)),
            OrganisationReach.depth > 0,
            Organisation.kind.in_(sorted(STREET_KINDS)),
        )
    )
    return {row.descendant_id: row.name for row in rows}


def person_in_reach(person_id: int, asked: Asked, scope: OrgScope) -> tuple[Person, list[Duty]]:
    """A person and what they owe in the year asked about, if they belong to `scope`, or their duty is listed there.

    Who left for another street stays on the list of the year they owed here. Raises NotFound, also when
    somebody exists elsewhere.
    """
    duties = duties_of(person_id, asked.year, asked.moment)
    places = {place for duty in duties if duty.requirement.id == asked.requirement.id for place in duty.finding.places}
    if not _reaches_any(places, scope):
        return person_in_scope(person_id, scope), duties
    return db.session.scalars(select(Person).where(Person.id == person_id)).one(), duties


def _reaches_any(organisation_ids: Iterable[int], scope: OrgScope) -> bool:
    within = select(Organisation.id).where(Organisation.id.in_(set(organisation_ids)), scope.reaches(Organisation.id))
    return db.session.scalar(select(literal(1, Integer)).where(within.exists())) is not None
