"""What stands between the braces: the answers of each kind."""

import re
from dataclasses import dataclass
from decimal import Decimal

from flask_babel import gettext as _

from lms.assessment.formats.gift.blocks import Block
from lms.assessment.formats.gift.escapes import is_html, reveal
from lms.assessment.rules import (
    AcceptedText,
    Body,
    Choices,
    Matching,
    Numbers,
    Option,
    Pair,
    QuestionKind,
    Range,
    Texts,
    Truth,
)
from lms.curriculum.faults import Faults

_ANSWER = re.compile(r"[~=][^~=]*")
_WEIGHT = re.compile(r"%\s*(-?[0-9]+(?:\.[0-9]+)?)\s*%")
_TRUTHS = {"T": True, "TRUE": True, "F": False, "FALSE": False}
_NUMBER = r"\s*([+-]?[0-9]{1,15}(?:\.[0-9]{1,10})?)\s*"
_RANGE = re.compile(rf"{_NUMBER}\.\.{_NUMBER}")
_TOLERANCE = re.compile(rf"{_NUMBER}(?::{_NUMBER})?")
_ARROW = "->"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: `right` for =, its weight in per cent where one is given, `written` with its escapes hidden."""

    right: bool
    weight: Decimal | None
    written: str
    feedback: str
    offset: int

    @property
    def text(self) -> str:
        """What the author meant."""
        return reveal(self.written)


@dataclass(slots=True)
class AnswerReader:
    """Reads the answers of one block. `start` is where they begin in the block's text."""

    block: Block
    faults: Faults

    def read(self, inner: str, start: int) -> tuple[QuestionKind, Body] | None:
        """Kind and answers of `inner` (hidden text, explanation taken off), or None when it is not sound."""
        known = len(self.faults.found)
        kind, body = self._by_kind(inner, start)
        return (kind, body) if kind and body and len(self.faults.found) == known else None

    def _by_kind(self, inner: str, start: int) -> tuple[QuestionKind | None, Body | None]:
        if not inner.strip():
            self._fault(start, _("There is no answer between the braces."), _KINDS())
            return None, None
        if inner.lstrip().startswith("#") and not inner.lstrip().startswith("####"):
            sharp = inner.index("#")
            return QuestionKind.NUMERIC, self._numbers(inner[sharp + 1 :], start + sharp + 1)
        truth = _TRUTHS.get(inner.partition("#")[0].strip().upper())
        if truth is not None:
            return QuestionKind.TRUE_FALSE, self._truth(truth, inner, start)
        return self._by_marks(self._answers(inner, start), start)

    def _by_marks(self, answers: list[Answer], start: int) -> tuple[QuestionKind | None, Body | None]:
        if not answers:
            return None, None
        if any(not answer.right for answer in answers):
            several = not any(answer.right for answer in answers)
            kind = QuestionKind.MULTIPLE if several else QuestionKind.SINGLE
            return kind, self._multiple(answers, start) if several else self._single(answers, start)
        if any(_ARROW in answer.written for answer in answers):
            return QuestionKind.MATCHING, self._matching(answers, start)
        return QuestionKind.SHORT, self._texts(answers)

    def _answers(self, inner: str, start: int) -> list[Answer]:
        """The answers that = and ~ begin. What stands before the first of them belongs to none."""
        first = _ANSWER.search(inner)
        if stray := (inner[: first.start()] if first else inner).strip():
            self._fault(
                start, _("“%(text)s” stands between the braces and is no answer.", text=reveal(stray)), _KINDS()
            )
            return []
        return [self._answer(found[0], start + found.start()) for found in _ANSWER.finditer(inner)]

    def _answer(self, written: str, offset: int) -> Answer:
        text, _sharp, feedback = written[1:].partition("#")
        weight = _WEIGHT.match(text.lstrip())
        if weight:
            text = text.lstrip()[weight.end() :]
        if is_html(text) or is_html(feedback):
            self._fault(offset, _("This answer is written in HTML."), _("Write plain text."))
        return Answer(written[0] == "=", Decimal(weight[1]) if weight else None, text, reveal(feedback), offset)

    def _single(self, answers: list[Answer], start: int) -> Choices:
        if sum(answer.right for answer in answers) > 1:
            self._fault(
                start,
                _("More than one answer is marked as right."),
                _("A single choice has one =; in a multiple choice every line begins with ~ and a weight: ~%50%."),
            )
        for answer in answers:
            if answer.weight not in {None, Decimal(100) if answer.right else Decimal(0)}:
                self._fault(
                    answer.offset,
                    _("A single choice has no weights."),
                    _("Begin the right answer with = and the others with ~; several right ones are all written ~%50%."),
                )
        return self._choices(answers, [answer.right for answer in answers], start)

    def _multiple(self, answers: list[Answer], start: int) -> Choices | None:
        rights = [answer.weight is not None and answer.weight > 0 for answer in answers]
        if not any(rights):
            self._fault(
                start, _("No answer is marked as right."), _("Begin the right one with =, or several with ~%50%.")
            )
            return None
        if sum(rights) == 1:
            self._fault(
                start,
                _("A multiple choice has one right answer only."),
                _("Give it two or more, or use = for the one."),
            )
        whole = sum((answer.weight for answer in answers if answer.weight and answer.weight > 0), Decimal(0))
        if abs(whole - 100) > Decimal("0.1"):
            self._fault(
                start,
                _("The weights of the right answers add up to %(whole)s.", whole=whole),
                _("They add up to 100: two are 50, three 33.33333, four 25."),
            )
        return self._choices(answers, rights, start)

    def _choices(self, answers: list[Answer], rights: list[bool], start: int) -> Choices:
        if len(answers) < 2:
            self._fault(start, _("There is one option only."), _("Give two or more."))
        self._ask_for_different(answers)
        return Choices(
            tuple(Option(answer.text, right, answer.feedback) for answer, right in zip(answers, rights, strict=True))
        )

    def _texts(self, answers: list[Answer]) -> Texts:
        self._refuse_weights(answers)
        self._ask_for_different(answers)
        return Texts(tuple(AcceptedText(answer.text, answer.feedback) for answer in answers))

    def _matching(self, answers: list[Answer], start: int) -> Matching:
        self._refuse_weights(answers)
        pairs: list[Pair] = []
        extra: list[str] = []
        for answer in answers:
            prompt, arrow, other = map(reveal, answer.written.partition(_ARROW))
            if not arrow or not other:
                self._fault(answer.offset, _("This pair has no second half."), _("Write it as =left -> right."))
            elif answer.feedback:
                self._fault(answer.offset, _("A pair has no feedback."), _("Put it into the explanation after ####."))
            elif prompt:
                pairs.append(Pair(prompt, other))
            else:
                extra.append(other)
        self._check_matching(Matching(tuple(pairs), tuple(extra)), start)
        return Matching(tuple(pairs), tuple(extra))

    def _check_matching(self, matching: Matching, start: int) -> None:
        if len(matching.pairs) < 2 or len(matching.choices) < 3:
            self._fault(
                start,
                _("There is too little to match."),
                _("Give two or more left halves, three or more different right halves (= -> adds one without a pair)."),
            )
        if len({pair.prompt for pair in matching.pairs}) < len(matching.pairs):
            self._fault(start, _("Two pairs have the same left half."), _("Each left half stands once."))
        if set(matching.extra) & {pair.answer for pair in matching.pairs} or len(set(matching.extra)) < len(
            matching.extra
        ):
            self._fault(
                start,
                _("A right half without a pair stands there twice."),
                _("It differs from all other right halves."),
            )

    def _truth(self, value: bool, inner: str, start: int) -> Truth:  # noqa: FBT001 - it is the answer
        _value, *feedback = inner.split("#")
        if len(feedback) > 2:
            self._fault(
                start,
                _("There are too many parts after #."),
                _("{TRUE#what a wrong answer is told#what a right one is told####explanation}"),
            )
        wrong, right = (*(reveal(part) for part in feedback), "", "")[:2]
        return Truth(value, wrong, right)

    def _numbers(self, inner: str, start: int) -> Numbers:
        if not inner.lstrip().startswith("="):
            return Numbers(tuple(filter(None, [self._range(f"={inner}", start)])))
        found = [(found[0], start + found.start()) for found in _ANSWER.finditer(inner)]
        return Numbers(tuple(filter(None, [self._range(written, offset) for written, offset in found])))

    def _range(self, written: str, offset: int) -> Range | None:
        answer = self._answer(written, offset)
        self._refuse_weights([answer])
        if found := _RANGE.fullmatch(answer.text):
            low, high = Decimal(found[1]), Decimal(found[2])
        elif found := _TOLERANCE.fullmatch(answer.text):
            within = Decimal(found[2] or 0)
            low, high = Decimal(found[1]) - within, Decimal(found[1]) + within
        else:
            self._fault(
                offset,
                _("“%(text)s” is no number.", text=answer.text),
                _("Write #30, #30:2 (28 to 32) or #28..32; several as #=30 =31."),
            )
            return None
        if not answer.right:
            self._fault(offset, _("A number has no wrong answers."), _("Write right numbers only: #30 or #=30 =31."))
            return None
        if low > high:
            self._fault(offset, _("This range of numbers holds none."), _("Write the smaller number first: #28..32."))
            return None
        return Range(low, high, answer.feedback)

    def _refuse_weights(self, answers: list[Answer]) -> None:
        for answer in answers:
            if answer.weight not in {None, Decimal(100)}:
                self._fault(answer.offset, _("An answer counts whole or not at all here."), _("Take the weight off."))

    def _ask_for_different(self, answers: list[Answer]) -> None:
        seen: set[str] = set()
        for answer in answers:
            if not answer.text:
                self._fault(answer.offset, _("This answer is empty."), _("Write its text after = or ~."))
            elif answer.text in seen:
                self._fault(answer.offset, _("“%(text)s” stands there twice.", text=answer.text), _("Change one."))
            seen.add(answer.text)

    def _fault(self, offset: int, problem: str, accepted: str) -> None:
        self.faults.add(self.block.line_at(offset), problem, accepted)


def _KINDS() -> str:  # noqa: N802 - reads as the constant it is, translated when asked
    return _(
        "Accepted: {=right ~wrong}, {~%50%right ~%50%right ~wrong}, {TRUE} or {FALSE}, {=answer}, {#30},"
        " {=left -> right}."
    )
