"""The facts behind a person's duty, every version of them, with who recorded each and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, and_, select

from lms.columns import Fact
from lms.curriculum.models import Curriculum
from lms.extensions import db
from lms.people.models import Appointment, Organisation, PartyStanding
from lms.records.models import CapabilityPass, TrainingRecord
from lms.rotation.models import Waiver
from lms.rotation.queries.findings import class_name_of
from lms.rotation.queries.requirements import KnownRequirement
from lms.training.models import ClassResult, ClassSchedule, Enrolment, Programme, TrainingClass


class Kind(StrEnum):
    """What sort of fact it is."""

    APPOINTMENT = "appointment"
    STANDING = "standing"
    RECORD = "record"
    WAIVER = "waiver"
    SEAT = "seat"
    QUIZ = "quiz"


@dataclass(frozen=True)
class Evidence:
    """One version of a fact. `name`: of the organisation, class or curriculum it is about.

    `more`: for a seat its class's dates, for a record what the closing of its class decided.
    """

    kind: Kind
    fact: Any
    name: str = ""
    more: Any = None

    @property
    def is_superseded(self) -> bool:
        """Whether it was corrected since."""
        return self.fact.superseded_at is not None


def evidence_of(person_id: int, requirement: KnownRequirement, known_on: datetime | None) -> list[Evidence]:
    """Everything that was recorded by `known_on` (None: now) about a person, as far as the requirement looks at it.

    Versions that were corrected are there too. Six queries.
    """
    rules = requirement.rules
    found = [*_appointments(person_id), *_records(person_id, rules.credit_kinds), *_seats(person_id, rules)]
    found += _rows(Kind.WAIVER, _of_person(Waiver, person_id).where(Waiver.requirement_id == requirement.id))
    if rules.for_party_members:
        found += _rows(Kind.STANDING, _of_person(PartyStanding, person_id))
    if rules.curricula:
        found += _passes(person_id, [one.code for one in rules.curricula])
    return [one for one in found if known_on is None or one.fact.recorded_at <= known_on]


def _of_person(fact: Any, person_id: int) -> Select[*tuple[Any, ...]]:  # noqa: ANN401 - any fact's entity
    return select(fact).where(fact.person_id == person_id)


def _rows(kind: Kind, query: Select[*tuple[Any, ...]]) -> Iterator[Evidence]:
    return (Evidence(kind, *row) for row in db.session.execute(query))


def _appointments(person_id: int) -> Iterator[Evidence]:
    of_person = select(Appointment, Organisation.name).where(Appointment.person_id == person_id)
    return _rows(Kind.APPOINTMENT, of_person.join(Organisation, Organisation.id == Appointment.organisation_id))


def _records(person_id: int, credit_kinds: Iterable[str]) -> Iterator[Evidence]:
    query = (
        select(TrainingRecord, TrainingRecord.name, ClassResult)
        .outerjoin(ClassResult, ClassResult.record_id == TrainingRecord.id)
        .where(TrainingRecord.person_id == person_id)
    )
    if credit_kinds:
        query = query.where(TrainingRecord.category.in_(sorted(credit_kinds)))
    return _rows(Kind.RECORD, query)


def _seats(person_id: int, rules: Any) -> Iterator[Evidence]:  # noqa: ANN401 - a Requirement of this room's rules
    query = (
        select(
            Enrolment, ClassSchedule, TrainingClass.intake_number, Programme.name.label("programme_name"),
            Programme.is_round, Organisation.name.label("organiser_name"),
        )
        .join(TrainingClass, TrainingClass.id == Enrolment.training_class_id)
        .join(Programme, Programme.id == TrainingClass.programme_id)
        .join(Organisation, Organisation.id == TrainingClass.organiser_id)
        .join(
            ClassSchedule,
            and_(ClassSchedule.training_class_id == TrainingClass.id, ClassSchedule.superseded_at.is_(None)),
        )
        .where(Enrolment.person_id == person_id)
    )  # fmt: skip
    if rules.credit_kinds:
        query = query.where(ClassSchedule.category.in_(sorted(rules.credit_kinds)))
    rows = db.session.execute(query)
    return (Evidence(Kind.SEAT, row.Enrolment, class_name_of(row), row.ClassSchedule) for row in rows)


def _passes(person_id: int, codes: list[str]) -> Iterator[Evidence]:
    query = (
        select(CapabilityPass, Curriculum.short_title)
        .outerjoin(Curriculum, Curriculum.code == CapabilityPass.curriculum_code)
        .where(CapabilityPass.person_id == person_id, CapabilityPass.curriculum_code.in_(codes))
    )
    return _rows(Kind.QUIZ, query)


def actor_keys(found: Iterable[Evidence]) -> list[str | None]:
    """Whoever recorded or superseded any of these facts, as the facts keep it."""
    facts: list[Fact] = [one.fact for one in found]
    return [key for fact in facts for key in (fact.recorded_by, fact.superseded_by)]
