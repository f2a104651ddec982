"""What other classes hold at the times of some half-days: who is in whose way."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import aliased

from lms import clock
from lms.columns import known
from lms.extensions import db
from lms.people.models import Organisation, Person
from lms.training.models import ClassMeeting, Enrolment, Programme, TrainingClass
from lms.training.rules.clashes import Aspect, Slot, place_key, teacher_keys
from lms.training.rules.classes import class_name
from lms.training.rules.words import MeetingKind


@dataclass(frozen=True)
class Taken:
    """A half-day of another class: whose, when, where, by whom."""

    class_id: int
    class_name: str
    day: date
    slot: Slot
    place: str
    teacher: str


@dataclass(frozen=True)
class Clash:
    """What a half-day has in common with one of another class; `people` of both classes, by name."""

    aspect: Aspect
    taken: Taken
    people: tuple[str, ...] = ()


def clashes(class_id: int, asked: Mapping[int, tuple[Slot, frozenset[Aspect]]]) -> dict[int, list[Clash]]:
    """The clashes of half-days of a class with other classes, each in the aspects asked for. Two queries.

    Classes that are cancelled are in nobody's way, and whoever has left a class is not in both.
    """
    taken = _taken(class_id, {clock.local(slot.starts_at).date() for slot, _ in asked.values()})
    pairs = [
        (key, aspects, slot, other)
        for key, (slot, aspects) in asked.items()
        for other in taken
        if slot.overlaps(other.slot)
    ]
    both = _in_both(class_id, {other.class_id for _, aspects, _, other in pairs if Aspect.PEOPLE in aspects})
    found: dict[int, list[Clash]] = defaultdict(list)
    for key, aspects, slot, other in pairs:
        people = both.get(other.class_id, ())
        shared = aspects & (slot.shares(other.slot) | ({Aspect.PEOPLE} if people else set()))
        found[key] += [Clash(one, other, people) for one in Aspect if one in shared]
    return {key: listed for key, listed in found.items() if listed}


def slot_of(starts_at: datetime, ends_at: datetime, venue: str, room: str, teacher: str, kind: str) -> Slot:
    """A half-day as far as it can be in somebody's way."""
    place = place_key(venue, room, is_online=kind == MeetingKind.ONLINE)
    return Slot(starts_at, ends_at, place, teacher_keys(teacher))


def _taken(class_id: int, days: Iterable[date]) -> list[Taken]:
    """Half-days of other classes on these days, in order."""
    rows = db.session.execute(
        select(
            ClassMeeting.training_class_id, ClassMeeting.day, ClassMeeting.starts_at, ClassMeeting.ends_at,
            ClassMeeting.room, ClassMeeting.teacher, ClassMeeting.kind, TrainingClass.venue,
            TrainingClass.intake_number, Programme.name, Programme.is_round, Organisation.name.label("organiser"),
        )
        .join(TrainingClass, TrainingClass.id == ClassMeeting.training_class_id)
        .join(Programme, Programme.id == TrainingClass.programme_id)
        .join(Organisation, Organisation.id == TrainingClass.organiser_id)
        .where(
            ClassMeeting.day.in_(set(days)),
            ClassMeeting.training_class_id != class_id,
            TrainingClass.cancelled_at.is_(None),
        )
        .order_by(ClassMeeting.starts_at, ClassMeeting.id)
    )  # fmt: skip
    return [
        Taken(
            row.training_class_id,
            class_name(row.name, row.intake_number, organiser_name=row.organiser, is_round=row.is_round),
            row.day,
            slot_of(row.starts_at, row.ends_at, row.venue, row.room, row.teacher, row.kind),
            row.room or row.venue,
            row.teacher,
        )
        for row in rows
    ]


def _in_both(class_id: int, others: set[int]) -> dict[int, tuple[str, ...]]:
    """Who has a seat in this class and in each of `others`, by name."""
    if not others:
        return {}
    own, other = aliased(Enrolment), aliased(Enrolment)
    rows = db.session.execute(
        select(other.training_class_id, Person.name)
        .join(own, own.person_id == other.person_id)
        .join(Person, Person.id == own.person_id)
        .where(
            own.training_class_id == class_id, known(own), own.withdrawn_on.is_(None),
            other.training_class_id.in_(others), known(other), other.withdrawn_on.is_(None),
        )
        .order_by(other.training_class_id, Person.name, Person.id)
    )  # fmt: skip
    found: dict[int, list[str]] = defaultdict(list)
    for other_id, name in rows:
        found[other_id].append(name)
    return {other_id: tuple(names) for other_id, names in found.items()}
