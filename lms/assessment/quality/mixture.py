"""How large a bank is, and how its kinds, difficulties and cases are mixed."""

from collections import Counter
from collections.abc import Iterable

from flask_babel import gettext as _

from lms.assessment.quality.placed import CourseBank
from lms.assessment.rules import Difficulty, QuestionKind
from lms.curriculum.faults import Fault
from lms.curriculum.rules import CurriculumKind

QUESTIONS = {CurriculumKind.CAPABILITY: 60, CurriculumKind.SKILL: 40, CurriculumKind.THEME: 40}
CASES = 4
QUESTIONS_A_CASE = 2
SHARES = {Difficulty.BASIC: 40, Difficulty.APPLIED: 40, Difficulty.COMBINED: 20}
POINTS = 10  # per cent of all questions by which a share may differ
KINDS = {
    "single": {QuestionKind.SINGLE},
    "multiple": {QuestionKind.MULTIPLE},
    "true_false": {QuestionKind.TRUE_FALSE},
    "gap, short or numeric": {QuestionKind.GAP, QuestionKind.SHORT, QuestionKind.NUMERIC},
    "matching": {QuestionKind.MATCHING},
}


def missing_kinds(kinds: Iterable[QuestionKind]) -> list[str]:
    """The groups of kinds of which a bank has none."""
    there = set(kinds)
    return [name for name, group in KINDS.items() if not group & there]


def uneven_difficulties(difficulties: Iterable[Difficulty]) -> dict[Difficulty, int]:
    """The difficulties whose share is more than ten points from 40, 40 and 20 per cent, with their share."""
    counts = Counter(difficulties)
    shares = {difficulty: 100 * counts[difficulty] / (counts.total() or 1) for difficulty in SHARES}
    return {one: round(share) for one, share in shares.items() if abs(share - SHARES[one]) > POINTS}


def check_mixture(bank: CourseBank) -> list[Fault]:
    """A bank that is too small, lacks a kind, has too few cases, or is far from 4:4:2."""
    answered = bank.answered
    found = []
    if len(answered) < QUESTIONS[bank.kind]:
        found.append(bank.fault(
            _("The bank has %(count)s questions.", count=len(answered)),
            _("A capability has %(capability)s at least, a skill or theme %(theme)s; texts of cases do not count.",
              capability=QUESTIONS[CurriculumKind.CAPABILITY], theme=QUESTIONS[CurriculumKind.THEME]),
        ))  # fmt: skip
    found += [
        bank.fault(_("There is no question of the kind: %(kind)s.", kind=name), _("Write one or more."))
        for name in missing_kinds(question.kind for question in answered)
    ]
    found += [
        bank.fault(
            _("%(share)s %% of the questions are %(difficulty)s.", share=share, difficulty=difficulty),
            _("Wanted: %(wanted)s %%, %(points)s points more or less.", wanted=SHARES[difficulty], points=POINTS),
        )
        for difficulty, share in uneven_difficulties(question.difficulty for question in answered).items()
    ]
    return found + _check_cases(bank)


def _check_cases(bank: CourseBank) -> list[Fault]:
    asked = Counter(question.case for question in bank.answered if question.case)
    texts = [one for one in bank.placed if one.question.kind is QuestionKind.CASE]
    found = [
        one.fault(
            _("The case has %(count)s questions.", count=asked[one.question.code]),
            _("A case has %(count)s at least.", count=QUESTIONS_A_CASE),
        )
        for one in texts
        if asked[one.question.code] < QUESTIONS_A_CASE
    ]
    if len(texts) < CASES:
        too_few = _("The bank has %(count)s cases.", count=len(texts))
        found.append(bank.fault(too_few, _("A bank has %(count)s cases at least.", count=CASES)))
    return found
