"""What clashes in a year: one place, teacher or person in two classes at one time; a class on a public holiday."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from lms.training.rules.clashes import Slot
from lms.training.rules.holidays import holiday_on


class ClashKind(StrEnum):
    """What clashes."""

    PLACE = "place"
    TEACHER = "teacher"
    PEOPLE = "people"
    HOLIDAY = "holiday"


@dataclass(frozen=True)
class Held:
    """A half-day of a class with the words for where and by whom; `here`: within what the reader looks after."""

    class_id: int
    day: date
    slot: Slot
    place: str = ""
    teacher: str = ""
    here: bool = True


@dataclass(frozen=True)
class Clash:
    """Two classes (or one on a holiday) and what they share, first at `at`, so many times or with so many people.

    `what`: the place, the teacher, the first of the people; nothing for a holiday.
    """

    kind: ClashKind
    at: datetime
    day: date
    class_id: int
    other_id: int | None
    what: str
    count: int = 1

    @property
    def class_ids(self) -> tuple[int, ...]:
        """The classes it is about."""
        return (self.class_id,) if self.other_id is None else (self.class_id, self.other_id)


def clashes_among(half_days: Iterable[Held]) -> list[Clash]:
    """Clashes of place, teacher and holiday, one for each pair of classes and thing shared, in order of time.

    Two classes of which the reader looks after neither are left out.
    """
    found: dict[tuple[ClashKind, int, int | None, str], Clash] = {}
    for clash, key in _each(sorted(half_days, key=lambda held: held.slot.starts_at)):
        identity = (clash.kind, clash.class_id, clash.other_id, key)
        before = found.get(identity)
        found[identity] = clash if before is None else _once_more(before)
    return sorted(found.values(), key=lambda clash: clash.at)


def _each(half_days: list[Held]) -> Iterator[tuple[Clash, str]]:
    """Every single clash in order of time, with the key of what is shared."""
    shared: dict[tuple[ClashKind, date, str], list[Held]] = {}
    for held in half_days:
        if held.here and holiday_on(held.day):
            yield Clash(ClashKind.HOLIDAY, held.slot.starts_at, held.day, held.class_id, None, ""), str(held.day)
        for kind, key, words in _shares(held):
            same = shared.setdefault((kind, held.day, key), [])
            for other in same:
                if other.class_id != held.class_id and (other.here or held.here) and other.slot.overlaps(held.slot):
                    first, second = sorted((other.class_id, held.class_id))
                    yield Clash(kind, held.slot.starts_at, held.day, first, second, words), key
            same.append(held)


def _shares(held: Held) -> Iterator[tuple[ClashKind, str, str]]:
    """What a half-day takes up: the kind, the key to compare by, the words for people."""
    if held.slot.place:
        yield ClashKind.PLACE, held.slot.place, held.place
    for teacher in sorted(held.slot.teachers):
        yield ClashKind.TEACHER, teacher, teacher if len(held.slot.teachers) > 1 else held.teacher


def _once_more(clash: Clash) -> Clash:
    return Clash(clash.kind, clash.at, clash.day, clash.class_id, clash.other_id, clash.what, clash.count + 1)
