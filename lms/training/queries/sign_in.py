"""What signing in needs to know: which meetings are open to a person, and what is known of them there."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, and_, func, select

from lms.columns import known
from lms.errors import NotFound
from lms.extensions import db
from lms.people.models import Organisation, Person
from lms.training.models import Attendance, ClassMeeting, Enrolment, NumberTry, Programme, TrainingClass
from lms.training.queries.meetings import expected_at_meeting
from lms.training.rules.classes import class_name
from lms.training.rules.sign_in import OPENS_BEFORE, Window
from lms.training.rules.words import Half


@dataclass(frozen=True)
class MeetingFacts:
    """A meeting as its people see it. `secret` makes the codes and never leaves the server."""

    id: int
    class_id: int
    class_name: str
    day: date
    half: Half
    starts_at: datetime
    ends_at: datetime
    topic: str
    place: str
    secret: str
    supervisor: str | None
    closed: bool
    cancelled: bool

    @property
    def window(self) -> Window:
        """When one may sign in."""
        return Window.of(self.starts_at, self.ends_at)


def _meetings() -> Select[*tuple[Any, ...]]:
    return (
        select(
            ClassMeeting, TrainingClass.intake_number, TrainingClass.venue, TrainingClass.closed_at,
            TrainingClass.cancelled_at, Programme.name, Programme.is_round, Organisation.name, Person.name,
        )
        .join(TrainingClass, TrainingClass.id == ClassMeeting.training_class_id)
        .join(Programme, Programme.id == TrainingClass.programme_id)
        .join(Organisation, Organisation.id == TrainingClass.organiser_id)
        .outerjoin(Person, Person.id == TrainingClass.supervisor_person_id)
    )  # fmt: skip


def _facts(row: Any) -> MeetingFacts:  # noqa: ANN401 - a row of `_meetings`
    meeting, intake, venue, closed_at, cancelled_at, programme, is_round, organiser, supervisor = row
    return MeetingFacts(
        id=meeting.id, class_id=meeting.training_class_id,
        class_name=class_name(programme, intake, organiser_name=organiser, is_round=is_round),
        day=meeting.day, half=Half(meeting.half), starts_at=meeting.starts_at, ends_at=meeting.ends_at,
        topic=meeting.topic, place=meeting.room or venue, secret=meeting.sign_in_secret, supervisor=supervisor,
        closed=closed_at is not None, cancelled=cancelled_at is not None,
    )  # fmt: skip


def meeting_facts(meeting_id: int) -> MeetingFacts:
    """A meeting of a class that is held. Raises NotFound."""
    row = db.session.execute(
        _meetings().where(ClassMeeting.id == meeting_id, TrainingClass.cancelled_at.is_(None))
    ).one_or_none()
    if row is None:
        raise NotFound("There is no such meeting.")
    return _facts(row)


def _own_meetings(person_id: int) -> Select[*tuple[Any, ...]]:
    return (
        _meetings()
        .join(Enrolment, and_(Enrolment.person_id == person_id, expected_at_meeting()))
        .where(TrainingClass.cancelled_at.is_(None), TrainingClass.closed_at.is_(None))
        .order_by(ClassMeeting.starts_at, ClassMeeting.id)
    )


def open_meetings_of(person_id: int, now: datetime) -> list[MeetingFacts]:
    """A person's meetings that can be signed in to at `now`."""
    rows = db.session.execute(
        _own_meetings(person_id).where(ClassMeeting.starts_at <= now + OPENS_BEFORE, ClassMeeting.ends_at >= now)
    )
    return list({row[0].id: _facts(row) for row in rows}.values())


def next_meeting_of(person_id: int, now: datetime) -> MeetingFacts | None:
    """The meeting a person goes to next, or is at: the first of theirs that has not ended at `now`."""
    row = db.session.execute(_own_meetings(person_id).where(ClassMeeting.ends_at >= now).limit(1)).first()
    return None if row is None else _facts(row)


def is_expected(meeting_id: int, person_id: int, *, lock: bool = False) -> bool:
    """Whether a person has a seat that reaches to a meeting. `lock`: the seat waits for this transaction."""
    statement = (
        select(Enrolment.id)
        .join(ClassMeeting, expected_at_meeting())
        .where(ClassMeeting.id == meeting_id, Enrolment.person_id == person_id)
        .order_by(Enrolment.id)
        .limit(1)
    )
    if lock:
        statement = statement.with_for_update(of=Enrolment)
    return db.session.scalar(statement) is not None


def hold_class_open(class_id: int) -> bool:
    """Keep a class from being closed until this transaction ends; False when it is closed. Others may sign in too."""
    closed_at = db.session.execute(
        select(TrainingClass.closed_at).where(TrainingClass.id == class_id).with_for_update(read=True)
    ).scalar_one()
    return closed_at is None


def mark_at(meeting_id: int, person_id: int) -> Attendance | None:
    """What is known now of a person at a meeting."""
    return db.session.scalar(
        select(Attendance).where(
            Attendance.class_meeting_id == meeting_id, Attendance.person_id == person_id, known(Attendance)
        )
    )


def count_wrong_tries(person_id: int, now: datetime) -> int:
    """Wrong numbers a person typed in the minute up to `now`. Waits for that person's other tries."""
    db.session.execute(select(Person.id).where(Person.id == person_id).with_for_update(key_share=True))
    since = now - timedelta(minutes=1)
    return (
        db.session.scalar(
            select(func.count())
            .select_from(NumberTry)
            .where(NumberTry.person_id == person_id, NumberTry.tried_at > since)
        )
        or 0
    )
