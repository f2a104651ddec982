"""What a half-day is to a calendar: always the same event, with a number that grows with each change."""

import hashlib
from collections.abc import Iterable
from dataclasses import astuple, dataclass, replace
from datetime import date, datetime

from lms.training.rules.words import MeetingKind

FORM = "1"
"""Grows when events are written otherwise than before, so that calendars fetch them again."""


@dataclass(frozen=True)
class Event:
    """A half-day as a calendar shows it; credit in hundredths. Cancelled: not held, or not for its reader.

    `made_at`: when it was planned, as long as it stands as it was planned.
    """

    uid: str
    sequence: int
    day: date
    starts_at: datetime
    ends_at: datetime
    changed_at: datetime
    class_name: str
    topic: str
    teacher: str
    place: str
    kind: MeetingKind
    credit_centihours: int
    is_cancelled: bool = False
    made_at: datetime | None = None


@dataclass(frozen=True)
class SeatHistory:
    """What calendars need to know of a person's seat in a class.

    `changes`: how often it changed since it was given. `ended_on` None: it is held.
    """

    changes: int
    given_at: datetime
    changed_at: datetime
    ended_on: date | None = None


def as_seen(event: Event, seat: SeatHistory) -> Event | None:
    """A half-day of the class as somebody with this seat has it; None: it never concerned them.

    After the seat ended, later half-days are cancelled for them and say no more than the class and the time; what was
    planned since does not appear.
    """
    if event.is_cancelled and event.changed_at < seat.given_at:
        return None
    seen = replace(
        event, sequence=event.sequence + seat.changes, changed_at=max(event.changed_at, seat.changed_at)
    )  # fmt: skip
    if seat.ended_on is None or event.day < seat.ended_on:
        return seen
    if event.made_at is not None and event.made_at > seat.changed_at:
        return None
    return replace(seen, is_cancelled=True, topic="", teacher="", place="")


def place_words(venue: str, room: str) -> str:
    """Venue and room as one place: 「党校 301」; the venue once, where the room names it too."""
    if not venue or not room or room.startswith(venue):
        return room or venue
    return f"{venue} {room}"


def state_of(name: str, events: Iterable[Event]) -> str:
    """A word that differs as soon as anything a calendar shows does."""
    said = repr((FORM, name, [astuple(event) for event in events]))
    return hashlib.sha256(said.encode()).hexdigest()[:32]
