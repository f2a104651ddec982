"""Drawing a paper from the bank: by difficulty and kind as far as the bank has them, cases whole."""

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lms.assessment.rules.questions import QuestionKind
from lms.curriculum.rules import PaperRule

_ORDER = {kind: place for place, kind in enumerate(QuestionKind)}


@dataclass(frozen=True, slots=True)
class BankItem:
    """What drawing needs to know of a question; the text of a case is no item, its questions are.

    `case` is the code of its case, "" for none.
    """

    code: str
    kind: QuestionKind
    difficulty: str
    lesson: str
    case: str = ""


@dataclass(slots=True)
class _Draw:
    """A paper that is being put together, and what it still wants."""

    rule: PaperRule
    taken: list[Sequence[BankItem]]
    difficulties: Counter[str]
    kinds: Counter[str]
    lessons: Counter[str]

    @property
    def room(self) -> int:
        return self.rule.questions - sum(map(len, self.taken))

    def take(self, unit: Sequence[BankItem]) -> None:
        self.taken.append(unit)
        for item in unit:
            self.difficulties[item.difficulty] -= 1
            self.kinds[item.kind] -= 1
            self.lessons[item.lesson] += 1

    def worth(self, unit: Sequence[BankItem]) -> tuple[float, float]:
        """How well a unit fits, a question of it: first what is still wanted, then how fresh its lesson is."""
        wanted = sum((self.difficulties[item.difficulty] > 0) + (self.kinds[item.kind] > 0) for item in unit)
        seen = sum(self.lessons[item.lesson] for item in unit)
        return wanted / len(unit), -seen / len(unit)


def draw(bank: Iterable[BankItem], rule: PaperRule, seed: int) -> tuple[str, ...]:
    """The codes of a paper's questions in the order asked: single questions by kind, then the cases.

    The same bank, rule and seed give the same paper. What the bank lacks of a difficulty or kind is made up by
    others; a bank with fewer questions than the rule asks for gives a shorter paper.
    """
    chance = random.Random(seed)  # noqa: S311 - a paper that can be drawn again, nothing secret
    singles, cases = _units(sorted(bank, key=lambda item: item.code))
    paper = _Draw(rule, [], Counter(dict(rule.by_difficulty)), Counter(dict(rule.by_kind)), Counter())
    _take_best(paper, cases, rule.cases, chance)
    _take_best(paper, singles, rule.questions, chance)
    if paper.room:  # too few single questions: further cases
        _take_best(paper, [case for case in cases if case not in paper.taken], rule.questions, chance)
    alone = [unit[0] for unit in paper.taken if not unit[0].case]
    alone.sort(key=lambda item: _ORDER[item.kind])  # stable: drawn order, which is random, within a kind
    return tuple(item.code for item in [*alone, *(item for unit in paper.taken if unit[0].case for item in unit)])


def shuffled(count: int, seed: int, code: str) -> tuple[int, ...]:
    """The order in which the options of question `code` stand on the paper with this seed."""
    order = list(range(count))
    random.Random(f"{seed}:{code}").shuffle(order)  # noqa: S311 - the same order on every device
    return tuple(order)


def _units(bank: Sequence[BankItem]) -> tuple[list[Sequence[BankItem]], list[Sequence[BankItem]]]:
    cases: dict[str, list[BankItem]] = {}
    for item in bank:
        if item.case:
            cases.setdefault(item.case, []).append(item)
    return [[item] for item in bank if not item.case], list(cases.values())


def _take_best(paper: _Draw, units: Iterable[Sequence[BankItem]], at_most: int, chance: random.Random) -> None:
    left = list(units)
    chance.shuffle(left)
    for _time in range(at_most):
        fitting = [unit for unit in left if len(unit) <= paper.room]
        if not fitting:
            return
        best = max(fitting, key=paper.worth)  # the first of equals, and the order is random
        paper.take(best)
        left.remove(best)
