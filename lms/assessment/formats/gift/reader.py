"""Questions out of a GIFT file: every fault is listed, what is sound is read all the same."""

import re
from dataclasses import dataclass

from flask_babel import gettext as _

from lms.assessment.formats.gift.answers import AnswerReader
from lms.assessment.formats.gift.blocks import Block, cut
from lms.assessment.formats.gift.escapes import hide, is_html, reveal
from lms.assessment.formats.gift.marks import Marks, read_marks
from lms.assessment.rules import GAP, Body, Question, QuestionKind
from lms.curriculum.faults import Fault, Faults

_TITLE = re.compile(r"\s*::(.*?)::", re.DOTALL)
_MARKER = re.compile(r"\[[　 _]{2,}\]")
_EXPLANATION = "####"
_WIDE_BRACES = re.compile("[｛｝]")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file gave: its sound questions with the line each begins at, and its faults in line order."""

    questions: tuple[Question, ...]
    lines: tuple[int, ...]
    faults: tuple[Fault, ...]


def read_gift(text: str, file: str) -> Reading:
    """The questions of a GIFT file in our dialect (question_bank/README.md describes it). `file` names it in faults."""
    faults = Faults(file)
    found: list[tuple[int, Question]] = []
    text = text.removeprefix("\ufeff")
    if text.strip() and "[id:" not in text and "{" not in text:
        faults.add(
            1, _("This is no question file."), _("Accepted: questions in GIFT, each with a line // [id:…] above.")
        )
        return Reading((), (), tuple(faults.found))
    for block in cut(text):
        if not block.lines or block.text.lstrip().startswith("$CATEGORY"):
            continue
        question = _read_block(block, faults)
        if question is not None:
            found.append((block.line, question))
    faults.item = ""
    found = _without_repeated_codes(found, faults)
    _check_cases(found, faults)
    return Reading(
        tuple(question for _line, question in found),
        tuple(line for line, _question in found),
        tuple(sorted(faults.found)),
    )


def _read_block(block: Block, faults: Faults) -> Question | None:
    known = len(faults.found)
    faults.item = ""
    text = hide(block.text)
    title_found = _TITLE.match(text)
    title = reveal(title_found[1]) if title_found else ""
    faults.item = title
    marks = read_marks(block, faults)
    faults.item = marks.code or title
    begin = title_found.end() if title_found else 0
    parts = _Parts.of(block, text, begin, faults)
    if parts is None:
        return None
    question = _question(marks, "" if title == marks.code else title, parts, block, faults)
    return question if len(faults.found) == known else None


@dataclass(frozen=True, slots=True)
class _Parts:
    """A block taken apart: its stem as meant, what stands between the braces (hidden), and where that begins."""

    stem: str
    inner: str | None
    explanation: str
    start: int

    @classmethod
    def of(cls, block: Block, text: str, begin: int, faults: Faults) -> "_Parts | None":
        if not _braces_are_sound(block, text, begin, faults):
            return None
        opening = text.find("{", begin)
        if opening < 0:
            return cls(_stem(block, text[begin:], faults), None, "", begin)
        closing = text.index("}")
        before, after = text[begin:opening], text[closing + 1 :]
        inner, _sharps, explanation = text[opening + 1 : closing].partition(_EXPLANATION)
        if after.strip():
            before = f"{before.rstrip()}{GAP}{after.lstrip()}"
        return cls(_stem(block, before, faults), inner, reveal(explanation), opening + 1)


def _braces_are_sound(block: Block, text: str, begin: int, faults: Faults) -> bool:
    opening, closing = text.count("{", begin), text.count("}", begin)
    if (opening, closing) == (0, 0) and _WIDE_BRACES.search(text):
        place, problem = begin, _("The braces are full-width.")
    elif (opening, closing) in {(0, 0), (1, 1)} and text.find("{", begin) <= text.find("}", begin):
        return True
    elif opening > 1:
        place, problem = text.index("{", text.index("{", begin) + 1), _("There is a second opening brace.")
    elif closing > 1:
        place, problem = text.index("}", text.index("}", begin) + 1), _("There is a second closing brace.")
    elif closing:
        place, problem = text.index("}", begin), _("The closing brace has no opening one before it.")
    else:
        place, problem = text.index("{", begin), _("The opening brace is never closed.")
    faults.add(
        block.line_at(place),
        problem,
        _("A question has one { and one }, no blank line between; a brace that is text is written \\{ or \\}."),
    )
    return False


def _stem(block: Block, written: str, faults: Faults) -> str:
    if is_html(written):
        faults.add(block.line, _("The question is written in HTML."), _("Write plain text."))
    stem = _MARKER.sub(GAP, reveal(written))
    if not stem:
        faults.add(block.line, _("The question has no text."), _("Write it before the braces."))
    if stem.count(GAP) > 1:
        faults.add(block.line, _("There is more than one gap."), _("A question has one gap."))
    return stem


def _question(marks: Marks, title: str, parts: _Parts, block: Block, faults: Faults) -> Question | None:
    kind: QuestionKind = QuestionKind.CASE
    body: Body | None = None
    if parts.inner is None:
        _check_case_text(marks, block, faults)
    else:
        if not parts.explanation:
            faults.add(block.line, _("There is no explanation."), _("Write it after ####, before the closing brace."))
        answers = AnswerReader(block, faults).read(parts.inner, parts.start)
        if answers is None:
            return None
        kind, body = answers
        if kind is QuestionKind.SHORT and GAP in parts.stem:
            kind = QuestionKind.GAP
    if marks.difficulty is None:
        return None
    return Question(
        code=marks.code,
        kind=kind,
        stem=parts.stem,
        difficulty=marks.difficulty,
        lesson=marks.lesson,
        body=body,
        explanation=parts.explanation,
        title=title,
        case=marks.case,
        sources=tuple(marks.sources),
        tags=tuple(marks.tags),
    )


def _check_case_text(marks: Marks, block: Block, faults: Faults) -> None:
    """A text without braces is a case, and says so by a tag with its own id; otherwise its answers are missing."""
    if not marks.case:
        faults.add(
            block.line,
            _("There are no answers."),
            _("Write them between { and }; the text of a case carries its id as a tag: [tag:案例-04-C1]."),
        )
    elif marks.case != marks.code:
        faults.add(
            block.line,
            _("The text of a case has the id %(code)s and the tag 案例-%(case)s.", code=marks.code, case=marks.case),
            _("Both are the same; a question of the case has answers between { and }."),
        )


def _without_repeated_codes(found: list[tuple[int, Question]], faults: Faults) -> list[tuple[int, Question]]:
    first: dict[str, tuple[int, Question]] = {}
    for line, question in found:
        if question.code in first:
            faults.item = question.code
            faults.add(
                line,
                _("The id %(code)s stands on line %(line)s already.", code=question.code, line=first[question.code][0]),
                _("Each question has an id of its own."),
            )
        else:
            first[question.code] = (line, question)
    return list(first.values())


def _check_cases(found: list[tuple[int, Question]], faults: Faults) -> None:
    """Each case has a text and a question at least. Whoever mends one fault may find the other gone."""
    texts = {question.code for _line, question in found if question.kind is QuestionKind.CASE}
    asked = {question.case for _line, question in found if question.kind is not QuestionKind.CASE}
    for line, question in found:
        faults.item = question.code
        if question.kind is QuestionKind.CASE and question.code not in asked:
            faults.add(
                line,
                _("No question belongs to this case."),
                _("Tag its questions [tag:案例-%(code)s].", code=question.code),
            )
        elif question.case and question.case not in texts:
            faults.add(
                line,
                _("The text of case %(case)s is not in this file, or has a fault itself.", case=question.case),
                _("Write it without braces, with the id %(case)s and the tag 案例-%(case)s.", case=question.case),
            )
