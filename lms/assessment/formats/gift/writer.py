"""Questions written as a GIFT file that reads back to the same questions."""

from collections.abc import Iterable
from decimal import Decimal

from lms.assessment.formats.gift.escapes import escape
from lms.assessment.rules import (
    AcceptedText,
    Choices,
    Matching,
    Numbers,
    Option,
    Question,
    QuestionKind,
    Range,
    Texts,
    Truth,
)


def write_gift(questions: Iterable[Question]) -> str:
    """The file's text. A gap is written as its mark in the stem, so that other systems show it too."""
    return "\n".join(_question(question) for question in questions)


def _question(question: Question) -> str:
    head = f"{_marks(question)}\n::{escape(question.title or question.code)}::{escape(question.stem)}"
    if question.body is None:
        return f"{head}\n"
    return f"{head}{{{_answers(question)}####{escape(question.explanation)}}}\n"


def _marks(question: Question) -> str:
    tags = [f"难度-{question.difficulty}", f"课-{question.lesson}"]
    tags += [f"依据-{source}" for source in question.sources]
    tags += [f"案例-{question.case}"] if question.case else []
    return " ".join([f"// [id:{question.code}]", *(f"[tag:{tag}]" for tag in [*tags, *question.tags])])


def _answers(question: Question) -> str:
    match question.body:
        case Choices(options):
            return _lines(_multiple(options) if question.kind is QuestionKind.MULTIPLE else _single(options))
        case Truth(value, wrong, right):
            return str(value).upper() + _feedback(wrong, always=bool(right)) + _feedback(right)
        case Texts(accepted):
            return _lines(_accepted(answer) for answer in accepted)
        case Matching(pairs, extra):
            halves = [(pair.prompt, pair.answer) for pair in pairs] + [("", answer) for answer in extra]
            return _lines(f"={_guarded(left, '%100%')} -> {escape(right)}" for left, right in halves)
        case Numbers(ranges):
            return "#" + _lines(f"={_range(one)}{_feedback(one.feedback)}" for one in ranges)
    return ""


def _lines(answers: Iterable[str]) -> str:
    return "".join(f"\n{answer}" for answer in answers) + "\n"


def _single(options: tuple[Option, ...]) -> Iterable[str]:
    for option in options:
        sign, weight = ("=", "%100%") if option.right else ("~", "%0%")
        yield sign + _guarded(option.text, weight) + _feedback(option.feedback)


def _multiple(options: tuple[Option, ...]) -> Iterable[str]:
    rights = sum(option.right for option in options)
    share = (Decimal(100) / rights).quantize(Decimal("0.00001")).normalize()
    for option in options:
        yield f"~%{share if option.right else Decimal(-50):f}%{escape(option.text)}{_feedback(option.feedback)}"


def _accepted(answer: AcceptedText) -> str:
    return f"={_guarded(answer.text, '%100%')}{_feedback(answer.feedback)}"


def _guarded(text: str, weight: str) -> str:
    """Text that begins with a per cent sign would be taken for a weight: give it one."""
    return (weight if text.startswith("%") else "") + escape(text)


def _feedback(text: str, *, always: bool = False) -> str:
    return f"#{escape(text)}" if text or always else ""


def _range(one: Range) -> str:
    return f"{one.low:f}" if one.low == one.high else f"{one.low:f}..{one.high:f}"
