"""What the comments above a question say: its id and its tags."""

import re
from dataclasses import dataclass, field

from flask_babel import gettext as _

from lms.assessment.formats.gift.blocks import Block
from lms.assessment.rules import Difficulty, Source
from lms.curriculum.faults import Faults

CODE = re.compile(r"[0-9A-Za-z]+(?:-[0-9A-Za-z]+)+")
_MARK = re.compile(r"\[(id|tag):([^\]]*)\]")
_ALMOST = re.compile(r"[\[［【]\s*(?:id|tag)\s*[:：]|\[\s*(?:id|tag)\s*(?!:)\W", re.IGNORECASE)


@dataclass(slots=True)
class Marks:
    """The id and the tags of one question, as far as they could be read."""

    code: str = ""
    difficulty: Difficulty | None = None
    lesson: str = ""
    case: str = ""
    sources: list[Source] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)


def read_marks(block: Block, faults: Faults) -> Marks:
    """Id and tags of a block; what is missing or written wrongly is among `faults`."""
    marks = Marks()
    written = [(line, found[1], found[2]) for line, text in block.comments for found in _MARK.finditer(text)]
    for line, name, value in written:
        if name == "id":
            _take_code(marks, value.strip(), line, faults)
    faults.item = marks.code
    for line, name, value in written:
        if name == "tag":
            _take_tag(marks, value.strip(), line, faults)
    _look_for_slips(block, faults)
    _ask_for_missing(marks, block.line, faults)
    return marks


def _take_code(marks: Marks, value: str, line: int, faults: Faults) -> None:
    accepted = _("Write it as the number of the course and of the question: [id:04-031].")
    if marks.code:
        faults.add(line, _("There is a second id, “%(value)s”.", value=value), accepted)
    elif not CODE.fullmatch(value):
        faults.add(line, _("“%(value)s” is no id.", value=value), accepted)
    else:
        marks.code = value


def _take_tag(marks: Marks, value: str, line: int, faults: Faults) -> None:
    name, dash, rest = value.partition("-")
    take = _TAGS.get(name)
    if take is None:
        marks.tags.append(value)
    elif not dash or not rest.strip():
        faults.add(line, _("The tag “%(value)s” says nothing after its dash.", value=value))
    else:
        take(marks, rest.strip(), line, faults)


def _take_difficulty(marks: Marks, value: str, line: int, faults: Faults) -> None:
    accepted = _("Write one of [tag:难度-基础], [tag:难度-应用], [tag:难度-综合].")
    if marks.difficulty:
        faults.add(line, _("There is a second difficulty, “%(value)s”.", value=value), accepted)
    elif value not in set(Difficulty):
        faults.add(line, _("“%(value)s” is no difficulty.", value=value), accepted)
    else:
        marks.difficulty = Difficulty(value)


def _take_lesson(marks: Marks, value: str, line: int, faults: Faults) -> None:
    accepted = _("Write the number of the lesson that taught it, with two digits: [tag:课-02].")
    if marks.lesson:
        faults.add(line, _("There is a second lesson, “%(value)s”.", value=value), accepted)
    elif not re.fullmatch(r"[0-9]{2}", value):
        faults.add(line, _("“%(value)s” is no number of a lesson.", value=value), accepted)
    else:
        marks.lesson = value


def _take_case(marks: Marks, value: str, line: int, faults: Faults) -> None:
    accepted = _("Write the id of the case's text: [tag:案例-04-C1].")
    if marks.case:
        faults.add(line, _("There is a second case, “%(value)s”.", value=value), accepted)
    elif not CODE.fullmatch(value):
        faults.add(line, _("“%(value)s” is no id of a case.", value=value), accepted)
    else:
        marks.case = value


def _take_source(marks: Marks, value: str, _line: int, _faults: Faults) -> None:
    marks.sources.append(Source.of(value))


_TAGS = {
    "难度": _take_difficulty,
    "课": _take_lesson,
    "案例": _take_case,
    "依据": _take_source,
}


def _look_for_slips(block: Block, faults: Faults) -> None:
    """A mark in full-width brackets or without its colon is not read by anyone: say so."""
    for line, text in block.comments:
        if _ALMOST.search(_MARK.sub("", text)):
            faults.add(
                line,
                _("There is an id or a tag here that cannot be read."),
                _("Write [id:…] and [tag:…] with half-width brackets and colon."),
            )


def _ask_for_missing(marks: Marks, line: int, faults: Faults) -> None:
    if not marks.code:
        faults.add(
            line, _("There is no id."), _("Write // [id:04-031] on the line above the question, no blank line between.")
        )
    if not marks.difficulty:
        faults.add(line, _("There is no difficulty."), _("Write [tag:难度-基础], [tag:难度-应用] or [tag:难度-综合]."))
    if not marks.lesson:
        faults.add(line, _("No lesson is named."), _("Write the number of the lesson that taught it: [tag:课-02]."))
