"""The whole timetable of a class changed in one go, and a day of it copied."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from flask_babel import gettext as _

from lms.audit.actor import Actor
from lms.errors import Refused
from lms.extensions import db
from lms.training.actions import clashes
from lms.training.actions.clashes import Fault, TimetableRefused
from lms.training.actions.meetings import fields_of, put_in, put_right, take_out
from lms.training.actions.openness import refuse_unless_open
from lms.training.models import ClassMeeting, ClassSchedule, TrainingClass
from lms.training.queries import meetings
from lms.training.rules.meetings import MeetingFields
from lms.training.wording import half_day_words

_ASIDE = date(1900, 1, 1)


@dataclass(frozen=True)
class SentRow:
    """A half-day as somebody wants it: by its id (below 1: a new one), with the number it had when it was shown."""

    key: int
    seen_sequence: int
    fields: MeetingFields
    remove: bool = False


@dataclass(frozen=True)
class Saved:
    """How many half-days were made, changed and taken away."""

    made: int = 0
    changed: int = 0
    removed: int = 0


def save_timetable(
    actor: Actor, training_class: TrainingClass, schedule: ClassSchedule, rows: Iterable[SentRow]
) -> Saved:
    """Make, change and take away half-days of a locked class: all of them, or none.

    Raises TimetableRefused with the faults of every row, also where somebody else changed one of them meanwhile.
    """
    refuse_unless_open(training_class)
    known = {one.id: one for one in meetings.half_days_of(training_class.id)}
    rows = [row for row in rows if not (row.remove and row.key not in known)]
    gone = [row.key for row in rows if row.remove]
    planned = {row.key: row.fields for row in rows if not row.remove and (row.key in known or row.key < 1)}
    faults = [*_changed(rows, known), *_kept(gone)]
    try:
        clashes.check(training_class, schedule, planned, gone)
    except TimetableRefused as refused:
        faults += refused.faults
    if faults:
        stale = {row.key for row in rows if row.key in known and known[row.key].sequence != row.seen_sequence}
        raise TimetableRefused(faults, {key: known[key].sequence for key in stale})
    moved = [(known[key], fields) for key, fields in planned.items() if key in known]
    _clear(actor, training_class, [known[key] for key in gone], moved)
    return _write(actor, training_class, known, planned, len(gone))


def copy_day(actor: Actor, training_class: TrainingClass, schedule: ClassSchedule, day: date, to_day: date) -> int:
    """The half-days of one day once more on another, with everything they say; gives how many.

    Raises Refused where there is nothing to copy, or it cannot lie there.
    """
    refuse_unless_open(training_class)
    held = [one for one in meetings.half_days_of(training_class.id) if one.day == day]
    if not held:
        raise Refused(_("The class does not meet on the day to copy."))
    copies = {-place: replace(fields_of(one), day=to_day) for place, one in enumerate(held)}
    clashes.check(training_class, schedule, copies)
    for fields in copies.values():
        put_in(actor, training_class, fields)
    return len(copies)


def _changed(rows: Iterable[SentRow], known: dict[int, ClassMeeting]) -> list[Fault]:
    """Rows that are not as they were when somebody changed them."""
    faults = []
    for row in rows:
        now = known.get(row.key)
        if row.key >= 1 and now is None:
            told = _("Somebody took this half-day away meanwhile. To have it again, add it as a further half-day.")
            faults.append(Fault(row.key, "topic", told))
        elif now is not None and now.sequence != row.seen_sequence:
            told = _("Somebody changed this half-day meanwhile; it now says: %(now)s. Save again to put yours there.",
                     now=half_day_words(now))  # fmt: skip
            faults.append(Fault(row.key, "topic", told))
    return faults


def _kept(gone: list[int]) -> list[Fault]:
    """Half-days to be taken away of which something is recorded."""
    told = _("Attendance or leave is recorded for this half-day; it stays. Change its time instead.")
    return [Fault(key, "remove", told) for key in meetings.recorded_among(gone)]


def _clear(
    actor: Actor,
    training_class: TrainingClass,
    gone: list[ClassMeeting],
    moved: list[tuple[ClassMeeting, MeetingFields]],
) -> None:
    """Free the half-days that others are about to take: two that change places each stand in the other's way."""
    for meeting in gone:
        take_out(actor, training_class, meeting)
    for place, (meeting, fields) in enumerate(moved):
        if (meeting.day, meeting.half) != (fields.day, fields.half.value):
            meeting.day = _ASIDE + timedelta(days=place)
    db.session.flush()


def _write(
    actor: Actor, training_class: TrainingClass, known: dict[int, ClassMeeting], planned: dict[int, MeetingFields],
    removed: int,
) -> Saved:  # fmt: skip
    made = changed = 0
    for key, fields in planned.items():
        if key in known:
            changed += put_right(actor, training_class, known[key], fields)
        else:
            put_in(actor, training_class, fields)
            made += 1
    return Saved(made, changed, removed)
