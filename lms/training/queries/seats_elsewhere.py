"""Who has a seat somewhere else at the same time: nobody can sit in two classes at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, not_, or_, select
from sqlalchemy.orm import aliased

from lms.columns import known
from lms.extensions import db
from lms.people.models import Organisation, Person
from lms.training.models import ClassMeeting, ClassSchedule, Enrolment, Programme, TrainingClass
from lms.training.rules.classes import class_name


@dataclass(frozen=True)
class SeatElsewhere:
    """A seat of somebody in another class that meets at the same time: whose, which class, when."""

    person_id: int
    name: str
    class_id: int
    class_name: str
    first_day: date
    last_day: date


def seats_elsewhere(class_id: int, person_ids: Iterable[int]) -> dict[int, SeatElsewhere]:
    """Those of `person_ids` with a seat in another class that meets while this one does; the earliest such class.

    Half-days are compared; where one of the two has none yet, its days are.
    """
    own = aliased(ClassSchedule)
    rows = db.session.execute(
        select(
            Enrolment.person_id, Person.name, TrainingClass.id, Programme.name, TrainingClass.intake_number,
            Organisation.name, Programme.is_round, ClassSchedule.first_day, ClassSchedule.last_day,
        )
        .join(Person, Person.id == Enrolment.person_id)
        .join(TrainingClass, TrainingClass.id == Enrolment.training_class_id)
        .join(Programme, Programme.id == TrainingClass.programme_id)
        .join(Organisation, Organisation.id == TrainingClass.organiser_id)
        .join(ClassSchedule, and_(ClassSchedule.training_class_id == TrainingClass.id, known(ClassSchedule)))
        .join(own, and_(own.training_class_id == class_id, known(own)))
        .where(
            Enrolment.person_id.in_(set(person_ids)),
            Enrolment.training_class_id != class_id,
            known(Enrolment),
            Enrolment.withdrawn_on.is_(None),
            TrainingClass.cancelled_at.is_(None),
            ClassSchedule.first_day <= own.last_day,
            own.first_day <= ClassSchedule.last_day,
            or_(_meet_at_once(class_id), not_(_have_half_days(class_id))),
        )
        .order_by(ClassSchedule.first_day, TrainingClass.id)
    ).all()  # fmt: skip
    found: dict[int, SeatElsewhere] = {}
    for person, name, other, programme, intake, organiser, is_round, first, last in rows:
        whole = class_name(programme, intake, organiser_name=organiser, is_round=is_round)
        found.setdefault(person, SeatElsewhere(person, name, other, whole, first, last))
    return found


def _meet_at_once(class_id: int) -> ColumnElement[bool]:
    here, there = aliased(ClassMeeting), aliased(ClassMeeting)
    return exists(
        select(1)
        .select_from(here)
        .join(there, and_(there.starts_at < here.ends_at, here.starts_at < there.ends_at))
        .where(here.training_class_id == class_id, there.training_class_id == TrainingClass.id)
        .correlate(TrainingClass)
    )


def _have_half_days(class_id: int) -> ColumnElement[bool]:
    here, there = aliased(ClassMeeting), aliased(ClassMeeting)
    return and_(
        exists(select(1).where(here.training_class_id == class_id)),
        exists(select(1).where(there.training_class_id == TrainingClass.id).correlate(TrainingClass)),
    )
