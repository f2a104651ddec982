"""A class's file (班次档案): what it says, fixed when the class was closed; to whom it was handed over; reminders."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.columns import Fact, UtcDateTime
from lms.extensions import Model
from lms.files.models import StoredFile

NOW = text("superseded_at IS NULL")


class ClassFile(Model):
    """The file that one closing made. `contents` is everything it says, as data, read in the closing's transaction.

    The zip is made of `contents` alone, so it is the same whenever it is made, whatever has changed meanwhile. A class
    that is reopened and closed again has another file beside this one. An evaluation that came after the closing is
    added by another edition; whatever else the first one says stays as it was.
    """

    __tablename__ = "class_file"
    __table_args__ = (
        UniqueConstraint("closing_id", "edition"),
        CheckConstraint("edition > 0", name="counted_from_one"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    training_class_id: Mapped[int] = mapped_column(ForeignKey("training_class.id"), index=True)
    closing_id: Mapped[int] = mapped_column(ForeignKey("class_closing.id"))
    edition: Mapped[int] = mapped_column(default=1)
    name: Mapped[str] = mapped_column(String(250))  # the class's whole name, as known then
    contents: Mapped[str] = mapped_column(Text)  # JSON
    known_at: Mapped[datetime] = mapped_column(UtcDateTime)  # when the facts in it were read
    stored_file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))  # none: not made yet

    stored_file: Mapped[StoredFile | None] = relationship(lazy="raise")


class FileHandover(Fact, Model):
    """移交: a file was given to somebody who keeps personnel files. A correction supersedes."""

    __tablename__ = "file_handover"
    __table_args__ = (
        CheckConstraint("length(receiver) > 0", name="receiver_named"),
        Index("one_handover_each", "class_file_id", unique=True, sqlite_where=NOW, postgresql_where=NOW),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    class_file_id: Mapped[int] = mapped_column(ForeignKey("class_file.id"))
    handed_on: Mapped[date] = mapped_column()
    receiver: Mapped[str] = mapped_column(String(60))
    receiving_office: Mapped[str] = mapped_column(String(100))


class FileReminder(Model):
    """That a supervisor was reminded of a file, each time once."""

    __tablename__ = "file_reminder"
    __table_args__ = (CheckConstraint("reminder IN ('ahead', 'due')", name="reminder_known"),)

    class_file_id: Mapped[int] = mapped_column(ForeignKey("class_file.id"), primary_key=True)
    reminder: Mapped[str] = mapped_column(String(10), primary_key=True)
    reminded_on: Mapped[date] = mapped_column()
