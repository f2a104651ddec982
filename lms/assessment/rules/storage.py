"""A question in two parts: what a browser may get before submission, and the key, which it never gets."""

import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from lms.assessment.rules.questions import (
    AcceptedText,
    Body,
    Choices,
    Difficulty,
    Matching,
    Numbers,
    Option,
    Pair,
    Question,
    QuestionKind,
    Range,
    Source,
    Texts,
    Truth,
)

Json = Mapping[str, Any]


def shown_part(question: Question) -> dict[str, Any]:
    """What may be shown: title and stem, `options` of a choice, `prompts` and `choices` of a matching."""
    part: dict[str, Any] = {"title": question.title, "stem": question.stem}
    match question.body:
        case Choices(options):
            part["options"] = [option.text for option in options]
        case Matching(pairs):
            part |= {"prompts": [pair.prompt for pair in pairs], "choices": list(question.body.choices)}
    return part


def key_part(question: Question) -> dict[str, Any]:
    """What decides and what is told after marking; explanation and sources have columns of their own."""
    part: dict[str, Any] = {"tags": list(question.tags)}
    match question.body:
        case Choices(options):
            part |= {
                "right": [place for place, option in enumerate(options) if option.right],
                "feedback": [option.feedback for option in options],
            }
        case Truth(value, when_wrong, when_right):
            part |= {"right": value, "feedback": [when_wrong, when_right]}
        case Texts(accepted):
            part |= {"right": [one.text for one in accepted], "feedback": [one.feedback for one in accepted]}
        case Matching(pairs, extra):
            part |= {"right": [pair.answer for pair in pairs], "extra": list(extra)}
        case Numbers(ranges):
            part |= {
                "right": [[str(one.low), str(one.high)] for one in ranges],
                "feedback": [one.feedback for one in ranges],
            }
    return part


def digest(question: Question) -> str:
    """A fingerprint that changes when anything of the question does (64 hexadecimal digits)."""
    parts = [
        question.code, question.kind, question.difficulty, question.lesson, question.case, shown_part(question),
        key_part(question), question.explanation, [str(source) for source in question.sources],
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def body_of(kind: QuestionKind, shown: Json, key: Json) -> Body | None:
    """The answers out of the two stored parts; a case has none."""
    feedback = key.get("feedback", ())
    match kind:
        case QuestionKind.SINGLE | QuestionKind.MULTIPLE:
            texts = zip(shown["options"], feedback, strict=True)
            return Choices(tuple(Option(text, at in key["right"], told) for at, (text, told) in enumerate(texts)))
        case QuestionKind.TRUE_FALSE:
            return Truth(key["right"], *feedback)
        case QuestionKind.SHORT | QuestionKind.GAP:
            return Texts(tuple(map(AcceptedText, key["right"], feedback)))
        case QuestionKind.MATCHING:
            return Matching(tuple(map(Pair, shown["prompts"], key["right"])), tuple(key["extra"]))
        case QuestionKind.NUMERIC:
            ends = zip(key["right"], feedback, strict=True)
            return Numbers(tuple(Range(Decimal(low), Decimal(high), told) for (low, high), told in ends))
        case QuestionKind.CASE:
            return None


def restored(
    place: tuple[str, str, str, str, str], shown: Json, key: Json, explanation: str, sources: list[str]
) -> Question:
    """The question that was stored. `place`: code, kind, difficulty, lesson code and case code ("" for none)."""
    code, kind, difficulty, lesson_code, case = place
    return Question(
        code=code,
        kind=QuestionKind(kind),
        stem=shown["stem"],
        difficulty=Difficulty(difficulty),
        lesson=lesson_code.rpartition("-")[2],
        body=body_of(QuestionKind(kind), shown, key),
        explanation=explanation,
        title=shown["title"],
        case=case,
        sources=tuple(Source.of(written) for written in sources),
        tags=tuple(key["tags"]),
    )
