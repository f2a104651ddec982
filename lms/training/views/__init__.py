"""Pages for programmes, classes, enrolment, attendance, sign-in, leave and closing."""

from lms.training.views import attendance, classes, closing, enrolment, leave, meetings, programmes, sign_in, wall
from lms.training.views.blueprint import bp

__all__ = ["attendance", "bp", "classes", "closing", "enrolment", "leave", "meetings", "programmes", "sign_in", "wall"]
