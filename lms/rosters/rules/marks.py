"""The signs of an attendance sheet, and what they add up to."""

from lms.training.rules.words import LeaveKind, Mark

PRESENT, LATE, LEFT_EARLY, ABSENT = "√", "迟", "早", "×"
PERSONAL, SICK, OFFICIAL = "△", "○", "公"
NOT_EXPECTED, NOTHING_KNOWN = "—", ""
THERE = (PRESENT, LATE, LEFT_EARLY)
LEGEND = (
    "图例：√出勤　迟 迟到　早 早退　△事假　○病假　公 公假　×旷课　—已退班　空格为没有记录。"
    "没有请假条的请假列入事假；迟到、早退计入实到。"
)

_OF_MARK = {Mark.PRESENT: PRESENT, Mark.LATE: LATE, Mark.LEFT_EARLY: LEFT_EARLY, Mark.ABSENT: ABSENT}
_OF_LEAVE = {LeaveKind.PERSONAL: PERSONAL, LeaveKind.SICK: SICK, LeaveKind.OFFICIAL: OFFICIAL}


def sign_of(mark: Mark | None, kind: LeaveKind | None = None, *, expected: bool = True) -> str:
    """The sign of one person at one half-day; leave without a request stands as personal leave."""
    if not expected:
        return NOT_EXPECTED
    if mark is None:
        return NOTHING_KNOWN
    if mark is Mark.LEAVE:
        return _OF_LEAVE[kind or LeaveKind.PERSONAL]
    return _OF_MARK[mark]
