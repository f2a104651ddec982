"""Curricula, lessons with their versions, and how far each person has read."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.columns import UtcDateTime
from lms.extensions import Model


class Curriculum(Model):
    """课程体系: one folder under courses/, a capability, a professional skill or a seasonal theme."""

    __tablename__ = "curriculum"
    __table_args__ = (CheckConstraint("kind IN ('capability', 'skill', 'theme')", name="kind_known"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    kind: Mapped[str] = mapped_column(String(12))
    position: Mapped[int] = mapped_column()
    title: Mapped[str] = mapped_column(String(100))
    short_title: Mapped[str] = mapped_column(String(40))
    english_title: Mapped[str] = mapped_column(String(100))
    goal: Mapped[str] = mapped_column(Text)
    quiz: Mapped[dict[str, Any]] = mapped_column(JSON)  # assessment.rules.PaperRule as JSON
    digest: Mapped[str] = mapped_column(String(64))
    retired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Lesson(Model):
    """课时: its place in the curriculum; the text stands in its versions."""

    __tablename__ = "lesson"

    id: Mapped[int] = mapped_column(primary_key=True)
    curriculum_id: Mapped[int] = mapped_column(ForeignKey("curriculum.id"), index=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    position: Mapped[int] = mapped_column()
    current_version: Mapped[int] = mapped_column()
    retired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class LessonVersion(Model):
    """The text of a lesson as it was from one day on; kept for ever."""

    __tablename__ = "lesson_version"
    __table_args__ = (UniqueConstraint("lesson_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    lesson_id: Mapped[int] = mapped_column(ForeignKey("lesson.id"))
    version: Mapped[int] = mapped_column()
    title: Mapped[str] = mapped_column(String(100))
    minutes: Mapped[int] = mapped_column()
    goal: Mapped[str] = mapped_column(Text)
    sources: Mapped[list[str]] = mapped_column(JSON)
    html: Mapped[str] = mapped_column(Text)  # sanitised
    digest: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class LessonProgress(Model):
    """How far a person has read a lesson, and when it was finished; an edited lesson keeps both."""

    __tablename__ = "lesson_progress"
    __table_args__ = (Index("ix_lesson_progress_person", "person_id", "last_read_at"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    lesson_id: Mapped[int] = mapped_column(ForeignKey("lesson.id"), primary_key=True)
    version: Mapped[int] = mapped_column()
    paragraph: Mapped[int] = mapped_column(default=0)
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_read_at: Mapped[datetime] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
