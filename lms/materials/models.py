"""Teaching material, reading before a class, tasks after it, and reflections with their versions and comments."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.columns import UtcDateTime
from lms.extensions import Model
from lms.files.models import StoredFile

STANDS = text("removed_at IS NULL")


class Material(Model):
    """教学资料: a file of a class, or of one of its half-days. Removed, its row stays and its bytes go."""

    __tablename__ = "material"
    __table_args__ = (
        CheckConstraint("length(title) > 0", name="titled"),
        CheckConstraint("removed_at IS NOT NULL OR stored_file_id IS NOT NULL", name="file_while_it_stands"),
        Index("ix_material_class", "training_class_id"),
        Index("ix_material_meeting", "class_meeting_id"),
        Index("ix_material_file", "stored_file_id", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    training_class_id: Mapped[int] = mapped_column(ForeignKey("training_class.id"))
    class_meeting_id: Mapped[int | None] = mapped_column(ForeignKey("class_meeting.id", ondelete="SET NULL"))
    stored_file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    title: Mapped[str] = mapped_column(String(150))
    file_name: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by: Mapped[str] = mapped_column(String(100))
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    removed_by: Mapped[str | None] = mapped_column(String(100))

    stored_file: Mapped[StoredFile | None] = relationship(lazy="raise")


class Reading(Model):
    """课前阅读: a file of the class, or a lesson, to be read before a day."""

    __tablename__ = "reading"
    __table_args__ = (
        CheckConstraint("(material_id IS NULL) <> (lesson_id IS NULL)", name="file_or_lesson"),
        Index("ix_reading_class", "training_class_id"),
        Index("one_reading_a_file", "material_id", unique=True, sqlite_where=STANDS, postgresql_where=STANDS),
        Index("one_reading_a_lesson", "training_class_id", "lesson_id", unique=True,
              sqlite_where=STANDS, postgresql_where=STANDS),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    training_class_id: Mapped[int] = mapped_column(ForeignKey("training_class.id"))
    class_meeting_id: Mapped[int | None] = mapped_column(ForeignKey("class_meeting.id", ondelete="SET NULL"))
    material_id: Mapped[int | None] = mapped_column(ForeignKey("material.id"))
    lesson_id: Mapped[int | None] = mapped_column(ForeignKey("lesson.id"))
    read_before: Mapped[date] = mapped_column()
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by: Mapped[str] = mapped_column(String(100))
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    removed_by: Mapped[str | None] = mapped_column(String(100))


class ReadingDone(Model):
    """That a person ticked a reading as read."""

    __tablename__ = "reading_done"

    reading_id: Mapped[int] = mapped_column(ForeignKey("reading.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    read_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ClassTask(Model):
    """课后任务: a reflection to hand in (心得体会), or a quiz to pass, by a day."""

    __tablename__ = "class_task"
    __table_args__ = (
        CheckConstraint("kind IN ('reflection', 'quiz')", name="kind_known"),
        CheckConstraint("(kind = 'quiz') = (curriculum_id IS NOT NULL)", name="quiz_of_a_curriculum"),
        CheckConstraint("wanted_characters IS NULL OR wanted_characters > 0", name="length_positive"),
        Index("ix_class_task_class", "training_class_id"),
        Index("one_quiz_of_a_curriculum", "training_class_id", "curriculum_id", unique=True,
              sqlite_where=STANDS, postgresql_where=STANDS),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    training_class_id: Mapped[int] = mapped_column(ForeignKey("training_class.id"))
    kind: Mapped[str] = mapped_column(String(12))
    title: Mapped[str] = mapped_column(String(150), default="")
    hint: Mapped[str] = mapped_column(String(500), default="")
    wanted_characters: Mapped[int | None] = mapped_column()
    curriculum_id: Mapped[int | None] = mapped_column(ForeignKey("curriculum.id"))
    due_on: Mapped[date] = mapped_column()
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by: Mapped[str] = mapped_column(String(100))
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    removed_by: Mapped[str | None] = mapped_column(String(100))


class Reflection(Model):
    """心得体会: what one person hands in for a task; its words stand in its versions."""

    __tablename__ = "reflection"
    __table_args__ = (
        UniqueConstraint("class_task_id", "person_id"),
        CheckConstraint("state IN ('handed_in', 'commented', 'returned')", name="state_known"),
        Index("ix_reflection_person", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    class_task_id: Mapped[int] = mapped_column(ForeignKey("class_task.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    state: Mapped[str] = mapped_column(String(12))
    latest: Mapped[int] = mapped_column()  # number of the version in force
    first_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ReflectionVersion(Model):
    """What was handed in at a time: text, a file, or both; kept as it was."""

    __tablename__ = "reflection_version"
    __table_args__ = (
        UniqueConstraint("reflection_id", "number"),
        CheckConstraint("number > 0", name="counted_from_one"),
        CheckConstraint("length(body) > 0 OR stored_file_id IS NOT NULL", name="something_in_it"),
        Index("ix_reflection_version_file", "stored_file_id", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reflection_id: Mapped[int] = mapped_column(ForeignKey("reflection.id"))
    number: Mapped[int] = mapped_column()
    body: Mapped[str] = mapped_column(Text, default="")  # Markdown as typed; made safe when shown
    stored_file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    handed_in_at: Mapped[datetime] = mapped_column(UtcDateTime)

    stored_file: Mapped[StoredFile | None] = relationship(lazy="raise")


class ReflectionComment(Model):
    """A trainer's word on a version; `returns` hands it back for rework."""

    __tablename__ = "reflection_comment"
    __table_args__ = (
        CheckConstraint("length(body) > 0", name="with_words"),
        Index("ix_reflection_comment_reflection", "reflection_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reflection_id: Mapped[int] = mapped_column(ForeignKey("reflection.id"))
    number: Mapped[int] = mapped_column()  # of the version it is about
    body: Mapped[str] = mapped_column(Text)
    returns: Mapped[bool] = mapped_column()
    commented_at: Mapped[datetime] = mapped_column(UtcDateTime)
    commented_by: Mapped[str] = mapped_column(String(100))
    commenter_name: Mapped[str] = mapped_column(String(100))
