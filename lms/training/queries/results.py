"""What closings decided."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from lms.columns import known
from lms.extensions import db
from lms.people.models import Person
from lms.records.models import TrainingRecord
from lms.training.models import ClassClosing, ClassResult
from lms.training.queries.people import Face, faces_of
from lms.training.rules.words import ResultReason


def closing_in_force(class_id: int) -> ClassClosing | None:
    """The closing of a class that was not reopened."""
    return db.session.scalar(
        select(ClassClosing).where(ClassClosing.training_class_id == class_id, ClassClosing.reopened_at.is_(None))
    )


def closings_of(class_id: int) -> list[ClassClosing]:
    """Every closing of a class, the latest first."""
    return list(
        db.session.scalars(
            select(ClassClosing).where(ClassClosing.training_class_id == class_id).order_by(ClassClosing.id.desc())
        )
    )


@dataclass(frozen=True)
class CompletionRow:
    """One line of a completion roster; hours and score in hundredths."""

    person_id: int
    person_no: str
    name: str
    gender: str | None
    organisation: str
    post: str
    completed: bool
    reason: ResultReason
    planned_centihours: int
    attended_centihours: int
    half_days_attended: int
    half_days_expected: int
    score_cents: int | None
    make_up_year: int | None
    record_id: int | None
    overruling_reason: str | None = None
    is_excellent: bool = False


def completion_rows(class_id: int) -> list[CompletionRow]:
    """What the closing in force decided, in the order of lists; empty while the class is open. Two queries."""
    rows = db.session.execute(
        select(ClassResult, Person.person_no, Person.name, Person.gender, TrainingRecord.make_up_year)
        .join(ClassClosing, ClassClosing.id == ClassResult.closing_id)
        .join(Person, Person.id == ClassResult.person_id)
        .outerjoin(TrainingRecord, TrainingRecord.id == ClassResult.record_id)
        .where(ClassClosing.training_class_id == class_id, ClassClosing.reopened_at.is_(None))
    ).all()
    faces = faces_of(row.ClassResult.person_id for row in rows)
    rows = sorted(rows, key=lambda row: faces[row.ClassResult.person_id].order)
    return [_completion_row(row, faces[row.ClassResult.person_id]) for row in rows]


def _completion_row(row: Any, face: Face) -> CompletionRow:  # noqa: ANN401 - a row of `completion_rows`
    result = row.ClassResult
    return CompletionRow(
        result.person_id, row.person_no, row.name, row.gender, face.organisation, face.post, result.completed,
        ResultReason(result.reason), result.planned_centihours, result.attended_centihours,
        result.half_days_attended, result.half_days_expected, result.score_cents, row.make_up_year, result.record_id,
        result.overruling_reason, result.is_excellent,
    )  # fmt: skip


def records_of_closing(closing_id: int, class_id: int) -> list[int]:
    """The records that a closing wrote and no other closing in force rests on: those its reopening takes back.

    A record that an import had before the class closed is not the class's to take back.
    """
    others = (
        select(ClassResult.record_id)
        .join(ClassClosing, ClassClosing.id == ClassResult.closing_id)
        .where(
            ClassResult.closing_id != closing_id, ClassClosing.reopened_at.is_(None), ClassResult.record_id.is_not(None)
        )
    )
    return list(
        db.session.scalars(
            select(TrainingRecord.id)
            .join(ClassResult, ClassResult.record_id == TrainingRecord.id)
            .where(
                ClassResult.closing_id == closing_id,
                TrainingRecord.source == "class",
                TrainingRecord.training_class_id == class_id,
                TrainingRecord.id.not_in(others),
                known(TrainingRecord),
            )
        )
    )
