"""Attendance in the synthetic district: sign-ins of this morning in every way there is, and leave that waits."""

from datetime import datetime, timedelta

from sqlalchemy import select

from lms import clock
from lms.audit.actor import Actor
from lms.extensions import db
from lms.people.queries import EVERYWHERE
from lms.training.actions.leave import ask_leave
from lms.training.actions.sign_in import Trace, sign_in_at
from lms.training.actions.signing_out import sign_out_at
from lms.training.models import ClassSchedule, TrainingClass
from lms.training.queries.classes import class_for_update
from lms.training.queries.enrolment import open_enrolments
from lms.training.queries.meetings import meetings_of
from lms.training.queries.sign_in import MeetingFacts, meeting_facts
from lms.training.rules.words import LeaveKind, Source

_BEFORE = timedelta(minutes=12)
_LATE = timedelta(minutes=25)


def add_attendance(actor: Actor) -> None:
    """Through the actions that pages use; in the caller's transaction."""
    today = clock.today()
    rows = db.session.execute(
        select(TrainingClass.id, ClassSchedule.first_day)
        .join(ClassSchedule, ClassSchedule.training_class_id == TrainingClass.id)
        .where(TrainingClass.closed_at.is_(None), ClassSchedule.superseded_at.is_(None))
        .order_by(ClassSchedule.first_day, TrainingClass.id)
    ).all()
    for class_id, first_day in rows:
        people = [one.person_id for one in open_enrolments(class_id)]
        if first_day == today:
            _sign_in(actor, class_id, people)
        elif first_day > today and len(people) > 3:
            _ask_leave(actor, class_id, people[-2:])


def _sign_in(actor: Actor, class_id: int, people: list[int]) -> None:
    """Some of those expected, as far as the clock has come: by phone, three on one, kept, by the supervisor, late."""
    meeting, now = meeting_facts(meetings_of(class_id)[0].id), clock.now()
    came_at = meeting.starts_at - _BEFORE
    if now < came_at or len(people) < 12:
        return
    for place, person in enumerate(people[:8]):
        device = "one phone" if place < 3 else f"phone {place}"
        sign_in_at(actor, person, meeting, Source.CODE, came_at, Trace(f"demo {device}"))
    sign_in_at(actor, people[8], meeting, Source.SUPERVISOR, came_at, Trace())
    _later(actor, meeting, people[9:12], now)


def _later(actor: Actor, meeting: MeetingFacts, people: list[int], now: datetime) -> None:
    kept, late, leaving = people
    if now >= meeting.starts_at + _LATE:
        arrived = Trace("demo kept", arrived_at=meeting.starts_at + _LATE)
        sign_in_at(actor, kept, meeting, Source.CODE, meeting.starts_at - _BEFORE, arrived)
        sign_in_at(actor, late, meeting, Source.NUMBER, meeting.starts_at + _LATE, Trace("demo late"))
    left_at = meeting.starts_at + timedelta(minutes=100)
    if now >= left_at:
        sign_in_at(actor, leaving, meeting, Source.CODE, meeting.starts_at - _BEFORE, Trace("demo leaving"))
        sign_out_at(actor, leaving, meeting, left_at)


def _ask_leave(actor: Actor, class_id: int, people: list[int]) -> None:
    """Half a day, which the supervisor decides, and a whole one, which the department does."""
    locked, meetings = class_for_update(class_id, EVERYWHERE), [one.id for one in meetings_of(class_id)]
    ask_leave(actor, locked, people[0], LeaveKind.SICK, "到医院复查", meetings[:1])
    ask_leave(actor, locked, people[1], LeaveKind.OFFICIAL, "参加街道防汛值守", meetings[2:4])
