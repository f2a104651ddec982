"""Whether half-days can lie where an office wants them; why not, in a sentence each."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext, pgettext
from sqlalchemy import text

from lms import clock
from lms.errors import Refused
from lms.extensions import db
from lms.training.models import ClassMeeting, ClassSchedule, TrainingClass
from lms.training.queries import other_timetables
from lms.training.queries.meetings import half_days_of
from lms.training.queries.other_timetables import Clash
from lms.training.rules.clashes import EVERY_ASPECT, Aspect, Slot, overlapping
from lms.training.rules.meetings import MeetingFields
from lms.training.wording import meeting_time

NAMED_PEOPLE = 3
_TIMETABLES = 5_003
"""The key of the lock behind which timetables change, so that two classes do not take one room at once."""
FIELD_OF = {Aspect.PLACE: "room", Aspect.TEACHER: "teacher", Aspect.PEOPLE: "starts"}


@dataclass(frozen=True)
class Fault:
    """Why a half-day cannot lie where it was put: at which of its fields, and the sentence."""

    key: int
    field: str
    sentence: str


class TimetableRefused(Refused):
    """Half-days cannot lie there; `faults` has each reason.

    `told` are those that somebody else changed since they were shown, with the number of what is told of them now.
    """

    def __init__(self, faults: list[Fault], told: Mapping[int, int] | None = None) -> None:
        super().__init__(" ".join(dict.fromkeys(fault.sentence for fault in faults)))
        self.faults, self.told = faults, told or {}


def hold_timetables() -> None:
    """Let no other class's timetable change until this transaction ends. SQLite has one writer anyway."""
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _TIMETABLES})


def check(
    training_class: TrainingClass,
    schedule: ClassSchedule,
    planned: Mapping[int, MeetingFields],
    gone: Collection[int] = (),
) -> None:
    """Half-days (`MeetingFields` by the meeting's id, new ones by any other number) beside those that stay as they are.

    Raises TimetableRefused with everything that is wrong: days outside the class, two in one half-day, and what
    other classes hold at that time, as far as this change brings it about.
    """
    hold_timetables()
    known = {one.id: one for one in half_days_of(training_class.id) if one.id not in gone}
    staying = {key: one for key, one in known.items() if key not in planned}
    faults = _impossible(schedule, planned)
    faults += _in_each_others_way(training_class.venue, _without(planned, faults), staying)
    fitting = _without(planned, faults)
    asked = {key: _asked(training_class.venue, fields, known.get(key)) for key, fields in fitting.items()}
    faults += _taken(training_class.id, asked)
    if faults:
        raise TimetableRefused(faults)


def check_place(training_class: TrainingClass) -> None:
    """All half-days of a class whose venue is new. Raises TimetableRefused when another class has it then."""
    hold_timetables()
    asked = {
        one.id: (_slot(training_class.venue, one), frozenset({Aspect.PLACE})) for one in half_days_of(training_class.id)
    }
    faults = _taken(training_class.id, asked)
    if faults:
        raise TimetableRefused(faults[:NAMED_PEOPLE])


def _impossible(schedule: ClassSchedule, planned: Mapping[int, MeetingFields]) -> list[Fault]:
    outside = _("The class does not meet on that day. Change the dates of the class first.")
    days = [
        Fault(key, "day", outside)
        for key, one in planned.items()
        if not schedule.first_day <= one.day <= schedule.last_day
    ]
    times = [
        Fault(key, "ends", _("It ends before it starts.")) for key, one in planned.items() if one.ends <= one.starts
    ]
    return days + times


def _without(planned: Mapping[int, MeetingFields], faults: list[Fault]) -> dict[int, MeetingFields]:
    wrong = {fault.key for fault in faults}
    return {key: one for key, one in planned.items() if key not in wrong}


def _in_each_others_way(
    venue: str, planned: Mapping[int, MeetingFields], staying: Mapping[int, ClassMeeting]
) -> list[Fault]:
    """Two in the same half-day, or at the same time, of this class itself."""
    held, faults = {(one.day, one.half) for one in staying.values()}, []
    for key, one in planned.items():
        if (one.day, one.half.value) in held:
            faults.append(Fault(key, "half", _("The class meets in that half-day already.")))
        held.add((one.day, one.half.value))
    beside: dict[int, ClassMeeting | MeetingFields] = {**staying, **_without(planned, faults)}
    slots = [(key, _slot(venue, one)) for key, one in beside.items()]
    told = _("It is on at the same time as another half-day of this class.")
    pairs = overlapping(slots)
    return faults + [
        Fault(other if other in planned else one, "starts", told)
        for one, other in pairs
        if one in planned or other in planned
    ]


def _asked(venue: str, fields: MeetingFields, before: ClassMeeting | None) -> tuple[Slot, frozenset[Aspect]]:
    """A half-day with what is new about it: a room double-booked before does not stop a new topic."""
    after = _slot(venue, fields)
    if before is None:
        return after, EVERY_ASPECT
    was = _slot(venue, before)
    if (was.starts_at, was.ends_at) != (after.starts_at, after.ends_at):
        return after, EVERY_ASPECT
    new = {Aspect.PLACE} if after.place != was.place else set()
    return after, frozenset(new | ({Aspect.TEACHER} if after.teachers - was.teachers else set()))


def _slot(venue: str, one: ClassMeeting | MeetingFields) -> Slot:
    if isinstance(one, ClassMeeting):
        return other_timetables.slot_of(one.starts_at, one.ends_at, venue, one.room, one.teacher, one.kind)
    starts_at, ends_at = clock.at(one.day, one.starts), clock.at(one.day, one.ends)
    return other_timetables.slot_of(starts_at, ends_at, venue, one.room, one.teacher, one.kind)


def _taken(class_id: int, asked: Mapping[int, tuple[Slot, frozenset[Aspect]]]) -> list[Fault]:
    asked = {key: (slot, aspects) for key, (slot, aspects) in asked.items() if aspects}
    if not asked:
        return []
    found = other_timetables.clashes(class_id, asked)
    return [Fault(key, FIELD_OF[one.aspect], _reason(one)) for key, listed in found.items() for one in listed]


def _reason(clash: Clash) -> str:
    """Which class, what it has, and when."""
    taken = clash.taken
    told = {"class_name": taken.class_name, "time": meeting_time(taken.day, taken.slot.starts_at, taken.slot.ends_at)}
    if clash.aspect is Aspect.PLACE:
        return _("%(place)s is taken: %(class_name)s meets there, %(time)s.", place=taken.place, **told)
    if clash.aspect is Aspect.TEACHER:
        return _("%(teacher)s teaches elsewhere: %(class_name)s, %(time)s.", teacher=taken.teacher, **told)
    names = pgettext("between clauses", ", ").join(clash.people[:NAMED_PEOPLE])
    return ngettext(
        "%(num)s person of this class sits in %(class_name)s then, %(time)s: %(names)s.",
        "%(num)s people of this class sit in %(class_name)s then, %(time)s: %(names)s.",
        len(clash.people), names=names if len(clash.people) <= NAMED_PEOPLE else _("%(names)s and others", names=names),
        **told,
    )  # fmt: skip
