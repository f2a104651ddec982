"""A row of SQL as the finding that the rules would give, so that both are put into the same words."""

from __future__ import annotations

from typing import Any

from lms import clock
from lms.people.models import Appointment
from lms.people.rules import PositionCategory
from lms.records.models import TrainingRecord
from lms.records.rules import TrainingCategory
from lms.rotation import rules
from lms.rotation.models import Waiver
from lms.rotation.queries.answers import Asked
from lms.rotation.rules import Amounts, Finding, Status, WaiverKind
from lms.training.models import ClassSchedule, Enrolment
from lms.training.rules.classes import class_name


def finding_of(asked: Asked, row: Any) -> Finding:  # noqa: ANN401 - an answer with the rows it points at
    """The finding of a row that holds an answer, its Appointment, TrainingRecord, Waiver and Enrolment."""
    return Finding(
        requirement=asked.requirement.rules,
        year=row.year,
        as_of=asked.moment.as_of if asked.moment else clock.today(),
        status=Status(row.status),
        due=row.due,
        spell_first_day=row.spell_first_day,
        spell_last_day=row.spell_last_day,
        post=appointment_fact(row.Appointment, row.org_name),
        reached=Amounts(row.times, row.days_hundredths, row.centihours, tuple(row.missing_curricula.split())),
        record=row.TrainingRecord and record_fact(row.TrainingRecord),
        waiver=row.Waiver and waiver_fact(row.Waiver, asked.requirement.code),
        enrolment=row.Enrolment and enrolment_fact(row.Enrolment, row.ClassSchedule, class_name_of(row)),
    )


def class_name_of(row: Any) -> str:  # noqa: ANN401 - a row with the parts of a name
    """The whole name of a class, as records and rosters write it."""
    return class_name(row.programme_name, row.intake_number, organiser_name=row.organiser_name, is_round=row.is_round)


def appointment_fact(row: Appointment, organisation_name: str) -> rules.Appointment:
    """An appointment as the rules read it."""
    return rules.Appointment(
        key=row.id,
        category=PositionCategory(row.position_category) if row.position_category else None,
        first_day=row.first_day,
        last_day=row.last_day,
        organisation_name=organisation_name,
        position=row.position,
        organisation_id=row.organisation_id,
    )


def record_fact(row: TrainingRecord) -> rules.TrainingRecord:
    """A training record as the rules read it."""
    return rules.TrainingRecord(
        key=row.id,
        declared_year=row.declared_year,
        category=TrainingCategory(row.category),
        name=row.name,
        first_day=row.first_day,
        last_day=row.last_day,
        credit_centihours=row.credit_centihours,
        completed=row.completed,
        days_hundredths=row.days_hundredths,
        make_up_year=row.make_up_year,
    )


def waiver_fact(row: Waiver, requirement_code: str) -> rules.Waiver:
    """A waiver as the rules read it."""
    return rules.Waiver(
        key=row.id,
        requirement_code=requirement_code,
        year=row.year,
        kind=WaiverKind(row.kind),
        approved_on=row.approved_on,
        deferred_until=row.deferred_until,
        approver=row.approver,
    )


def enrolment_fact(row: Enrolment, dates: ClassSchedule, name: str) -> rules.Enrolment:
    """A seat as the rules read it, with its class's dates as known."""
    return rules.Enrolment(
        key=row.id,
        category=TrainingCategory(dates.category),
        declared_year=dates.declared_year,
        first_day=dates.first_day,
        last_day=dates.last_day,
        enrolled_on=row.enrolled_on,
        withdrawn_on=row.withdrawn_on,
        make_up_year=row.make_up_year,
        class_name=name,
    )
