"""Half-days of a class: made with it, added, moved, taken away while nothing is recorded there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import insert, select

from lms import clock
from lms.audit import actions as audit
from lms.audit.actor import Actor
from lms.errors import Refused
from lms.extensions import db
from lms.training.actions.openness import refuse_unless_open
from lms.training.models import ClassMeeting, ClassSchedule, TrainingClass
from lms.training.queries import meetings
from lms.training.rules.meetings import PlannedMeeting, minutes_between
from lms.training.rules.sign_in import new_secret
from lms.training.rules.words import Half


@dataclass(frozen=True)
class MeetingFields:
    """What an office fills in for a half-day; hours in hundredths, none: by its length."""

    day: date
    half: Half
    starts: time
    ends: time
    credit_centihours: int | None = None
    topic: str = ""
    teacher: str = ""
    room: str = ""


def plan_meetings(class_id: int, planned: Sequence[PlannedMeeting]) -> None:
    """Write the half-days of a new class. One statement."""
    rows = [
        {
            "training_class_id": class_id, "day": one.day, "half": one.half.value,
            "starts_at": clock.at(one.day, one.starts), "ends_at": clock.at(one.day, one.ends),
            "credit_centihours": one.centihours, "sign_in_secret": new_secret(),
        }
        for one in planned
    ]  # fmt: skip
    if rows:
        db.session.execute(insert(ClassMeeting), rows)


def add_meeting(
    actor: Actor, training_class: TrainingClass, schedule: ClassSchedule, fields: MeetingFields
) -> ClassMeeting:
    """One more half-day of a locked class. Raises Refused when it cannot lie there."""
    refuse_unless_open(training_class)
    _check(training_class, schedule, fields, None)
    meeting = ClassMeeting(training_class_id=training_class.id, sign_in_secret=new_secret(), **_columns(fields))
    db.session.add(meeting)
    db.session.flush()
    audit.record(actor, "meeting.made", of=meeting, organisation_id=training_class.organiser_id, **_told(fields))
    return meeting


def change_meeting(
    actor: Actor, training_class: TrainingClass, schedule: ClassSchedule, meeting: ClassMeeting, fields: MeetingFields
) -> None:
    """Change a half-day of a locked class. Raises Refused when it cannot lie there."""
    refuse_unless_open(training_class)
    _check(training_class, schedule, fields, meeting.id)
    for name, value in _columns(fields).items():
        setattr(meeting, name, value)
    audit.record(actor, "meeting.changed", of=meeting, organisation_id=training_class.organiser_id, **_told(fields))


def remove_meeting(actor: Actor, training_class: TrainingClass, meeting: ClassMeeting) -> None:
    """Take a half-day away. Raises Refused when something is recorded there, or leave was asked for it."""
    refuse_unless_open(training_class)
    if meetings.has_attendance(meeting.id) or meetings.has_leave(meeting.id):
        raise Refused(_("Attendance or leave is recorded for this half-day; it stays. Change its time instead."))
    audit.record(
        actor, "meeting.removed", of=meeting, organisation_id=training_class.organiser_id, day=meeting.day,
        half=meeting.half,
    )  # fmt: skip
    db.session.delete(meeting)


def _check(training_class: TrainingClass, schedule: ClassSchedule, fields: MeetingFields, own_id: int | None) -> None:
    if not schedule.first_day <= fields.day <= schedule.last_day:
        raise Refused(_("The class does not meet on that day. Change the dates of the class first."))
    if fields.ends <= fields.starts:
        raise Refused(_("It ends before it starts."))
    same_time = db.session.scalar(
        select(ClassMeeting.id).where(
            ClassMeeting.training_class_id == training_class.id,
            ClassMeeting.day == fields.day,
            ClassMeeting.half == fields.half.value,
        )
    )
    if same_time not in {None, own_id}:
        raise Refused(_("The class meets in that half-day already."))


def _columns(fields: MeetingFields) -> dict[str, object]:
    by_length = PlannedMeeting(fields.day, fields.half, fields.starts, fields.ends).centihours
    return {
        "day": fields.day, "half": fields.half.value, "topic": fields.topic, "teacher": fields.teacher,
        "room": fields.room, "starts_at": clock.at(fields.day, fields.starts),
        "ends_at": clock.at(fields.day, fields.ends),
        "credit_centihours": by_length if fields.credit_centihours is None else fields.credit_centihours,
    }  # fmt: skip


def _told(fields: MeetingFields) -> dict[str, Any]:
    return {
        "day": fields.day, "half": fields.half, "minutes": minutes_between(fields.starts, fields.ends),
        "centihours": fields.credit_centihours, "topic": fields.topic, "teacher": fields.teacher,
    }  # fmt: skip
