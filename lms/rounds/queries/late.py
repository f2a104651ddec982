"""Branches that are behind: who answers for them, and when they were reminded."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from lms.accounts.models import Account, Grant
from lms.accounts.rules import Permission, Role
from lms.extensions import db
from lms.people.models import OrganisationReach, Person
from lms.people.queries import EVERYWHERE, OrgScope
from lms.rounds.models import RoundReminder, SeasonalRound
from lms.rounds.queries import coverage
from lms.rounds.queries.coverage import BEHIND, Conditions
from lms.rounds.rules import REMINDED_BEFORE

REPORTING = [role.value for role in Role if Permission.REPORT_ROUND in role.permissions]


@dataclass(frozen=True)
class Reporter:
    """Somebody who answers for a branch; `at_branch`: their right is that branch's own, not one above it."""

    branch_id: int
    person_id: int
    name: str
    at_branch: bool


def reporters_of(branch_ids: Iterable[int]) -> list[Reporter]:
    """Who may report for these branches and can log in: those nearest above each, itself included. One query."""
    place = func.rank().over(partition_by=OrganisationReach.descendant_id, order_by=OrganisationReach.depth)
    held = (
        select(
            OrganisationReach.descendant_id.label("branch_id"), Grant.person_id, OrganisationReach.depth,
            place.label("place"),
        )
        .join(OrganisationReach, OrganisationReach.ancestor_id == Grant.organisation_id)
        .join(Account, Account.person_id == Grant.person_id)
        .where(
            OrganisationReach.descendant_id.in_(list(branch_ids)), Grant.role.in_(REPORTING),
            Grant.revoked_at.is_(None), Account.disabled_at.is_(None),
        )
        .subquery()
    )  # fmt: skip
    rows = db.session.execute(
        select(held.c.branch_id, held.c.person_id, Person.name, held.c.depth == 0)
        .join(Person, Person.id == held.c.person_id)
        .where(held.c.place == 1)
        .distinct()
        .order_by(held.c.branch_id, Person.name)
    )
    return [Reporter(*row) for row in rows]


def branches_behind(round_: SeasonalRound, scope: OrgScope = EVERYWHERE) -> list[coverage.BranchLine]:
    """All branches in `scope` with a theme on which too few meetings are reported. Two queries."""
    return coverage.all_lines(round_, scope, Conditions(state=BEHIND))


def last_reminders(round_id: int, branch_ids: Iterable[int]) -> dict[int, datetime]:
    """When each of these branches was reminded last."""
    rows = db.session.execute(
        select(RoundReminder.organisation_id, func.max(RoundReminder.sent_at))
        .where(RoundReminder.round_id == round_id, RoundReminder.organisation_id.in_(list(branch_ids)))
        .group_by(RoundReminder.organisation_id)
    )
    return {row[0]: row[1] for row in rows}


def reminded_at_stage(round_id: int, stage: str) -> set[int]:
    """The branches that were reminded at a stage already."""
    wanted = select(RoundReminder.organisation_id)
    return set(db.session.scalars(wanted.where(RoundReminder.round_id == round_id, RoundReminder.stage == stage)))


def rounds_to_remind(today: date) -> list[int]:
    """Open rounds whose deadline is near or past."""
    wanted = select(SeasonalRound.id).where(
        SeasonalRound.closed_at.is_(None), SeasonalRound.report_by <= today + REMINDED_BEFORE
    )
    return list(db.session.scalars(wanted.order_by(SeasonalRound.id)))
