"""The units that seats are divided among: how many owe the training in each, and how far each quota is filled."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import case, func, select

from lms import clock
from lms.errors import NotFound
from lms.extensions import db
from lms.nomination.models import CallQuota, CallUp, Nomination
from lms.nomination.queries.calls import Tally
from lms.nomination.rules.standing import FILLING, CallState, Standing
from lms.people.models import Organisation
from lms.people.queries import OrgScope
from lms.people.rules import STREET_KINDS
from lms.records.rules import TrainingCategory
from lms.rotation.evaluation import Moment
from lms.rotation.queries import Asked, KnownRequirement, branch_totals, is_stored, requirements
from lms.rotation.rules import Status
from lms.training.models import TrainingClass
from lms.training.queries.classes import ClassCard, cards

OWING = frozenset({Status.OVERDUE, Status.AT_RISK, Status.PENDING})
"""Who still needs a seat: not done, and not in a class already."""


@dataclass(frozen=True)
class Unit:
    """A unit directly below where a class draws from, and how many of its people owe the training."""

    organisation_id: int
    code: str
    name: str
    owing: int


@dataclass(frozen=True)
class Quota:
    """The seats of one unit, and who is named for them."""

    organisation_id: int
    code: str
    name: str
    owing: int
    by_rule: int
    seats: int
    tally: Tally


def requirements_for(category: str) -> list[KnownRequirement]:
    """The requirements in force that training of this category fills, those that name it before those that take any."""
    kind = TrainingCategory(category)
    known = [one for one in requirements() if one.rules.asks_for_records]
    named = [one for one in known if kind in one.rules.credit_kinds]
    return named + [one for one in known if not one.rules.credit_kinds]


def asked_about(requirement_id: int | None, year: int) -> Asked | None:
    """The question who owes a requirement in a year, as stored today where answers are kept; None: it is gone."""
    found = next((one for one in requirements(only_active=False) if one.id == requirement_id), None)
    if found is None:
        return None
    return Asked(found, year, None if is_stored(year) else Moment(clock.today()))


def units_below(organisation_id: int, asked: Asked | None) -> list[Unit]:
    """Streets and towns directly below an organisation, and whatever else there owes; in order of codes.

    Where no street lies below (a class of a street), every unit does.
    """
    counts = {} if asked is None else _owing(asked, organisation_id)
    below = select(Organisation).where(Organisation.parent_id == organisation_id).order_by(Organisation.code)
    found = db.session.scalars(below).all()
    no_streets = not any(one.kind in STREET_KINDS for one in found)
    return [
        Unit(one.id, one.code, one.name, counts.get(one.id, 0))
        for one in found
        if no_streets or one.kind in STREET_KINDS or counts.get(one.id)
    ]


def _owing(asked: Asked, organisation_id: int) -> dict[int, int]:
    branches = branch_totals(asked, organisation_id)
    return {one.organisation_id: sum(one.totals[status] for status in OWING) for one in branches if not one.is_itself}


def quotas_of(call_up_id: int, scope: OrgScope | None = None) -> list[Quota]:
    """Every unit's quota, in order of codes; `scope`: of units within it alone. One query."""
    counts = [
        func.coalesce(func.sum(case((Nomination.state == one.value, 1), else_=0)), 0)
        for one in (Standing.NOMINATED, Standing.CONFIRMED, Standing.WAITING)
    ]
    statement = (
        select(
            CallQuota.organisation_id, Organisation.code, Organisation.name, CallQuota.owing, CallQuota.by_rule,
            CallQuota.seats, *counts,
        )
        .join(Organisation, Organisation.id == CallQuota.organisation_id)
        .outerjoin(
            Nomination,
            (Nomination.call_up_id == CallQuota.call_up_id) & (Nomination.organisation_id == CallQuota.organisation_id),
        )
        .where(CallQuota.call_up_id == call_up_id)
        .group_by(CallQuota.organisation_id, Organisation.code, Organisation.name, CallQuota.owing, CallQuota.by_rule,
                  CallQuota.seats)
        .order_by(Organisation.code)
    )  # fmt: skip
    if scope is not None:
        statement = statement.where(scope.reaches(CallQuota.organisation_id))
    return [_quota(row) for row in db.session.execute(statement)]


def _quota(row: Any) -> Quota:  # noqa: ANN401 - a row of `quotas_of`
    unit, code, name, owing, by_rule, seats, *counts = row
    return Quota(unit, code, name, owing, by_rule, seats, Tally(seats, *counts))


def quota_of(call_up_id: int, organisation_id: int, scope: OrgScope) -> Quota:
    """One unit's quota. Raises NotFound outside `scope`, and for a unit without one."""
    found = [one for one in quotas_of(call_up_id, scope) if one.organisation_id == organisation_id]
    if not found:
        raise NotFound("There is no such call-up here.")
    return found[0]


def quota_rows(call_up_id: int) -> dict[int, CallQuota]:
    """The quotas as rows to change, by unit; asked behind the lock of the class."""
    rows = db.session.scalars(select(CallQuota).where(CallQuota.call_up_id == call_up_id))
    return {row.organisation_id: row for row in rows}


def filled(call_up_id: int) -> dict[int, int]:
    """How many seats of each unit somebody is named for."""
    rows = db.session.execute(
        select(Nomination.organisation_id, func.count())
        .where(Nomination.call_up_id == call_up_id, Nomination.state.in_(sorted(FILLING)))
        .group_by(Nomination.organisation_id)
    )
    return {unit: count for unit, count in rows}  # noqa: C416 - rows are no pairs for mypy


@dataclass(frozen=True)
class Unfilled:
    """A unit that still has seats to name somebody for, in a call-up that closes soon."""

    call_up_id: int
    organisation_id: int
    class_id: int
    class_name: str
    closes_on: date


def unfilled(today: date, until: date) -> list[Unfilled]:
    """Units of open call-ups that close from `today` to `until`, have seats left, and were not reminded. One query."""
    named = (
        select(func.count())
        .select_from(Nomination)
        .where(
            Nomination.call_up_id == CallQuota.call_up_id,
            Nomination.organisation_id == CallQuota.organisation_id,
            Nomination.state.in_(sorted(FILLING)),
        )
        .correlate(CallQuota)
        .scalar_subquery()
    )
    statement = (
        cards()
        .add_columns(CallUp.id, CallQuota.organisation_id, CallUp.closes_on)
        .join(CallUp, CallUp.training_class_id == TrainingClass.id)
        .join(CallQuota, CallQuota.call_up_id == CallUp.id)
        .where(
            CallUp.state == CallState.OPEN.value,
            CallUp.closes_on >= today,
            CallUp.closes_on <= until,
            CallQuota.reminded_at.is_(None),
            CallQuota.seats > named,
            TrainingClass.cancelled_at.is_(None),
            TrainingClass.closed_at.is_(None),
        )
        .order_by(CallUp.id, CallQuota.organisation_id)
    )
    return [_unfilled(row) for row in db.session.execute(statement)]


def _unfilled(row: Any) -> Unfilled:  # noqa: ANN401 - a row of `unfilled`
    *of_class, call_up_id, organisation_id, closes_on = row
    card = ClassCard(*of_class)
    return Unfilled(call_up_id, organisation_id, card.id, card.name, closes_on)
