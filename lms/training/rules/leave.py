"""Leave against the hours of the class: more than one seventh ends the enrolment (regulations §3)."""

from collections.abc import Iterable, Mapping

from lms.training.rules.words import LeaveState

SHARE = 7


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
