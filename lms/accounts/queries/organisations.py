"""Organisations as accounts need them: walked level by level, with how many people have none yet."""

from dataclasses import dataclass

from sqlalchemy import ScalarSelect, func, select

from lms.accounts.models import Account
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


def whole(scope: OrgScope) -> OrgScope:
    """`scope`, or EVERYWHERE when it reaches the whole tree (what belongs to no organisation then shows too)."""
    tops = set(db.session.scalars(select(Organisation.id).where(Organisation.parent_id.is_(None))))
    return EVERYWHERE if tops and tops <= scope.roots else scope


def branches_below(organisation_id: int | None, scope: OrgScope) -> list[Branch]:
    """One level of the tree: what lies directly below an organisation, or (None) where a scope begins."""
    below = Organisation.parent_id == organisation_id
    begins = Organisation.parent_id.is_(None) if scope.everywhere else Organisation.id.in_(scope.roots)
    rows = db.session.execute(
        select(
            Organisation.id,
            Organisation.code,
            Organisation.name,
            _without_account().label("without_account"),
        )
        .where(begins if organisation_id is None else below, scope.reaches(Organisation.id))
        .order_by(Organisation.code)
    )
    return [Branch(*row) for row in rows]


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
