"""Pages for programmes, classes, enrolment, attendance, sign-in, leave and closing."""

from lms.training.views import (
    attendance,
    classes,
    closing,
    desk,
    enrolment,
    exports,
    kept,
    leave,
    meetings,
    programmes,
    sign_in,
    sign_in_times,
    taking,
    timetable,
    wall,
)
from lms.training.views.blueprint import bp

__all__ = [
    "attendance", "bp", "classes", "closing", "desk", "enrolment", "exports", "kept", "leave", "meetings", "programmes",
    "sign_in", "sign_in_times", "taking", "timetable", "wall",
]  # fmt: skip
