"""One person: the facts as known at an instant, and what the rules make of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, select

from lms import clock
from lms.columns import known
from lms.extensions import db
from lms.people.models import Appointment, Organisation, PartyStanding
from lms.records.models import CapabilityPass, TrainingRecord
from lms.rotation.evaluation import Moment
from lms.rotation.models import Requirement as RequirementRow
from lms.rotation.models import Waiver
from lms.rotation.queries import findings
from lms.rotation.queries.requirements import KnownRequirement, requirements
from lms.rotation.rules import CapabilityPass as Passed
from lms.rotation.rules import Facts, Finding, evaluate
from lms.training.models import ClassSchedule, Enrolment, Programme, TrainingClass


@dataclass(frozen=True)
class Duty:
    """A requirement that a person owes in a year, and how it stands."""

    requirement: KnownRequirement
    finding: Finding


def duties_of(person_id: int, year: int, moment: Moment | None = None) -> list[Duty]:
    """What a person owes in `year`, in the order of pages; `moment` None: today, as now known."""
    moment = moment or Moment(clock.today())
    facts = facts_of(person_id, moment.known_on)
    found = ((one, evaluate(one.rules, facts, year, moment.as_of)) for one in requirements(moment.known_on))
    return [Duty(one, finding) for one, finding in found if finding]


def facts_of(person_id: int, known_on: datetime | None = None) -> Facts:
    """Everything known about a person at an instant (None: now). Six queries."""
    standing = db.session.scalars(
        select(PartyStanding).where(PartyStanding.person_id == person_id, known(PartyStanding, known_on))
    ).one_or_none()
    return Facts(
        appointments=tuple(_appointments(person_id, known_on)),
        records=tuple(findings.record_fact(one) for one in _known_of(TrainingRecord, person_id, known_on)),
        waivers=tuple(_waivers(person_id, known_on)),
        passes=tuple(
            Passed(one.curriculum_code, one.passed_on) for one in _known_of(CapabilityPass, person_id, known_on)
        ),
        enrolments=tuple(_enrolments(person_id, known_on)),
        political_status=standing.political_status if standing else None,
        joined_party_on=standing.joined_party_on if standing else None,
    )


def _known_of(fact: Any, person_id: int, known_on: datetime | None) -> Any:  # noqa: ANN401 - any fact's entity
    return db.session.scalars(select(fact).where(fact.person_id == person_id, known(fact, known_on)).order_by(fact.id))


def _appointments(person_id: int, known_on: datetime | None) -> Any:  # noqa: ANN401 - facts
    rows = db.session.execute(
        select(Appointment, Organisation.name)
        .join(Organisation, Organisation.id == Appointment.organisation_id)
        .where(Appointment.person_id == person_id, known(Appointment, known_on))
        .order_by(Appointment.first_day, Appointment.id)
    )
    return (findings.appointment_fact(post, name) for post, name in rows)


def _waivers(person_id: int, known_on: datetime | None) -> Any:  # noqa: ANN401 - facts
    rows = db.session.execute(
        select(Waiver, RequirementRow.code)
        .join(RequirementRow, RequirementRow.id == Waiver.requirement_id)
        .where(Waiver.person_id == person_id, known(Waiver, known_on))
        .order_by(Waiver.id)
    )
    return (findings.waiver_fact(waiver, code) for waiver, code in rows)


def _enrolments(person_id: int, known_on: datetime | None) -> Any:  # noqa: ANN401 - facts
    dates = and_(ClassSchedule.training_class_id == Enrolment.training_class_id, known(ClassSchedule, known_on))
    rows = db.session.execute(
        select(
            Enrolment, ClassSchedule, TrainingClass.intake_number, Programme.name.label("programme_name"),
            Programme.is_round, Organisation.name.label("organiser_name"),
        )
        .join(ClassSchedule, dates)
        .join(TrainingClass, TrainingClass.id == Enrolment.training_class_id)
        .join(Programme, Programme.id == TrainingClass.programme_id)
        .join(Organisation, Organisation.id == TrainingClass.organiser_id)
        .where(Enrolment.person_id == person_id, known(Enrolment, known_on))
        .order_by(Enrolment.id)
    )  # fmt: skip
    return (findings.enrolment_fact(row.Enrolment, row.ClassSchedule, findings.class_name_of(row)) for row in rows)
