"""The sides of a class and of planning, as data: each a page of some room, shown to whoever may open it.

Rooms above training bring their own sides; training's pages cannot know them, so their endpoints stand here.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import url_for
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from lms.web.navigation import is_open


@dataclass(frozen=True)
class Side:
    """A side of a thing: the key its page calls itself by, the endpoint, and its words."""

    key: str
    endpoint: str
    words: LazyString


SIDES = (
    Side("days", "training.show_class", _l("Timetable")),
    Side("trainees", "training.show_trainees", _l("Trainees")),
    Side("call", "nomination.show_class", _l("Call-up")),
    Side("attendance", "training.show_attendance", _l("Attendance")),
    Side("materials", "materials.show_class", _l("Materials and tasks")),
    Side("quiz", "training.show_quiz", _l("Quiz")),
    Side("feedback", "feedback.show_class", _l("Evaluation")),
    Side("certificates", "certificates.show_class", _l("Certificates")),
    Side("archive", "archive.show_class", _l("Class file")),
)
"""What an office sees of a class."""

MY_SIDES = (
    Side("days", "training.show_my_class", _l("Timetable")),
    Side("notice", "nomination.show_my_notice", _l("Notice of call-up")),
    Side("materials", "materials.show_my_class", _l("Reading and tasks")),
    Side("feedback", "feedback.show_my_class", _l("Evaluation")),
)
"""What a trainee sees of a class."""

PLAN_SIDES = (
    Side("year", "planning.show_year", _l("Year's plan")),
    Side("calendar", "planning.show_calendar", _l("Calendar")),
    Side("calls", "nomination.list_calls", _l("Call-ups")),
    Side("rounds", "rounds.list_rounds", _l("Winter and spring")),
)
"""The sides of an office's planning; they take no class."""


def class_sides(class_id: int, here: str) -> list[tuple[LazyString, str, bool]]:
    """The tabs of an office's class page: words, address, whether it is this page."""
    return _shown(SIDES, here, class_id)


def my_class_sides(class_id: int, here: str) -> list[tuple[LazyString, str, bool]]:
    """The tabs of a trainee's class page."""
    return _shown(MY_SIDES, here, class_id)


def plan_sides(here: str) -> list[tuple[LazyString, str, bool]]:
    """The tabs of the planning pages."""
    return _shown(PLAN_SIDES, here)


def _shown(sides: Iterable[Side], here: str, class_id: int | None = None) -> list[tuple[LazyString, str, bool]]:
    return [
        (side.words, url_for(side.endpoint, class_id=class_id), side.key == here)
        for side in sides
        if is_open(side.endpoint)
    ]


TEMPLATE_GLOBALS = {"class_sides": class_sides, "my_class_sides": my_class_sides, "plan_sides": plan_sides}
