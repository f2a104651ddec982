"""Organisations within a scope: found by code or name, and walked level by level."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ScalarSelect, Select, exists, func, or_, select
from sqlalchemy.orm import aliased

from lms.errors import NotFound
from lms.extensions import db
from lms.paging import Page, paged
from lms.people.models import Affiliation, Organisation, OrganisationReach
from lms.people.queries.scope import OrgScope

BRANCHES_A_PAGE = 50


@dataclass(frozen=True)
class Branch:
    """An organisation, how many people its subtree has, and how many organisations lie directly below it."""

    id: int
    code: str
    name: str
    kind: str
    people: int
    branches: int


def organisation_in_scope(organisation_id: int, scope: OrgScope) -> Organisation:
    """The organisation, if it lies in `scope`. Raises NotFound, also when it exists elsewhere."""
    found = db.session.scalars(
        select(Organisation).where(Organisation.id == organisation_id, scope.reaches(Organisation.id))
    ).one_or_none()
    if found is None:
        raise NotFound("There is no such organisation here.")
    return found


def organisation_called(text: str, scope: OrgScope) -> list[Organisation]:
    """Organisations within `scope` with this code or whole name; the code goes before the name. At most five."""
    text = text.strip()
    found = db.session.scalars(
        select(Organisation)
        .where(or_(Organisation.code == text, Organisation.name == text), scope.reaches(Organisation.id))
        .order_by(Organisation.code)
        .limit(5)
    ).all()
    return [one for one in found if one.code == text] or list(found)


def reach_of_named(text: str, scope: OrgScope) -> Select[int]:
    """The ids of all organisations below those in `scope` with this code, or this text in their name."""
    named, reach = aliased(Organisation), aliased(OrganisationReach)
    return (
        select(reach.descendant_id)
        .join(named, named.id == reach.ancestor_id)
        .where(or_(named.code == text, named.name.contains(text, autoescape=True)), scope.reaches(named.id))
    )


def organisation_with_code(code: str) -> Organisation | None:
    """The organisation that has a code, wherever it lies: codes are given once."""
    return db.session.scalars(select(Organisation).where(Organisation.code == code)).one_or_none()


def lies_below(organisation_id: int, above_id: int) -> bool:
    """Whether an organisation is another one, or lies anywhere below it."""
    pair = (OrganisationReach.descendant_id == organisation_id, OrganisationReach.ancestor_id == above_id)
    return db.session.scalar(select(exists(select(1).where(*pair)))) or False


def path_to(organisation_id: int, scope: OrgScope) -> list[tuple[int, str]]:
    """The organisations from where `scope` begins down to this one: ids and names."""
    rows = db.session.execute(
        select(Organisation.id, Organisation.name)
        .join(OrganisationReach, OrganisationReach.ancestor_id == Organisation.id)
        .where(OrganisationReach.descendant_id == organisation_id, scope.reaches(Organisation.id))
        .order_by(OrganisationReach.depth.desc())
    )
    return [(row.id, row.name) for row in rows]


def branches_page(organisation_id: int, scope: OrgScope, number: int) -> Page:
    """Page `number` of one level of the tree: what lies directly below an organisation, in order of codes."""
    below = _branch().where(Organisation.parent_id == organisation_id, scope.reaches(Organisation.id))
    page = paged(below.order_by(Organisation.code), number, BRANCHES_A_PAGE)
    return Page([Branch(*row) for row in page.rows], page.number, page.of, page.total)


def tops(scope: OrgScope) -> list[Branch]:
    """Where a scope begins: its organisations that have none above them within it."""
    above = exists(
        select(1).where(
            OrganisationReach.descendant_id == Organisation.id,
            OrganisationReach.ancestor_id.in_(scope.roots),
            OrganisationReach.depth > 0,
        )
    )
    begins = Organisation.parent_id.is_(None) if scope.everywhere else Organisation.id.in_(scope.roots) & ~above
    return [Branch(*row) for row in db.session.execute(_branch().where(begins).order_by(Organisation.code))]


def count_people(organisation_id: int) -> int:
    """How many people belong to an organisation or anything below it; who belongs to two of them counts once."""
    return db.session.scalar(select(_people()).where(Organisation.id == organisation_id)) or 0


def count_people_at(organisation_id: int) -> int:
    """How many people belong to an organisation itself."""
    return (
        db.session.scalar(
            select(func.count()).select_from(Affiliation).where(Affiliation.organisation_id == organisation_id)
        )
        or 0
    )


def _branch() -> Select[Any]:
    child = Organisation.__table__.alias("child")
    below = select(func.count()).where(child.c.parent_id == Organisation.id).correlate(Organisation).scalar_subquery()
    return select(
        Organisation.id, Organisation.code, Organisation.name, Organisation.kind, _people().label("people"), below
    )


def _people() -> ScalarSelect[int]:
    return (
        select(func.count(Affiliation.person_id.distinct()))
        .select_from(OrganisationReach)
        .join(Affiliation, Affiliation.organisation_id == OrganisationReach.descendant_id)
        .where(OrganisationReach.ancestor_id == Organisation.id)
        .correlate(Organisation)
        .scalar_subquery()
    )
