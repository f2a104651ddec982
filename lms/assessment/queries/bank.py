"""Questions about the bank: how many it holds, and how they were answered."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Integer, case, cast, func, select

from lms.assessment.models import Attempt, AttemptItem, Question, QuestionVersion
from lms.assessment.rules import PaperRule, QuestionKind
from lms.curriculum.models import Curriculum
from lms.extensions import db


@dataclass(frozen=True)
class BankLine:
    """One curriculum's bank and this year's use of it. `people` sat it, `passed` of them reached the pass mark."""

    curriculum: Curriculum
    rule: PaperRule
    questions: int
    by_difficulty: dict[str, int]
    people: int
    passed: int


@dataclass(frozen=True)
class QuestionLine:
    """A question in the bank; `asked` times marked so far, `right` of them."""

    code: str
    kind: str
    difficulty: str
    lesson_code: str | None
    shown: dict[str, Any]
    asked: int
    right: int


def bank_lines(year: int) -> list[BankLine]:
    """Every curriculum with its bank, in teaching order. Three queries."""
    counts: dict[int, dict[str, int]] = {}
    rows = db.session.execute(
        select(Question.curriculum_id, Question.difficulty, func.count())
        .where(Question.retired_at.is_(None), Question.kind != QuestionKind.CASE)
        .group_by(Question.curriculum_id, Question.difficulty)
    )
    for curriculum_id, difficulty, count in rows:
        counts.setdefault(curriculum_id, {})[difficulty] = count
    use = _use_of(year)
    curricula = db.session.scalars(
        select(Curriculum).where(Curriculum.retired_at.is_(None)).order_by(Curriculum.position, Curriculum.code)
    )
    return [
        BankLine(
            curriculum=one,
            rule=PaperRule.from_json(one.quiz),
            questions=sum(counts.get(one.id, {}).values()),
            by_difficulty=counts.get(one.id, {}),
            people=use.get(one.id, (0, 0))[0],
            passed=use.get(one.id, (0, 0))[1],
        )
        for one in curricula
    ]


def _use_of(year: int) -> dict[int, tuple[int, int]]:
    each = (
        select(
            Attempt.curriculum_id,
            Attempt.person_id,
            func.max(cast(Attempt.passed, Integer)).label("passed"),
        )
        .where(Attempt.year == year, Attempt.marked_at.is_not(None))
        .group_by(Attempt.curriculum_id, Attempt.person_id)
        .subquery()
    )
    rows = db.session.execute(
        select(each.c.curriculum_id, func.count(), func.sum(each.c.passed)).group_by(each.c.curriculum_id)
    )
    return {curriculum: (people, passed or 0) for curriculum, people, passed in rows}


def questions_of(curriculum_id: int, page: int, size: int = 20) -> tuple[list[QuestionLine], int]:
    """A page of a bank's questions with how they were answered, and how many there are in all."""
    there = select(Question).where(Question.curriculum_id == curriculum_id, Question.retired_at.is_(None))
    total = db.session.scalar(select(func.count()).select_from(there.subquery())) or 0
    right = func.sum(case((AttemptItem.correct.is_(True), 1), else_=0))
    asked = func.count(AttemptItem.correct)
    rows = db.session.execute(
        select(Question, QuestionVersion.shown, asked, right)
        .join(
            QuestionVersion,
            (QuestionVersion.question_id == Question.id) & (QuestionVersion.version == Question.current_version),
        )
        .outerjoin(AttemptItem, AttemptItem.question_version_id == QuestionVersion.id)
        .where(Question.curriculum_id == curriculum_id, Question.retired_at.is_(None))
        .group_by(Question.id, QuestionVersion.id)
        .order_by(Question.position, Question.code)
        .limit(size)
        .offset((page - 1) * size)
    )
    lines = [
        QuestionLine(one.code, one.kind, one.difficulty, one.lesson_code, shown, times, hits or 0)
        for one, shown, times, hits in rows
    ]
    return lines, total
