"""What a guesser could live on: where the right answer stands, and how long it is."""

from collections import Counter
from collections.abc import Iterable

from flask_babel import gettext as _

from lms.assessment.quality.chance import at_least, chi_square, chi_square_tail
from lms.assessment.quality.placed import CourseBank
from lms.assessment.rules import Choices, Question, QuestionKind, Truth
from lms.curriculum.faults import Fault

SIGNIFICANT = 0.05


def position_chance(questions: Iterable[Question]) -> tuple[float, Counter[tuple[int, int]]]:
    """How likely places as uneven as these are by chance, and how often each (number of options, place) is right.

    Single choices with the same number of options make one row of the chi-square; true and false make another.
    """
    places: Counter[tuple[int, int]] = Counter()
    for question in questions:
        if question.kind is QuestionKind.SINGLE and isinstance(question.body, Choices):
            right = next(place for place, option in enumerate(question.body.options) if option.right)
            places[len(question.body.options), right] += 1
        elif isinstance(question.body, Truth):
            places[2, int(not question.body.value)] += 1
    rows = [[places[options, place] for place in range(options)] for options in sorted({row for row, _at in places})]
    statistic, degrees = sum(map(chi_square, rows)), sum(len(row) - 1 for row in rows)
    return (chi_square_tail(statistic, degrees) if degrees else 1.0), places


def length_chance(choices: Iterable[Choices]) -> tuple[float, int, int]:
    """How likely it is by chance that the longest option is right so often; how often it is, of how many.

    Questions whose longest options are of one length say nothing and do not count. In a multiple choice the
    chance is the share of right options.
    """
    chances, hits = [], 0
    for body in choices:
        lengths = [len(option.text) for option in body.options]
        if lengths.count(max(lengths)) == 1:
            chances.append(sum(option.right for option in body.options) / len(lengths))
            hits += body.options[lengths.index(max(lengths))].right
    return at_least(hits, chances), hits, len(chances)


def check_giveaways(bank: CourseBank) -> list[Fault]:
    """A bank whose right answers stand in one place, or are the longest, more often than chance allows."""
    found = []
    chance, places = position_chance(bank.answered)
    if chance < SIGNIFICANT:
        (options, place), often = places.most_common(1)[0]
        found.append(bank.fault(
            _("Of questions with %(options)s options, number %(place)s is right %(often)s times of %(all)s.",
              options=options, place=place + 1, often=often,
              all=sum(count for (row, _at), count in places.items() if row == options)),
            _("Spread the right answers over all places (chi-square, p ≥ %(limit)s).", limit=SIGNIFICANT),
        ))  # fmt: skip
    for kind in (QuestionKind.SINGLE, QuestionKind.MULTIPLE):
        chance, hits, counted = length_chance(bank.choices(kind))
        if chance < SIGNIFICANT:
            found.append(bank.fault(
                _("The longest option is right in %(hits)s of %(all)s questions of the kind %(kind)s.",
                  hits=hits, all=counted, kind=kind),
                _("Make the options of like length (binomial, one-sided, p ≥ %(limit)s).", limit=SIGNIFICANT),
            ))  # fmt: skip
    return found
