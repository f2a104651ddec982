"""What attendance is worth, and what roll call does with a row that changed meanwhile."""

from dataclasses import dataclass

from lms.records.rules import centihours_of_minutes
from lms.training.rules.words import ATTENDED, Mark


def credit(mark: Mark | None, meeting_centihours: int, minutes_attended: int | None = None) -> int:
    """Centihours that a mark gives: present and late the whole meeting, left early the minutes, nothing otherwise.

    Minutes never give more than the meeting is worth.
    """
    if mark in {Mark.PRESENT, Mark.LATE}:
        return meeting_centihours
    if mark is Mark.LEFT_EARLY:
        return min(meeting_centihours, centihours_of_minutes(minutes_attended or 0))
    return 0


def was_there(mark: Mark | None) -> bool:
    """Whether a mark is that of somebody who came."""
    return mark in ATTENDED


@dataclass(frozen=True)
class Entry:
    """A mark as roll call sees it; `minutes` only for who left early."""

    mark: Mark
    minutes: int | None = None


@dataclass(frozen=True)
class Row:
    """One row of a roll call that is being saved.

    `wanted`: what was chosen; `shown`: the entry the page showed, with its id; `current`: the one known now.
    """

    wanted: Entry | None
    shown: Entry | None
    shown_id: int | None
    current: Entry | None
    current_id: int | None


KEEP, WRITE, DECIDE = "keep", "write", "decide"


def decide(row: Row) -> str:
    """What saving does with a row: KEEP what is known, WRITE what was chosen, or ask the caller to DECIDE.

    Not marked never removes anything. A row that changed since it was shown is decided again, unless the caller
    chose what is known now anyway, or had left the row as it was shown.
    """
    if row.wanted is None or row.wanted == row.current:
        return KEEP
    if row.shown_id == row.current_id:
        return WRITE
    return KEEP if row.wanted == row.shown else DECIDE
