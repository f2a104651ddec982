"""When a reflection may be handed in, changed, or commented, and how long it is."""

import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

MOST_CHARACTERS = 20_000


class State(StrEnum):
    """How a reflection stands; MISSING has no row."""

    MISSING = "missing"
    HANDED_IN = "handed_in"
    COMMENTED = "commented"
    RETURNED = "returned"  # handed back for rework


class Closed(StrEnum):
    """Why nothing can be handed in any more."""

    CLASS = "class"
    COMMENTED = "commented"
    DUE = "due"
    NO_SEAT = "no_seat"


@dataclass(frozen=True)
class Standing:
    """What decides whether a reflection may change."""

    state: State
    due_on: date
    class_is_open: bool
    has_seat: bool


def why_closed(standing: Standing, today: date) -> Closed | None:
    """Why nothing can be handed in; None when it can.

    It may change until it is commented or due. What was handed back may be mended, and what was never handed in may
    come late, as long as the class is open: a late reflection is better than none, and it is shown as late.
    """
    if not standing.class_is_open:
        return Closed.CLASS
    if not standing.has_seat:
        return Closed.NO_SEAT
    if standing.state is State.COMMENTED:
        return Closed.COMMENTED
    if standing.state is State.HANDED_IN and today > standing.due_on:
        return Closed.DUE
    return None


def state_after_comment(*, returns: bool) -> State:
    """What a comment makes of a reflection: handed back for rework, or read and done."""
    return State.RETURNED if returns else State.COMMENTED


def length_of(text: str) -> int:
    """How many characters a text has as Chinese offices count them: spaces and line ends do not count."""
    return sum(1 for one in text if not unicodedata.category(one).startswith(("Z", "C")))


def tidied(text: str) -> str:
    """A text as it is kept: line ends alike, nothing invisible, no blank beginning or end."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kept = (
        "".join(one for one in line if one == "\t" or unicodedata.category(one) not in {"Cc", "Cs"}) for line in lines
    )
    return "\n".join(line.rstrip() for line in kept).strip("\n")
