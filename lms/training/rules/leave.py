"""Leave: who decides about it, and more than one seventh of the hours ends the enrolment (regulations §3)."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from lms.training.rules.words import LeaveState

SHARE = 7


class Decider(StrEnum):
    """Whose word a request waits for; the later ones may decide what the earlier ones may."""

    SUPERVISOR = "supervisor"
    DEPARTMENT = "department"


SUPERVISOR_HALF_DAYS = 1


def who_decides(half_days: int) -> Decider:
    """The rung of the ladder: the supervisor up to half a day, the department beyond.

    `half_days` are all that the person would miss of this class with the request granted, so that a day asked for
    half by half goes the same way as a day asked for at once. Half-days count, however many meetings they hold.
    """
    return Decider.SUPERVISOR if half_days <= SUPERVISOR_HALF_DAYS else Decider.DEPARTMENT


def may_decide(level: Decider, half_days: int) -> bool:
    """Whether somebody of this rung may decide about leave of so many half-days."""
    return level is Decider.DEPARTMENT or who_decides(half_days) is Decider.SUPERVISOR


def one_seventh(class_centihours: int) -> int:
    """Where leave reaches one seventh of a class's hours, in hundredths, rounded half up."""
    return (2 * class_centihours + SHARE) // (2 * SHARE)


def passes_one_seventh(leave_centihours: int, class_centihours: int) -> bool:
    """Whether leave is more than one seventh of a class's hours (「累计请假时间原则上不得超过总学时的1/7」)."""
    return leave_centihours * SHARE > class_centihours


def leave_centihours(meetings: Mapping[int, int], on_leave: Iterable[int]) -> int:
    """Hours of the meetings in `on_leave`, each counted once; `meetings` gives the centihours of each."""
    return sum(meetings.get(meeting, 0) for meeting in set(on_leave))


NEXT_STATES = {
    LeaveState.ASKED: frozenset({LeaveState.APPROVED, LeaveState.REFUSED, LeaveState.TAKEN_BACK}),
    LeaveState.APPROVED: frozenset[LeaveState](),
    LeaveState.REFUSED: frozenset[LeaveState](),
    LeaveState.TAKEN_BACK: frozenset[LeaveState](),
}
"""A request is decided once; who changes their mind asks again."""
