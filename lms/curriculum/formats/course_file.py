"""course.toml: what a curriculum is called, what it is for, and how its quiz is drawn."""

import re

from flask_babel import gettext as _

from lms.curriculum.faults import Faults
from lms.curriculum.formats.tables import Table
from lms.curriculum.rules import CourseText, CurriculumKind, PaperRule

_CODE = re.compile(r"[0-9A-Z][0-9A-Za-z]{0,7}")


def read_course(text: str, faults: Faults) -> CourseText | None:
    """The course of a course.toml, or None when something in it is wrong (see `faults`)."""
    known = len(faults.found)
    table = Table.read(text, faults)
    if table is None:
        return None
    course = CourseText(
        code=table.words("code", longest=8),
        number=table.whole("number", 1, 999),
        kind=CurriculumKind(table.one_of("kind", tuple(CurriculumKind))),
        title=table.words("title", longest=60),
        short_title=table.words("short_title", longest=20),
        english_title=table.words("english_title", longest=80),
        goal=table.words("goal", longest=400),
        quiz=_quiz(table.table("quiz")),
    )
    if course.code and not _CODE.fullmatch(course.code):
        faults.add(
            table.line_of("code"),
            _("code “%(code)s” is not accepted.", code=course.code),
            _('Write digits and letters without a dash, such as "04".'),
        )
    table.refuse_unknown()
    return course if len(faults.found) == known else None


def _quiz(table: Table) -> PaperRule:
    default = PaperRule()
    rule = PaperRule(
        pass_mark=table.whole("pass_mark", 1, 100, default.pass_mark),
        attempts_a_year=table.whole("attempts_a_year", 1, 99, default.attempts_a_year),
        minutes=table.whole("minutes", 1, 600, default.minutes),
        questions=table.whole("questions", 1, 100, default.questions),
        by_difficulty=table.counts("by_difficulty"),
        by_kind=table.counts("by_kind"),
        cases=table.whole("cases", 0, 10, default.cases),
    )
    for name, counts in (("by_difficulty", rule.by_difficulty), ("by_kind", rule.by_kind)):
        if sum(count for _word, count in counts) > rule.questions:
            table.faults.add(
                table.line_of(name),
                _("%(name)s asks for more questions than the quiz has.", name=f"quiz.{name}"),
                _("Together they are %(questions)s at most.", questions=rule.questions),
            )
    table.refuse_unknown()
    return rule
