"""Where a call-up stands, where a nomination stands, and what may still be done."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum


class CallState(StrEnum):
    """What was decided about a call-up."""

    DRAFT = "draft"  # seats are being divided; streets see nothing yet
    OPEN = "open"  # streets nominate
    SENT = "sent"  # the notice is out: nobody is exchanged by a street any more


class Stage(StrEnum):
    """Where a call-up stands on a day: its state, and the calendar."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"  # the day for nominations is over; the notice is still to be sent
    SENT = "sent"


def stage_of(state: CallState, closes_on: date, today: date) -> Stage:
    """The stage; nominations are taken until the closing day ends."""
    if state is CallState.OPEN and today > closes_on:
        return Stage.CLOSED
    return Stage(state.value)


class Standing(StrEnum):
    """Where a nomination stands."""

    NOMINATED = "nominated"  # within the street's quota
    WAITING = "waiting"  # beyond it, in order
    CONFIRMED = "confirmed"  # has a seat in the class
    REPLACED = "replaced"  # somebody else was taken instead
    REFUSED = "refused"  # by the department, with a reason
    WITHDRAWN = "withdrawn"  # by the street, or because the seat ended


ACTIVE = frozenset({Standing.NOMINATED, Standing.WAITING, Standing.CONFIRMED})
"""Still counts for somebody."""

FILLING = frozenset({Standing.NOMINATED, Standing.CONFIRMED})
"""Takes up one of its street's seats."""


def within_quota(people: Sequence[int], quota: int, filled: int) -> tuple[list[int], list[int]]:
    """Those whom the seats left of a quota take, in the order given, and those who wait."""
    free = max(0, quota - filled)
    return list(people[:free]), list(people[free:])


NEAR = timedelta(days=2)
"""So long before the closing day a street that has not filled its quota is reminded."""


def reminder_is_due(closes_on: date, today: date) -> bool:
    """Whether the closing day is near, and not past."""
    return today <= closes_on <= today + NEAR


def changed(before: Iterable[int], now: Iterable[int]) -> tuple[frozenset[int], frozenset[int]]:
    """Who is new on a list, and who is no longer on it."""
    old, new = frozenset(before), frozenset(now)
    return new - old, old - new
