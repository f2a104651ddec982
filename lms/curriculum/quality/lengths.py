"""How long a lesson is, how long it takes, and how many a course has."""

import re
from pathlib import Path

from flask_babel import gettext as _

from lms.curriculum.faults import Fault
from lms.curriculum.formats.folder import CourseFolder
from lms.curriculum.quality.pages import Page
from lms.curriculum.rules import CurriculumKind, LessonText

SHORTEST, LONGEST = 900, 1800
LESSONS = {CurriculumKind.CAPABILITY: (5, 7), CurriculumKind.SKILL: (3, 99), CurriculumKind.THEME: (3, 99)}
CHARACTERS_A_MINUTE = 150
MINUTES_A_QUESTION, MINUTES_A_BOX, MINUTES_A_FIGURE = 2.0, 0.5, 1.0
TOLERANCE = 0.25

_HEADINGS_AND_TAGS = re.compile(r"<h2\b.*?</h2>|<[^>]*>", re.DOTALL)
_HAN = re.compile("[\u3400-\u9fff]")


def han_characters(html: str) -> int:
    """The Chinese characters of a lesson: no marks, digits, letters, names of parts, words about pictures."""
    return len(_HAN.findall(_HEADINGS_AND_TAGS.sub("", html)))


def expected_minutes(lesson: LessonText) -> float:
    """Reading at 150 characters a minute, and its tasks.

    Two minutes a question for thinking, half a minute a box of the checklist, one a table or picture.
    """
    thinking = lesson.markdown.rpartition("## 想一想")[2]
    figures = lesson.html.count("<table") + lesson.html.count("<img")
    return (
        han_characters(lesson.html) / CHARACTERS_A_MINUTE
        + len(re.findall(r"^\d+[.)] ", thinking, re.MULTILINE)) * MINUTES_A_QUESTION
        + len(re.findall(r"^- \[ \] ", lesson.markdown, re.MULTILINE)) * MINUTES_A_BOX
        + figures * MINUTES_A_FIGURE
    )


def check_lengths(page: Page) -> list[Fault]:
    """A lesson outside 900 to 1,800 characters, or whose minutes are a quarter away from what it asks."""
    found = []
    length = han_characters(page.lesson.html)
    if not SHORTEST <= length <= LONGEST:
        found.append(
            Fault(
                page.file, page.first_line, "", _("The lesson has %(length)s characters.", length=length),
                _("Write %(low)s to %(high)s; Chinese characters alone count.", low=SHORTEST, high=LONGEST),
            )
        )  # fmt: skip
    expected = expected_minutes(page.lesson)
    if abs(page.lesson.minutes - expected) > expected * TOLERANCE:
        found.append(
            Fault(
                page.file, 1, "", _("minutes is %(minutes)s.", minutes=page.lesson.minutes),
                _("Its length and its tasks come to %(expected)s, a quarter more or less.", expected=round(expected)),
            )
        )  # fmt: skip
    return found


def check_number_of_lessons(root: Path, folder: CourseFolder) -> list[Fault]:
    """A capability has five to seven lessons, a skill or a theme three at least."""
    low, high = LESSONS[folder.course.kind]
    if low <= len(folder.lessons) <= high:
        return []
    return [
        Fault(
            str(root / folder.name), 0, "", _("The course has %(count)s lessons.", count=len(folder.lessons)),
            _("A capability has five to seven, a skill or a theme three or more."),
        )
    ]  # fmt: skip
