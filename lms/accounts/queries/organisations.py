"""Organisations as accounts and grants need them: found by code or name, and walked level by level."""

from dataclasses import dataclass

from sqlalchemy import ScalarSelect, Select, exists, func, or_, select
from sqlalchemy.orm import aliased

from lms.accounts.models import Account
from lms.errors import NotFound
from lms.extensions import db
from lms.people.models import Affiliation, Organisation, OrganisationReach
from lms.people.queries import EVERYWHERE, OrgScope


@dataclass(frozen=True)
class Branch:
    """An organisation and how many people in its subtree have no account yet."""

    id: int
    code: str
    name: str
    without_account: int
    has_branches: bool


def whole(scope: OrgScope) -> OrgScope:
    """`scope`, or EVERYWHERE when it reaches the whole tree (what belongs to no organisation then shows too)."""
    tops = set(db.session.scalars(select(Organisation.id).where(Organisation.parent_id.is_(None))))
    return EVERYWHERE if tops and tops <= scope.roots else scope


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


def reach_of_named(text: str, scope: OrgScope) -> Select:
    """The ids of all organisations below those in `scope` with this code, or this text in their name."""
    named, reach = aliased(Organisation), aliased(OrganisationReach)
    return (
        select(reach.descendant_id)
        .join(named, named.id == reach.ancestor_id)
        .where(or_(named.code == text, named.name.contains(text, autoescape=True)), scope.reaches(named.id))
    )


def branches_below(organisation_id: int | None, scope: OrgScope) -> list[Branch]:
    """One level of the tree: what lies directly below an organisation, or (None) where a scope begins."""
    below = Organisation.parent_id == organisation_id
    begins = Organisation.parent_id.is_(None) if scope.everywhere else Organisation.id.in_(scope.roots)
    child = Organisation.__table__.alias("child")
    rows = db.session.execute(
        select(
            Organisation.id,
            Organisation.code,
            Organisation.name,
            _without_account().label("without_account"),
            exists(select(1).where(child.c.parent_id == Organisation.id)).label("has_branches"),
        )
        .where(begins if organisation_id is None else below, scope.reaches(Organisation.id))
        .order_by(Organisation.code)
    )
    return [Branch(*row) for row in rows]


def path_to(organisation_id: int, scope: OrgScope) -> list[tuple[int, str]]:
    """The organisations from where `scope` begins down to this one: ids and names."""
    rows = db.session.execute(
        select(Organisation.id, Organisation.name)
        .join(OrganisationReach, OrganisationReach.ancestor_id == Organisation.id)
        .where(OrganisationReach.descendant_id == organisation_id, scope.reaches(Organisation.id))
        .order_by(OrganisationReach.depth.desc())
    )
    return [(row.id, row.name) for row in rows]


def count_without_account(organisation_id: int) -> int:
    """How many people of an organisation's subtree have no account."""
    return db.session.scalar(select(_without_account()).where(Organisation.id == organisation_id)) or 0


def _without_account() -> ScalarSelect[int]:
    return (
        select(func.count(Affiliation.person_id.distinct()))
        .select_from(OrganisationReach)
        .join(Affiliation, Affiliation.organisation_id == OrganisationReach.descendant_id)
        .outerjoin(Account, Account.person_id == Affiliation.person_id)
        .where(OrganisationReach.ancestor_id == Organisation.id, Account.id.is_(None))
        .correlate(Organisation)
        .scalar_subquery()
    )
