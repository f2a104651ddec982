"""How many obligations have which status: of a whole scope, and by the organisations directly below one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, func, or_, select, union_all
from sqlalchemy.orm import aliased

from lms import clock
from lms.extensions import db
from lms.people.models import Appointment, Organisation, OrganisationReach, Person
from lms.people.queries import OrgScope
from lms.rotation.evaluation import Moment, Question, audience, for_whole_populations
from lms.rotation.queries.answers import Asked, answers, further_places, planned_for
from lms.rotation.queries.lines import Filters, is_among
from lms.rotation.rules import FLAGGED, Status


@dataclass(frozen=True)
class Totals:
    """Counts by status. Their sum is the audience: nobody disappears."""

    counts: Mapping[Status, int] = field(default_factory=dict)

    def __getitem__(self, status: Status) -> int:
        return self.counts.get(status, 0)

    @property
    def audience(self) -> int:
        """Everybody whose service holds the reference day."""
        return sum(self.counts.values())

    @property
    def flagged(self) -> int:
        """Overdue and at risk."""
        return sum(self[one] for one in FLAGGED)

    @property
    def done(self) -> int:
        """Completed and made up."""
        return self[Status.COMPLETED] + self[Status.MADE_UP]

    @property
    def others(self) -> int:
        """Neither flagged nor done."""
        return self.audience - self.flagged - self.done


@dataclass(frozen=True)
class BranchTotals:
    """An organisation and the totals of its subtree; `is_itself`: of its own posts alone."""

    organisation_id: int
    code: str
    name: str
    totals: Totals
    is_itself: bool = False


def totals(asked: Asked, filters: Filters) -> Totals:
    """Everybody in the audience, by status; who is listed by two organisations counts once."""
    answer = answers(asked)
    query = select(answer.c.status, func.count()).group_by(answer.c.status)
    if filters.categories:
        query = query.join(Appointment, Appointment.id == answer.c.appointment_id)
    if filters.called:
        query = query.join(Person, Person.id == answer.c.person_id)
    with planned_for(asked):
        rows = db.session.execute(query.where(*is_among(asked, answer, filters))).all()
    return Totals({Status(status): count for status, count in rows})


def audience_size(asked: Asked, scope: OrgScope) -> int:
    """How many people are in the audience, counted from their service alone, without looking at any status.

    Beside the sum over the statuses it shows that nobody disappears.
    """
    moment = asked.moment or Moment(clock.today())
    question = Question(asked.requirement.id, asked.requirement.rules, (asked.year,), moment)
    listed = audience(question).subquery("listed")
    counted = select(func.count(listed.c.person_id.distinct())).where(scope.reaches(listed.c.organisation_id))
    with for_whole_populations():
        return db.session.scalar(counted) or 0


def branch_totals(asked: Asked, organisation_id: int) -> list[BranchTotals]:
    """Totals of what lies directly below an organisation, and of its own posts, in order of codes.

    Who is listed in two branches counts in both, once in each.
    """
    is_branch = or_(Organisation.parent_id == organisation_id, Organisation.id == organisation_id)
    return _subtrees(asked, is_branch, itself=organisation_id)


def subtree_totals(asked: Asked, organisation_ids: Collection[int]) -> list[BranchTotals]:
    """Totals of these organisations, each with everything below it, in order of codes."""
    return _subtrees(asked, Organisation.id.in_(sorted(organisation_ids)))


def _subtrees(asked: Asked, is_wanted: ColumnElement[bool], itself: int | None = None) -> list[BranchTotals]:
    """Totals of the subtrees of organisations; of `itself` only of its own posts."""
    answer = answers(asked)
    elsewhere = further_places(asked).subquery("listed_elsewhere")
    shown = select(answer.c.person_id, answer.c.status, answer.c.organisation_id)
    further = select(answer.c.person_id, answer.c.status, elsewhere.c.organisation_id).join(
        elsewhere, elsewhere.c.person_id == answer.c.person_id
    )
    listed = union_all(shown, further).subquery("listed")
    branch = aliased(OrganisationReach)
    query = (
        select(Organisation.id, listed.c.status, func.count(listed.c.person_id.distinct()))
        .join(branch, branch.ancestor_id == Organisation.id)
        .join(listed, listed.c.organisation_id == branch.descendant_id)
        .where(is_wanted, or_(Organisation.id.is_distinct_from(itself), branch.depth == 0))
        .group_by(Organisation.id, listed.c.status)
    )
    with planned_for(asked):
        rows = db.session.execute(query).all()
    counts: dict[int, dict[Status, int]] = {}
    for branch_id, status, count in rows:
        counts.setdefault(branch_id, {})[Status(status)] = count
    branches = db.session.execute(
        select(Organisation.id, Organisation.code, Organisation.name).where(is_wanted).order_by(Organisation.code)
    )
    return [
        BranchTotals(row.id, row.code, row.name, Totals(counts.get(row.id, {})), row.id == itself) for row in branches
    ]
