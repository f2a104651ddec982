"""Half-days of a class: made with it, added, moved, taken away while nothing is recorded there."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import insert

from lms import clock
from lms.audit import actions as audit
from lms.audit.actor import Actor
from lms.errors import Refused
from lms.extensions import db
from lms.training.actions import clashes
from lms.training.actions.openness import refuse_unless_open
from lms.training.models import ClassMeeting, ClassSchedule, RemovedMeeting, TrainingClass
from lms.training.queries import meetings
from lms.training.rules.meetings import MeetingFields, PlannedMeeting, minutes_between, minutes_of_credit
from lms.training.rules.sign_in import new_secret
from lms.training.rules.words import Half, MeetingKind


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


NEW = 0
"""What a half-day that is still to be made is known by, where others are known by their id."""
_KEPT = (
    "uid",
    "training_class_id",
    "day",
    "starts_at",
    "ends_at",
    "credit_centihours",
    "topic",
    "teacher",
    "room",
    "kind",
)


def add_meeting(
    actor: Actor, training_class: TrainingClass, schedule: ClassSchedule, fields: MeetingFields
) -> ClassMeeting:
    """One more half-day of a locked class. Raises Refused when it cannot lie there."""
    refuse_unless_open(training_class)
    clashes.check(training_class, schedule, {NEW: fields})
    return put_in(actor, training_class, fields)


def change_meeting(
    actor: Actor, training_class: TrainingClass, schedule: ClassSchedule, meeting: ClassMeeting, fields: MeetingFields
) -> None:
    """Change a half-day of a locked class. Raises Refused when it cannot lie there."""
    refuse_unless_open(training_class)
    clashes.check(training_class, schedule, {meeting.id: fields})
    put_right(actor, training_class, meeting, fields)


def remove_meeting(actor: Actor, training_class: TrainingClass, meeting: ClassMeeting) -> None:
    """Take a half-day away. Raises Refused when something is recorded there, or leave was asked for it."""
    refuse_unless_open(training_class)
    if meetings.has_attendance(meeting.id) or meetings.has_leave(meeting.id):
        raise Refused(_("Attendance or leave is recorded for this half-day; it stays. Change its time instead."))
    take_out(actor, training_class, meeting)


def put_in(actor: Actor, training_class: TrainingClass, fields: MeetingFields) -> ClassMeeting:
    """Make a half-day that was checked."""
    meeting = ClassMeeting(training_class_id=training_class.id, sign_in_secret=new_secret(), **_columns(fields))
    db.session.add(meeting)
    db.session.flush()
    audit.record(actor, "meeting.made", of=meeting, organisation_id=training_class.organiser_id, **_told(fields))
    return meeting


def put_right(actor: Actor, training_class: TrainingClass, meeting: ClassMeeting, fields: MeetingFields) -> bool:
    """Change a half-day that was checked; calendars see a higher number. Gives whether anything differs."""
    new = {name: value for name, value in _columns(fields).items() if getattr(meeting, name) != value}
    if _same_minutes(new.get("credit_centihours"), meeting.credit_centihours):
        del new["credit_centihours"]
    if not new:
        return False
    for name, value in new.items():
        setattr(meeting, name, value)
    meeting.sequence, meeting.changed_at = meeting.sequence + 1, clock.now()
    audit.record(actor, "meeting.changed", of=meeting, organisation_id=training_class.organiser_id, **_told(fields))
    return True


def _same_minutes(new: Any, centihours: int) -> bool:  # noqa: ANN401 - a column's value
    """Whether credit differs only because pages show whole minutes: 0.25 hours are 11.25 of them."""
    return new is not None and minutes_of_credit(new) == minutes_of_credit(centihours)


def fields_of(meeting: ClassMeeting) -> MeetingFields:
    """A half-day as an office would fill it in."""
    return MeetingFields(
        day=meeting.day, half=Half(meeting.half), starts=clock.local(meeting.starts_at).time(),
        ends=clock.local(meeting.ends_at).time(), credit_centihours=meeting.credit_centihours, topic=meeting.topic,
        teacher=meeting.teacher, room=meeting.room, kind=MeetingKind(meeting.kind),
    )  # fmt: skip


def take_out(actor: Actor, training_class: TrainingClass, meeting: ClassMeeting) -> None:
    """Take away a half-day of which nothing is recorded; calendars are told that it is not held."""
    audit.record(
        actor, "meeting.removed", of=meeting, organisation_id=training_class.organiser_id, day=meeting.day,
        half=meeting.half,
    )  # fmt: skip
    kept = {name: getattr(meeting, name) for name in _KEPT}
    told = {"sequence": meeting.sequence + 1, "removed_at": clock.now(), "removed_by": str(actor)}
    db.session.add(RemovedMeeting(**kept, **told))
    db.session.delete(meeting)


def _columns(fields: MeetingFields) -> dict[str, object]:
    by_length = PlannedMeeting(fields.day, fields.half, fields.starts, fields.ends).centihours
    return {
        "day": fields.day, "half": fields.half.value, "topic": fields.topic, "teacher": fields.teacher,
        "room": fields.room, "kind": fields.kind.value, "starts_at": clock.at(fields.day, fields.starts),
        "ends_at": clock.at(fields.day, fields.ends),
        "credit_centihours": by_length if fields.credit_centihours is None else fields.credit_centihours,
    }  # fmt: skip


def _told(fields: MeetingFields) -> dict[str, Any]:
    return {
        "day": fields.day, "half": fields.half, "minutes": minutes_between(fields.starts, fields.ends),
        "centihours": fields.credit_centihours, "topic": fields.topic, "teacher": fields.teacher,
        "room": fields.room, "kind": fields.kind,
    }  # fmt: skip
