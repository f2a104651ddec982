"""The enums of the training room; their words on screen stand in `lms.training.words`."""

from enum import StrEnum


class Half(StrEnum):
    """课次 of a day. Each of them is a half-day."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


class MeetingKind(StrEnum):
    """授课、研讨、现场教学、线上教学."""

    LECTURE = "lecture"
    DISCUSSION = "discussion"
    SITE_VISIT = "site_visit"
    ONLINE = "online"


class Mark(StrEnum):
    """考勤: what is known of one person at one meeting; the order is that of the keys 1 to 5."""

    PRESENT = "present"
    LATE = "late"
    LEFT_EARLY = "left_early"
    LEAVE = "leave"
    ABSENT = "absent"


ATTENDED = frozenset({Mark.PRESENT, Mark.LATE, Mark.LEFT_EARLY})
"""Marks of somebody who was there."""


class Source(StrEnum):
    """Where a mark came from."""

    ROLL_CALL = "roll_call"
    CODE = "code"
    NUMBER = "number"
    SUPERVISOR = "supervisor"  # for somebody without a phone
    LEAVE = "leave"
    IMPORT = "import"


class LeaveKind(StrEnum):
    """事假、病假、公假."""

    PERSONAL = "personal"
    SICK = "sick"
    OFFICIAL = "official"


class LeaveState(StrEnum):
    """Where a leave request stands."""

    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"
    TAKEN_BACK = "taken_back"


class ResultReason(StrEnum):
    """Why a closing decided as it did; several may hold, the first in this order is named."""

    COMPLETED = "completed"
    WITHDRAWN_FOR_LEAVE = "withdrawn_for_leave"
    TOO_FEW_HOURS = "too_few_hours"
    QUIZ_NOT_PASSED = "quiz_not_passed"


WITHDRAWN_FOR_LEAVE = "退学"
"""`Enrolment.withdrawal_reason` of whoever's leave passed one seventh of the class's hours (条例; regulations §3)."""

WITHDRAWN_ON_CANCELLING = "班次取消"
"""`Enrolment.withdrawal_reason` of everybody in a class that is not held."""
