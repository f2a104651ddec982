"""The question bank, and attempts with every answer ever given."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from lms.columns import BigKey, UtcDateTime
from lms.extensions import Model

STILL_OPEN = text("submitted_at IS NULL")


class Question(Model):
    """题: its place in the bank; what it says stands in its versions."""

    __tablename__ = "question"
    __table_args__ = (Index("ix_question_curriculum", "curriculum_id", "difficulty", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(30), unique=True)
    curriculum_id: Mapped[int] = mapped_column(ForeignKey("curriculum.id"))
    kind: Mapped[str] = mapped_column(String(12))  # QuestionKind; 'case' is the text that others share
    difficulty: Mapped[str] = mapped_column(String(10))
    lesson_code: Mapped[str | None] = mapped_column(String(20))
    case_code: Mapped[str | None] = mapped_column(String(30), index=True)
    position: Mapped[int] = mapped_column()
    current_version: Mapped[int] = mapped_column()
    imported: Mapped[bool] = mapped_column(default=False)  # by `lms import questions`: the folder never retires it
    retired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class QuestionVersion(Model):
    """A question as it was from one day on. `shown` may reach a browser before submission, `key` never does."""

    __tablename__ = "question_version"
    __table_args__ = (UniqueConstraint("question_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"))
    version: Mapped[int] = mapped_column()
    shown: Mapped[dict[str, Any]] = mapped_column(JSON)
    key: Mapped[dict[str, Any]] = mapped_column(JSON)
    explanation: Mapped[str] = mapped_column(Text)
    sources: Mapped[list[str]] = mapped_column(JSON)
    digest: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Attempt(Model):
    """答卷: one sitting of a curriculum's quiz. Over at `submitted_at`, at the latest at `deadline_at`."""

    __tablename__ = "attempt"
    __table_args__ = (
        UniqueConstraint("person_id", "curriculum_id", "year", "number"),
        Index("one_open_attempt_each", "person_id", "curriculum_id", unique=True,
              sqlite_where=STILL_OPEN, postgresql_where=STILL_OPEN),
        Index("ix_attempt_open", "deadline_at", sqlite_where=STILL_OPEN, postgresql_where=STILL_OPEN),
        CheckConstraint("submitted_by IS NULL OR submitted_by IN ('person', 'deadline')", name="submitted_by_known"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    curriculum_id: Mapped[int] = mapped_column(ForeignKey("curriculum.id"), index=True)
    year: Mapped[int] = mapped_column()
    number: Mapped[int] = mapped_column()
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    deadline_at: Mapped[datetime] = mapped_column(UtcDateTime)
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    submitted_by: Mapped[str | None] = mapped_column(String(10))
    marked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    pass_mark_cents: Mapped[int] = mapped_column()
    score_cents: Mapped[int | None] = mapped_column()
    passed: Mapped[bool | None] = mapped_column()


class AttemptItem(Model):
    """One question on one paper, with the order its options were shuffled into."""

    __tablename__ = "attempt_item"
    __table_args__ = (UniqueConstraint("attempt_id", "position"),)

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column()
    question_version_id: Mapped[int] = mapped_column(ForeignKey("question_version.id"))
    case_version_id: Mapped[int | None] = mapped_column(ForeignKey("question_version.id"))
    option_order: Mapped[list[int]] = mapped_column(JSON)
    points: Mapped[int] = mapped_column()
    correct: Mapped[bool | None] = mapped_column()  # None until marked


class Answer(Model):
    """Every answer as it was given, never changed: the one with the highest sequence counts."""

    __tablename__ = "answer"

    item_id: Mapped[int] = mapped_column(ForeignKey("attempt_item.id", ondelete="CASCADE"), primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(Text)  # JSON
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
