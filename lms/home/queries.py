"""What a person owes, as their own page lists it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from lms.extensions import db
from lms.rotation.models import Obligation
from lms.rotation.queries.requirements import KnownRequirement, requirements
from lms.rotation.rules import FLAGGED, OPEN, Amounts, Requirement, Status
from lms.rotation.rules.reasons.shortfall import Measure, measures
from lms.training.models import ClassSchedule, Enrolment, TrainingClass

_URGENCY = (Status.OVERDUE, Status.AT_RISK, Status.SCHEDULED, Status.PENDING)


@dataclass(frozen=True)
class Seat:
    """The class that schedules a duty: 第N期 and the day it begins."""

    class_id: int
    intake_number: int
    first_day: date


@dataclass(frozen=True)
class Duty:
    """One requirement of one year, and how far this person is with it."""

    requirement: Requirement
    year: int
    status: Status
    due: date
    measures: tuple[Measure, ...]
    seat: Seat | None

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self.status in {*OPEN, Status.SCHEDULED}

    @property
    def amount(self) -> Measure | None:
        """What a bar shows: hours or curricula, where an amount is asked."""
        return next((one for one in self.measures if one.kind in {"hours", "curricula"}), None)


@dataclass(frozen=True)
class Duties:
    """A person's duties of a year, urgent ones first; `earlier`: what the year before left undone."""

    year: int
    open: tuple[Duty, ...]
    settled: tuple[Duty, ...]
    earlier: tuple[Duty, ...]


def duties_of(person_id: int, today: date) -> Duties:
    """What a person owes this year, and what of last year's is flagged. Two queries and one for the seats."""
    known = {one.id: one for one in requirements()}
    rows = db.session.execute(
        select(Obligation, TrainingClass.id, TrainingClass.intake_number, ClassSchedule.first_day)
        .outerjoin(Enrolment, Enrolment.id == Obligation.enrolment_id)
        .outerjoin(TrainingClass, TrainingClass.id == Enrolment.training_class_id)
        .outerjoin(
            ClassSchedule,
            (ClassSchedule.training_class_id == TrainingClass.id) & ClassSchedule.superseded_at.is_(None),
        )
        .where(Obligation.person_id == person_id, Obligation.year.in_((today.year - 1, today.year)))
    ).all()
    found = [
        (known[row.Obligation.requirement_id].position, _duty(row.Obligation, known, _seat(row)))
        for row in rows
        if row.Obligation.requirement_id in known and _belongs(row.Obligation, today)
    ]
    in_order = [duty for _position, duty in sorted(found, key=lambda one: (one[0], one[1].year))]
    unsettled = sorted(
        (duty for duty in in_order if duty.is_open), key=lambda duty: (_URGENCY.index(duty.status), duty.due)
    )
    return Duties(
        year=today.year,
        open=tuple(duty for duty in unsettled if _is_to_be_done(duty, today)),
        settled=tuple(duty for duty in in_order if not duty.is_open and duty.year == today.year),
        earlier=tuple(duty for duty in unsettled if not _is_to_be_done(duty, today)),
    )


def _is_to_be_done(duty: Duty, today: date) -> bool:
    """This year's, and a winter round of last year that is not over yet."""
    return duty.year == today.year or duty.due >= today


def _belongs(obligation: Obligation, today: date) -> bool:
    """Of last year only what is still flagged, or not due before today (a winter round)."""
    return obligation.year == today.year or Status(obligation.status) in FLAGGED or obligation.due >= today


def _duty(obligation: Obligation, known: dict[int, KnownRequirement], seat: Seat | None) -> Duty:
    requirement = known[obligation.requirement_id].rules
    reached = Amounts(
        times=obligation.times,
        days_hundredths=obligation.days_hundredths,
        centihours=obligation.centihours,
        missing_curricula=tuple(obligation.missing_curricula.split()),
    )
    return Duty(
        requirement=requirement,
        year=obligation.year,
        status=Status(obligation.status),
        due=obligation.due,
        measures=tuple(measures(requirement, reached)),
        seat=seat,
    )


def _seat(row: Any) -> Seat | None:  # noqa: ANN401 - a row of `duties_of`
    _obligation, class_id, intake_number, first_day = row
    return Seat(class_id, intake_number, first_day) if class_id is not None else None
