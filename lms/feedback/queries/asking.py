"""What a person may evaluate now, and whom to remind."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import and_, exists, func, select

from lms import clock
from lms.columns import known
from lms.extensions import db
from lms.feedback.models import EvaluationGiven, EvaluationReminder
from lms.feedback.rules import ANSWER_DAYS, last_answer_day
from lms.training.models import Attendance, ClassMeeting, ClassSchedule, Enrolment, TrainingClass
from lms.training.queries.classes import ClassCard
from lms.training.rules.words import ATTENDED

_ATTENDED = sorted(mark.value for mark in ATTENDED)


@dataclass(frozen=True)
class Topic:
    """A half-day as somebody evaluates it."""

    id: int
    day: date
    half: str
    topic: str
    teacher: str


@dataclass(frozen=True)
class Asked:
    """What a person may evaluate of a class now; and whether some of it follows later, or was answered before.

    `has_begun`: they were at a half-day that is over. `comes_later`: some of the class is still to come.
    """

    topics: Sequence[Topic]
    whole_class: bool
    answered: bool
    has_begun: bool
    comes_later: bool
    until: date

    @property
    def anything(self) -> bool:
        """Whether there is something to answer now."""
        return bool(self.topics) or self.whole_class


def asked_of(card: ClassCard, person_id: int, now: datetime) -> Asked:
    """What a person of a class may evaluate at `now`. Four queries, in the caller's transaction if that matters."""
    until = last_answer_day(card.last_day)
    is_open = card.cancelled_at is None and clock.local(now).date() <= until
    attended = _attended(card.id, person_id, now) if is_open and _has_seat(card.id, person_id) else []
    given = set(
        db.session.scalars(
            select(EvaluationGiven.class_meeting_id).where(
                EvaluationGiven.training_class_id == card.id, EvaluationGiven.person_id == person_id
            )
        )
    )
    last = db.session.scalar(select(func.max(ClassMeeting.ends_at)).where(ClassMeeting.training_class_id == card.id))
    is_over = last is not None and last <= now
    return Asked(
        topics=[topic for topic in attended if topic.id not in given],
        whole_class=bool(attended) and is_over and None not in given,
        answered=bool(given),
        has_begun=bool(attended),
        comes_later=is_open and not is_over,
        until=until,
    )


def _attended(class_id: int, person_id: int, now: datetime) -> list[Topic]:
    rows = db.session.execute(
        select(ClassMeeting.id, ClassMeeting.day, ClassMeeting.half, ClassMeeting.topic, ClassMeeting.teacher)
        .join(Attendance, and_(Attendance.class_meeting_id == ClassMeeting.id, known(Attendance)))
        .where(
            ClassMeeting.training_class_id == class_id, ClassMeeting.ends_at <= now,
            Attendance.person_id == person_id, Attendance.status.in_(_ATTENDED),
        )
        .order_by(ClassMeeting.starts_at, ClassMeeting.id)
    )  # fmt: skip
    return [Topic(*row) for row in rows]


def _has_seat(class_id: int, person_id: int) -> bool:
    seat = select(Enrolment.id).where(
        Enrolment.training_class_id == class_id, Enrolment.person_id == person_id, known(Enrolment),
        Enrolment.withdrawn_on.is_(None),
    )  # fmt: skip
    return db.session.scalar(seat.limit(1)) is not None


def classes_to_remind(now: datetime) -> list[int]:
    """Classes whose last half-day is over, which may still be evaluated and whose people were not reminded yet."""
    over = (
        select(ClassMeeting.training_class_id)
        .group_by(ClassMeeting.training_class_id)
        .having(func.max(ClassMeeting.ends_at) <= now)
    )
    return list(
        db.session.scalars(
            select(TrainingClass.id)
            .join(ClassSchedule, and_(ClassSchedule.training_class_id == TrainingClass.id, known(ClassSchedule)))
            .where(
                TrainingClass.cancelled_at.is_(None),
                ClassSchedule.last_day >= clock.local(now).date() - timedelta(days=ANSWER_DAYS),
                TrainingClass.id.in_(over),
                TrainingClass.id.not_in(select(EvaluationReminder.training_class_id)),
            )
            .order_by(TrainingClass.id)
        )
    )


def people_to_remind(class_id: int) -> list[int]:
    """Who has a seat and was there, and has not evaluated the class as a whole."""
    was_there = exists(
        select(1)
        .select_from(Attendance)
        .join(ClassMeeting, ClassMeeting.id == Attendance.class_meeting_id)
        .where(
            ClassMeeting.training_class_id == class_id, Attendance.person_id == Enrolment.person_id,
            Attendance.status.in_(_ATTENDED), known(Attendance),
        )
    )  # fmt: skip
    has_answered = exists(
        select(1).where(
            EvaluationGiven.training_class_id == class_id, EvaluationGiven.class_meeting_id.is_(None),
            EvaluationGiven.person_id == Enrolment.person_id,
        )
    )  # fmt: skip
    seat = and_(Enrolment.training_class_id == class_id, known(Enrolment), Enrolment.withdrawn_on.is_(None))
    return list(db.session.scalars(select(Enrolment.person_id).where(seat, was_there, ~has_answered)))
