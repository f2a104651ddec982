"""What signing in needs to know: which meetings are open to a person, and what is known of them there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, and_, func, select

from lms.columns import known
from lms.errors import NotFound
from lms.extensions import db
from lms.people.models import Organisation, Person
from lms.training.models import (
    Attendance,
    ClassMeeting,
    Enrolment,
    NumberTry,
    Programme,
    SignInSecret,
    TrainingClass,
)
from lms.training.queries.meetings import expected_at_meeting
from lms.training.rules.classes import class_name
from lms.training.rules.sign_in import LONGEST_BEFORE, SIGN_OUT_AFTER, Secrets, Timing, Window, whole_secret
from lms.training.rules.words import Half


@dataclass(frozen=True)
class MeetingFacts:
    """A meeting as its people see it. `secret` is its own half of the secret and never leaves the server."""

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
    timing: Timing

    @property
    def window(self) -> Window:
        """When one may sign in."""
        return Window.of(self.starts_at, self.ends_at, self.timing)


def _meetings() -> Select[*tuple[Any, ...]]:
    return (
        select(
            ClassMeeting, TrainingClass.intake_number, TrainingClass.venue, TrainingClass.closed_at,
            TrainingClass.cancelled_at, Programme.name, Programme.is_round, Organisation.name, Person.name,
            TrainingClass.opens_minutes, TrainingClass.late_minutes, TrainingClass.early_minutes,
        )
        .join(TrainingClass, TrainingClass.id == ClassMeeting.training_class_id)
        .join(Programme, Programme.id == TrainingClass.programme_id)
        .join(Organisation, Organisation.id == TrainingClass.organiser_id)
        .outerjoin(Person, Person.id == TrainingClass.supervisor_person_id)
    )  # fmt: skip


def _facts(row: Any) -> MeetingFacts:  # noqa: ANN401 - a row of `_meetings`
    meeting, intake, venue, closed_at, cancelled_at, programme, is_round, organiser, supervisor, *minutes = row
    return MeetingFacts(
        id=meeting.id, class_id=meeting.training_class_id,
        class_name=class_name(programme, intake, organiser_name=organiser, is_round=is_round),
        day=meeting.day, half=Half(meeting.half), starts_at=meeting.starts_at, ends_at=meeting.ends_at,
        topic=meeting.topic, place=meeting.room or venue, secret=meeting.sign_in_secret, supervisor=supervisor,
        closed=closed_at is not None, cancelled=cancelled_at is not None, timing=Timing(*minutes),
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
    """A person's meetings whose wall has a code at `now`: to sign in, or after the end to sign out."""
    rows = db.session.execute(
        _own_meetings(person_id).where(
            ClassMeeting.starts_at <= now + LONGEST_BEFORE, ClassMeeting.ends_at >= now - SIGN_OUT_AFTER
        )
    )
    found = {row[0].id: _facts(row) for row in rows}
    return [meeting for meeting in found.values() if meeting.window.shows_code(now)]


def secrets_at(meetings: Iterable[MeetingFacts], rotations: Iterable[datetime]) -> dict[int, Secrets]:
    """The whole secrets of these meetings that the wall ever used in these rotations, by meeting. One query."""
    own = {meeting.id: meeting.secret for meeting in meetings}
    rows = db.session.execute(
        select(SignInSecret.class_meeting_id, SignInSecret.valid_from, SignInSecret.secret).where(
            SignInSecret.class_meeting_id.in_(own), SignInSecret.valid_from.in_(set(rotations))
        )
    )
    found: dict[int, dict[datetime, str]] = {meeting_id: {} for meeting_id in own}
    for meeting_id, valid_from, fresh in rows:
        found[meeting_id][valid_from] = whole_secret(own[meeting_id], fresh)
    return dict(found)


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
