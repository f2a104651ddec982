"""Whether an answer is right, and what a paper's answers are worth.

An answer is JSON: the option's place in the stored order for a single choice, a list of places for a multiple
choice, true or false, the text as typed for a short answer, a gap or a number, and for a matching a list with
the chosen place in `choices` (or null) for each prompt.
"""

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from lms.assessment.rules.questions import QuestionKind
from lms.assessment.rules.storage import Json

FULL_CENTS = 10_000  # 100 points
LONGEST_TEXT = 500  # characters of a typed answer

_NUMBER = re.compile(r"([+-]?(?:[0-9]{1,15}|[0-9]{1,3}(?:,[0-9]{3})+))(?:\.([0-9]{1,10}))?([^\W\d_]*|%)")
_SCALES = frozenset("十百千万亿兆半多余kKmM")
_SIGNS = str.maketrans({"−": "-", "–": "-", "，": ",", "．": "."})


def is_right(kind: QuestionKind, shown: Json, key: Json, answer: Any) -> bool:  # noqa: ANN401 - JSON
    """Whether the answer is right as a whole; a part of it never counts. No answer is a wrong one."""
    if not is_well_formed(kind, shown, answer) or not is_given(answer):
        return False
    match kind:
        case QuestionKind.NUMERIC:
            number = number_in(answer)
            return number is not None and any(Decimal(low) <= number <= Decimal(high) for low, high in key["right"])
        case QuestionKind.SHORT | QuestionKind.GAP:
            return normalised(answer) in {normalised(text) for text in key["right"]}
        case QuestionKind.SINGLE:
            answer = [answer]
        case QuestionKind.MULTIPLE:
            answer = sorted(answer)
        case QuestionKind.MATCHING:
            answer = [shown["choices"][place] for place in answer]
    return bool(answer == key["right"])


def is_well_formed(kind: QuestionKind, shown: Json, answer: Any) -> bool:  # noqa: ANN401 - JSON
    """Whether the answer is one that the question's form can send; needs no key."""
    match kind:
        case QuestionKind.SINGLE:
            return _is_place(answer, shown["options"])
        case QuestionKind.MULTIPLE:
            return _are_places(answer, shown["options"]) and len(set(answer)) == len(answer)
        case QuestionKind.TRUE_FALSE:
            return isinstance(answer, bool)
        case QuestionKind.MATCHING:
            return (
                isinstance(answer, list)
                and len(answer) == len(shown["prompts"])
                and _are_places([place for place in answer if place is not None], shown["choices"])
            )
        case QuestionKind.CASE:
            return False
    return isinstance(answer, str) and len(answer) <= LONGEST_TEXT


def is_given(answer: Any) -> bool:  # noqa: ANN401 - JSON
    """Whether something was answered: an empty text or list, or a matching with a gap, is not yet an answer."""
    if isinstance(answer, str):
        return bool(answer.strip())
    if isinstance(answer, list):
        return bool(answer) and None not in answer
    return answer is not None


def normalised(text: str) -> str:
    """A typed answer without what does not matter.

    Width and case of the letters, blanks, invisible signs, and marks around it (《》 “” 。) do not.
    """
    kept = [
        sign
        for sign in unicodedata.normalize("NFKC", text).casefold()
        if not sign.isspace() and unicodedata.category(sign) not in {"Cf", "Cc"}
    ]
    start, end = 0, len(kept)
    while start < end and _is_mark(kept[start]):
        start += 1
    while end > start and _is_mark(kept[end - 1]):
        end -= 1
    return "".join(kept[start:end] or kept)


def number_in(text: str) -> Decimal | None:
    """The number that was typed, in any width, with a unit behind it or not; None when it is none.

    A unit that changes the number (30万) is not guessed at.
    """
    plain = unicodedata.normalize("NFKC", text.translate(_SIGNS)).replace("。", ".")
    found = _NUMBER.fullmatch("".join(plain.split()).removesuffix("."))
    if not found or _SCALES & set(found[3]):
        return None
    return Decimal(f"{found[1].replace(',', '')}.{found[2] or 0}")


def points_cents(questions: int) -> tuple[int, ...]:
    """What each question of a paper is worth, in hundredths of a point: as even as can be, 100 points together."""
    share, rest = divmod(FULL_CENTS, questions)
    return tuple(share + (place < rest) for place in range(questions))


def score_cents(points: Sequence[int], rights: Sequence[bool]) -> int:
    """The points of the right answers together, in hundredths."""
    return sum(worth for worth, right in zip(points, rights, strict=True) if right)


def is_passed(score: int, pass_mark: int) -> bool:
    """Whether a score (hundredths) reaches a pass mark (whole points out of 100)."""
    return score >= pass_mark * 100


def _is_place(place: Any, of: Sequence[str]) -> bool:  # noqa: ANN401 - JSON
    return isinstance(place, int) and not isinstance(place, bool) and 0 <= place < len(of)


def _are_places(places: Any, of: Sequence[str]) -> bool:  # noqa: ANN401 - JSON
    return isinstance(places, list) and all(_is_place(place, of) for place in places)


def _is_mark(sign: str) -> bool:
    return unicodedata.category(sign)[0] == "P" and sign not in "%％-"
