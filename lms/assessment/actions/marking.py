"""Marking submitted attempts, many at once, and what a pass brings: the capability and its credit."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select, update

from lms import clock
from lms.assessment.models import Answer, Attempt, AttemptItem, Question, QuestionVersion
from lms.assessment.queries.attempts import is_last_answer
from lms.assessment.rules import QuestionKind, is_right, score_cents
from lms.audit.actor import Actor
from lms.curriculum.models import Curriculum
from lms.curriculum.queries import credit_of_curricula
from lms.extensions import db
from lms.records.actions import Passed, pass_many, record_many
from lms.records.rules import NewRecord, TrainingCategory

SYSTEM = Actor.system("marking")


@dataclass
class _Marks:
    points: list[int] = field(default_factory=list)
    rights: list[bool] = field(default_factory=list)


def mark(attempt_ids: Sequence[int]) -> None:
    """Mark submitted attempts in a constant number of statements; write passes and credit."""
    if not attempt_ids:
        return
    marks = _mark_items(attempt_ids)
    now = clock.now()
    attempts = list(db.session.scalars(select(Attempt).where(Attempt.id.in_(attempt_ids), Attempt.marked_at.is_(None))))
    for attempt in attempts:
        mine = marks.get(attempt.id, _Marks())
        attempt.score_cents = score_cents(mine.points, mine.rights)
        attempt.passed = attempt.score_cents >= attempt.pass_mark_cents
        attempt.marked_at = now
    db.session.flush()
    _reward([one for one in attempts if one.passed])


def _mark_items(attempt_ids: Sequence[int]) -> dict[int, _Marks]:
    rows = db.session.execute(
        select(
            AttemptItem.id,
            AttemptItem.attempt_id,
            AttemptItem.points,
            Question.kind,
            QuestionVersion.shown,
            QuestionVersion.key,
            Answer.value,
        )
        .join(QuestionVersion, QuestionVersion.id == AttemptItem.question_version_id)
        .join(Question, Question.id == QuestionVersion.question_id)
        .outerjoin(Answer, is_last_answer())
        .where(AttemptItem.attempt_id.in_(attempt_ids))
    ).all()
    marks: dict[int, _Marks] = {}
    outcome: list[dict[str, Any]] = []
    for row in rows:
        right = is_right(QuestionKind(row.kind), row.shown, row.key, json.loads(row.value) if row.value else None)
        outcome.append({"of": row.id, "right": right})
        mine = marks.setdefault(row.attempt_id, _Marks())
        mine.points.append(row.points)
        mine.rights.append(right)
    if outcome:
        items = AttemptItem.__table__
        db.session.connection().execute(
            update(items).where(items.c.id == bindparam("of")).values(correct=bindparam("right")),  # type: ignore[arg-type]
            outcome,
        )
    return marks


def _reward(passed: Sequence[Attempt]) -> None:
    """A passed curriculum is a capability passed, and online training of its lessons' hours, once a year."""
    if not passed:
        return
    curricula = {
        one.id: one
        for one in db.session.scalars(
            select(Curriculum).where(Curriculum.id.in_({attempt.curriculum_id for attempt in passed}))
        )
    }
    pass_many(
        SYSTEM,
        [Passed(one.person_id, curricula[one.curriculum_id].code, _day(one), one.id) for one in passed],
    )
    credit = credit_of_curricula(curricula)
    before = _passed_before(passed)
    record_many(
        SYSTEM,
        [
            NewRecord(
                person_id=one.person_id,
                declared_year=one.year,
                category=TrainingCategory.ONLINE,
                name=f"网上课程：{curricula[one.curriculum_id].short_title}",
                first_day=_day(one),
                last_day=_day(one),
                days_hundredths=0,
                credit_centihours=credit[one.curriculum_id],
                completed=True,
                score_cents=one.score_cents,
                source="quiz",
            )
            for one in passed
            if (one.person_id, one.curriculum_id, one.year) not in before
        ],
        reason="测验通过",
    )


def _passed_before(passed: Sequence[Attempt]) -> set[tuple[int, int, int]]:
    """Person, curriculum and year of passes that earned their credit already."""
    people, these = {one.person_id for one in passed}, {one.id for one in passed}
    rows = db.session.execute(
        select(Attempt.person_id, Attempt.curriculum_id, Attempt.year).where(
            Attempt.person_id.in_(people), Attempt.passed.is_(True), Attempt.id.not_in(these)
        )
    )
    return {(person, curriculum, year) for person, curriculum, year in rows}


def _day(attempt: Attempt) -> date:
    return clock.local(attempt.submitted_at or clock.now()).date()
