"""A lesson's file: TOML between two +++ lines, then the six parts in Markdown."""

import re
from dataclasses import dataclass

from flask_babel import gettext as _

from lms.curriculum.faults import Faults
from lms.curriculum.formats.markdown import Heading, Rendered, plain_text, render
from lms.curriculum.formats.tables import Table
from lms.curriculum.rules import PARTS, LessonText

_FENCE = re.compile(r"\+\+\+[ \t]*")


@dataclass(frozen=True, slots=True)
class LessonReading:
    """A lesson and the pictures it shows (`images/name.png`, as written)."""

    lesson: LessonText
    images: tuple[str, ...]


def read_lesson(text: str, number: str, course_code: str, faults: Faults) -> LessonReading | None:
    """The lesson of a file that is the course's `number`th ("02"), or None when something is wrong (see `faults`)."""
    known = len(faults.found)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    fences = [at for at, line in enumerate(text.split("\n")) if _FENCE.fullmatch(line)]
    if len(fences) < 2 or text.split("\n", 1)[0].rstrip() != "+++":
        faults.add(
            1,
            _("There is no front matter."),
            _("The file begins with a line +++, then id, title, minutes, goal and sources, then a line +++ again."),
        )
        return None
    lines = text.split("\n")
    table = Table.read("\n".join(lines[1 : fences[1]]), faults, first_line=2)
    body, first_line = "\n".join(lines[fences[1] + 1 :]), fences[1] + 2
    rendered = render(body, first_line, f"/courses/{course_code}/images/", faults)
    _check_parts(rendered, first_line, faults)
    lesson = _lesson(table, number, course_code, body, rendered) if table else None
    return LessonReading(lesson, rendered.images) if lesson and len(faults.found) == known else None


def _lesson(table: Table, number: str, course_code: str, body: str, rendered: Rendered) -> LessonText:
    lesson = LessonText(
        code=table.words("id", longest=20),
        number=number,
        title=table.words("title", longest=60),
        minutes=table.whole("minutes", 1, 240),
        goal=table.words("goal", longest=400),
        sources=table.texts("sources"),
        markdown=body,
        html=rendered.html,
        paragraphs=rendered.paragraphs,
    )
    expected = f"{course_code}-{number}"
    if lesson.code and lesson.code != expected:
        table.faults.add(
            table.line_of("id"),
            _("id is “%(code)s”.", code=lesson.code),
            _("The course and the file's name say %(expected)s.", expected=expected),
        )
    table.refuse_unknown()
    return lesson


def _check_parts(rendered: Rendered, first_line: int, faults: Faults) -> None:
    written = [heading.text for heading in rendered.headings]
    for part in PARTS:
        if part not in written:
            faults.add(
                first_line,
                _("The part “%(part)s” is missing.", part=part),
                _("Write it under a line ## %(part)s.", part=part),
            )
    for heading in rendered.headings:
        if heading.text not in PARTS:
            faults.add(
                heading.line,
                _("“%(heading)s” is no part of a lesson.", heading=heading.text),
                _("The parts are, in this order: %(parts)s; use ### inside them.", parts=" ".join(PARTS)),
            )
        elif not plain_text(heading.tokens).strip():
            faults.add(heading.line, _("The part “%(part)s” is empty.", part=heading.text))
    in_order = [part for part in PARTS if part in written]
    if [heading for heading in written if heading in PARTS] != in_order:
        faults.add(
            first_line,
            _("The parts are not each there once and in order."),
            _("The order is: %(parts)s.", parts=" ".join(PARTS)),
        )
    _check_checklist(rendered.headings, faults)
    _advise(rendered, faults)


def _check_checklist(headings: tuple[Heading, ...], faults: Faults) -> None:
    for heading in headings:
        if heading.text == "带走的清单" and not _count(heading, "task-list-item"):
            faults.add(heading.line, _("The checklist has no boxes."), _("Write each line as - [ ] what to do."))


def _advise(rendered: Rendered, faults: Faults) -> None:
    """What content.md asks for and a good lesson may still leave: said, never refused."""
    wanted = {"方法": ("ordered", 3, 6), "带走的清单": ("task-list-item", 5, 8)}
    for heading in rendered.headings:
        what, low, high = wanted.get(heading.text, ("", 0, 0))
        count = _count(heading, what) if what else 0
        if not low <= count <= high:
            faults.advise(
                heading.line,
                _("“%(part)s” has %(count)s items.", part=heading.text, count=count),
                _("Aim at %(low)s to %(high)s.", low=low, high=high),
            )
        if heading.text == "想一想" and not any("<details>" in token.content for token in heading.tokens):
            faults.advise(
                heading.line, _("“想一想” has no hint."), _("Put one into <details><summary>提示</summary>….")
            )


def _count(heading: Heading, what: str) -> int:
    items = [token for token in heading.tokens if token.type == "list_item_open"]
    if what == "ordered":
        return sum(token.level == 1 and token.markup in {".", ")"} for token in items)
    return sum(what in str(token.attrs.get("class", "")) for token in items)
