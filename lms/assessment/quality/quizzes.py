"""Whether the bank can fill the quiz that course.toml asks for."""

from collections import Counter

from flask_babel import gettext as _

from lms.assessment.quality.placed import CourseBank
from lms.assessment.rules import BankItem, Difficulty, QuestionKind, draw
from lms.curriculum.faults import Fault

_SEEDS = range(20)


def check_quiz(bank: CourseBank, course_file: str) -> list[Fault]:
    """What the quiz wants and the bank lacks: questions, a difficulty, a kind, cases."""
    answered, quiz = bank.answered, bank.quiz
    cases = Counter(question.case for question in answered if question.case)
    wanted = [
        (_("questions"), quiz.questions, len(answered)),
        (_("cases"), quiz.cases, sum(size <= quiz.questions for size in cases.values())),
        *_wanted(quiz.by_difficulty, Counter(str(question.difficulty) for question in answered)),
        *_wanted(quiz.by_kind, Counter(str(question.kind) for question in answered)),
    ]
    found = [
        Fault(
            course_file, 0, "", _("The quiz wants %(count)s × %(what)s.", count=count, what=what),
            _("The bank has %(there)s.", there=there),
        )
        for what, count, there in wanted
        if there < count
    ]  # fmt: skip
    unknown = {name for name, _count in (*quiz.by_difficulty, *quiz.by_kind)} - {*Difficulty, *QuestionKind}
    found += [
        Fault(course_file, 0, "", _("“%(word)s” is no difficulty and no kind.", word=word), "")
        for word in sorted(unknown)
    ]
    return found or _check_papers(bank, course_file)


def _wanted(rule: tuple[tuple[str, int], ...], there: Counter[str]) -> list[tuple[str, int, int]]:
    return [(name, count, there[name]) for name, count in rule]


def _check_papers(bank: CourseBank, course_file: str) -> list[Fault]:
    """Twenty papers are drawn as the quiz draws them: each is full and has what the rule wants of each sort."""
    items = [BankItem(one.code, one.kind, one.difficulty, one.lesson, one.case) for one in bank.answered]
    by_code = {item.code: item for item in items}
    for seed in _SEEDS:
        paper = [by_code[code] for code in draw(items, bank.quiz, seed)]
        there = Counter([*(item.difficulty for item in paper), *(item.kind for item in paper)])
        short = [name for name, count in (*bank.quiz.by_difficulty, *bank.quiz.by_kind) if there[name] < count]
        if len(paper) < bank.quiz.questions or short:
            return [
                Fault(
                    course_file, 0, "", _("A quiz that was drawn has too few: %(what)s.",
                                          what=", ".join(short) or _("questions")),
                    _("Ask for less, or write more single questions of it."),
                )
            ]  # fmt: skip
    return []
