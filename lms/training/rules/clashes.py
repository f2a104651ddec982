"""When two classes stand in each other's way: the same place, the same teacher or the same people at one time."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

_NOT_KNOWN_YET = frozenset({"待定", "待安排", "待通知", "另行通知", "无", "tbd"})
_BETWEEN_NAMES = re.compile(r"[、,，;；/|&+]|\band\b")
_TITLE_BEHIND = re.compile(r"(?:老师|教授|副教授|讲师|同志)$")


class Aspect(StrEnum):
    """What two half-days can have in common at one time."""

    PLACE = "place"
    TEACHER = "teacher"
    PEOPLE = "people"


EVERY_ASPECT = frozenset(Aspect)


@dataclass(frozen=True)
class Slot:
    """A half-day as far as it can be in somebody's way; `place` and `teachers` are keys, empty where not known."""

    starts_at: datetime
    ends_at: datetime
    place: str = ""
    teachers: frozenset[str] = field(default_factory=frozenset)

    def overlaps(self, other: "Slot") -> bool:
        """Whether both are on at some moment; one that begins as the other ends is not."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at

    def shares(self, other: "Slot") -> frozenset[Aspect]:
        """What it has in common with another that overlaps it."""
        shared = set()
        if self.place and self.place == other.place:
            shared.add(Aspect.PLACE)
        if self.teachers & other.teachers:
            shared.add(Aspect.TEACHER)
        return frozenset(shared)


def place_key(venue: str, room: str, *, is_online: bool = False) -> str:
    """Where a half-day is held, for comparing: 「党校 ３０１」 with room empty is 「党校」 with room 301.

    A half-day online is held nowhere; a place that is still to be said is none.
    """
    if is_online:
        return ""
    venue, room = (_plain(words) for words in (venue, room))
    if not room:
        return venue
    return room if room.startswith(venue) else f"{venue}{room}"


def teacher_keys(teacher: str) -> frozenset[str]:
    """Who teaches, for comparing: several names apart, blanks and 老师, 教授 left out."""
    names = (_TITLE_BEHIND.sub("", _plain(name)) for name in _BETWEEN_NAMES.split(teacher))
    return frozenset(name for name in names if name)


def _plain(words: str) -> str:
    """Letters and figures alone, in one width and case; nothing where it is not known yet."""
    folded = unicodedata.normalize("NFKC", words).casefold()
    plain = "".join(sign for sign in folded if sign.isalnum())
    return "" if plain in _NOT_KNOWN_YET else plain


def overlapping(slots: Iterable[tuple[int, Slot]]) -> list[tuple[int, int]]:
    """Pairs of half-days of one class that are on at the same time, the earlier first."""
    ordered = sorted(slots, key=lambda pair: pair[1].starts_at)
    return [
        (one, other)
        for place, (one, slot) in enumerate(ordered)
        for other, later in ordered[place + 1 :]
        if slot.overlaps(later)
    ]
