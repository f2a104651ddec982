"""What makes a bank of questions weaker without being a fault: giveaways and thin explanations."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from flask_babel import gettext as _

from lms.assessment.rules import Choices, Question, QuestionKind
from lms.curriculum.faults import Fault, Faults

_GIVEAWAY = re.compile("以上都|以上均|绝对|(?<!不)一定(?![比数范期程额])|必然|完全不|所有人都")
_SENTENCE_END = re.compile("[。！？]")
_FEW = 8  # choices below which shares say nothing


def advise(questions: Sequence[Question], file: str) -> list[Fault]:
    """Advice about the questions of one file: what a reader could guess by, and what explains too little."""
    faults = Faults(file)
    for question in questions:
        faults.item = question.code
        _about_words(question, faults)
    faults.item = ""
    _about_single_choices([one for one in questions if one.kind is QuestionKind.SINGLE], faults)
    return faults.advice


def _about_words(question: Question, faults: Faults) -> None:
    if question.kind is not QuestionKind.CASE and not 2 <= len(_SENTENCE_END.findall(question.explanation)) <= 5:
        faults.advise(0, _("The explanation is very short or very long."), _("Two to four sentences explain best."))
    found = {word for option in _options(question) for word in _GIVEAWAY.findall(option)}
    if found:
        faults.advise(
            0,
            _("An option says “%(words)s”, which gives it away.", words="、".join(sorted(found))),
            _("Write what a colleague would really do."),
        )


def _about_single_choices(questions: Sequence[Question], faults: Faults) -> None:
    bodies = [question.body for question in questions if isinstance(question.body, Choices)]
    if len(bodies) < _FEW:
        return
    longest = sum(_right_is_longest(body) for body in bodies)
    if longest * 2 > len(bodies):
        faults.advise(
            0,
            _("In %(some)s of %(all)s single choices the right option is the longest.", some=longest, all=len(bodies)),
            _("Make the options of like length."),
        )
    place, often = Counter(_right_place(body) for body in bodies).most_common(1)[0]
    if often * 2 > len(bodies):
        faults.advise(
            0,
            _("In %(some)s of %(all)s single choices the right option is number %(place)s.",
              some=often, all=len(bodies), place=place + 1),
            _("Spread it over all places."),
        )  # fmt: skip


def _right_place(body: Choices) -> int:
    return next(place for place, option in enumerate(body.options) if option.right)


def _right_is_longest(body: Choices) -> bool:
    lengths = [len(option.text) for option in body.options]
    return lengths.count(max(lengths)) == 1 and lengths[_right_place(body)] == max(lengths)


def _options(question: Question) -> Iterable[str]:
    return (option.text for option in question.body.options) if isinstance(question.body, Choices) else ()
