"""Questions about attempts, each asked for the person whose attempt it is."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import aliased

from lms.assessment.models import Answer, Attempt, AttemptItem, Question, QuestionVersion
from lms.assessment.rules import QuestionKind, Source, is_given
from lms.curriculum.models import Curriculum
from lms.errors import NotFound
from lms.extensions import db


@dataclass(frozen=True)
class Paper:
    """An attempt with the names a page needs."""

    attempt: Attempt
    curriculum_code: str
    curriculum_kind: str
    short_title: str
    english_title: str
    questions: int

    def is_over(self, now: datetime) -> bool:
        """Handed in, or past its deadline, whether or not the sweep has come by."""
        return self.attempt.submitted_at is not None or self.attempt.deadline_at <= now


@dataclass(frozen=True)
class Asked:
    """One question as its person sees it: no key. `answer` is what was saved last, at `sequence`."""

    position: int
    kind: QuestionKind
    shown: dict[str, Any]
    case_stem: str | None
    order: tuple[int, ...]
    points: int
    answer: Any
    sequence: int
    saved_at: datetime | None


@dataclass(frozen=True)
class Marked:
    """One question after marking, with its key and what it teaches."""

    asked: Asked
    correct: bool
    key: dict[str, Any]
    explanation: str
    sources: tuple[Source, ...]


def paper_of(attempt_id: int, person_id: int) -> Paper:
    """A person's own attempt. Raises NotFound, also when it is somebody else's."""
    count = select(func.count()).where(AttemptItem.attempt_id == Attempt.id).scalar_subquery()
    row = db.session.execute(
        select(Attempt, Curriculum.code, Curriculum.kind, Curriculum.short_title, Curriculum.english_title, count)
        .join(Curriculum, Curriculum.id == Attempt.curriculum_id)
        .where(Attempt.id == attempt_id, Attempt.person_id == person_id)
    ).one_or_none()
    if row is None:
        raise NotFound(_("There is no such attempt."))
    return Paper(*row)


def attempts_of(person_id: int, curriculum_id: int, year: int | None = None) -> list[Attempt]:
    """A person's attempts at a curriculum, oldest first; of one year, or of all."""
    wanted = select(Attempt).where(Attempt.person_id == person_id, Attempt.curriculum_id == curriculum_id)
    if year is not None:
        wanted = wanted.where(Attempt.year == year)
    return list(db.session.scalars(wanted.order_by(Attempt.year, Attempt.number)))


def asked_at(attempt_id: int, position: int) -> Asked:
    """One question of an attempt. Raises NotFound."""
    row = db.session.execute(_items(attempt_id).where(AttemptItem.position == position)).one_or_none()
    if row is None:
        raise NotFound(_("There is no such question."))
    return _asked(row)


def answered_positions(attempt_id: int) -> list[tuple[int, bool]]:
    """Every place of the paper, and whether something was answered there."""
    rows = db.session.execute(_items(attempt_id)).all()
    return [(row.AttemptItem.position, is_given(_value(row.value))) for row in rows]


def marked_items(attempt_id: int) -> list[Marked]:
    """The whole paper with its key: only for an attempt that is over."""
    rows = db.session.execute(
        _items(attempt_id).add_columns(QuestionVersion.key, QuestionVersion.explanation, QuestionVersion.sources)
    ).all()
    return [
        Marked(
            asked=_asked(row),
            correct=bool(row.AttemptItem.correct),
            key=row.key,
            explanation=row.explanation,
            sources=tuple(map(Source.of, row.sources)),
        )
        for row in rows
    ]


def is_last_answer() -> ColumnElement[bool]:
    """The condition that joins an `AttemptItem` to the `Answer` that counts: the one with the highest sequence."""
    any_answer = aliased(Answer)
    last = select(func.max(any_answer.sequence)).where(any_answer.item_id == AttemptItem.id).scalar_subquery()
    return (Answer.item_id == AttemptItem.id) & (Answer.sequence == last)


def _items(attempt_id: int) -> Select[Any]:
    case = aliased(QuestionVersion)
    return (
        select(
            AttemptItem,
            Question.kind,
            QuestionVersion.shown,
            case.shown.label("case_shown"),
            Answer.value,
            Answer.sequence,
            Answer.saved_at,
        )
        .join(QuestionVersion, QuestionVersion.id == AttemptItem.question_version_id)
        .join(Question, Question.id == QuestionVersion.question_id)
        .outerjoin(case, case.id == AttemptItem.case_version_id)
        .outerjoin(Answer, is_last_answer())
        .where(AttemptItem.attempt_id == attempt_id)
        .order_by(AttemptItem.position)
    )


def _asked(row: Any) -> Asked:  # noqa: ANN401 - a row of `_items`
    item: AttemptItem = row.AttemptItem
    return Asked(
        position=item.position,
        kind=QuestionKind(row.kind),
        shown=row.shown,
        case_stem=row.case_shown["stem"] if row.case_shown else None,
        order=tuple(item.option_order),
        points=item.points,
        answer=_value(row.value),
        sequence=row.sequence or 0,
        saved_at=row.saved_at,
    )


def _value(stored: str | None) -> Any:  # noqa: ANN401 - JSON
    return None if stored is None else json.loads(stored)


def best_scores(person_ids: Sequence[int], curriculum_id: int) -> dict[int, tuple[int, bool]]:
    """Each person's best score (hundredths) at a curriculum and whether it passed; who never finished is left out."""
    margin = func.coalesce(func.max(Attempt.score_cents - Attempt.pass_mark_cents), -1)
    rows = db.session.execute(
        select(Attempt.person_id, func.coalesce(func.max(Attempt.score_cents), 0), margin)
        .where(
            Attempt.person_id.in_(person_ids),
            Attempt.curriculum_id == curriculum_id,
            Attempt.marked_at.is_not(None),
        )
        .group_by(Attempt.person_id)
    )
    return {person: (int(score or 0), int(above or 0) >= 0) for person, score, above in rows}
