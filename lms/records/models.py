"""Training records, capability passes and the credit ledger."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from lms.columns import Fact, UtcDateTime
from lms.extensions import Model

NOW = text("superseded_at IS NULL")


class TrainingRecord(Fact, Model):
    """培训记录. `days_hundredths` None: calendar days from first to last.

    `identity` (`rules.identity`) is equal for two records that are one; the score takes no part in it.
    """

    __tablename__ = "training_record"
    __table_args__ = (
        CheckConstraint("last_day >= first_day", name="days_in_order"),
        CheckConstraint("credit_centihours >= 0", name="credit_not_negative"),
        CheckConstraint("days_hundredths IS NULL OR days_hundredths >= 0", name="days_not_negative"),
        Index("one_record_each", "person_id", "identity", unique=True, sqlite_where=NOW, postgresql_where=NOW),
        Index("ix_training_record_person", "person_id", "last_day"),
        Index("ix_training_record_class", "training_class_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    identity: Mapped[str] = mapped_column(String(64))
    declared_year: Mapped[int] = mapped_column()
    category: Mapped[str] = mapped_column(String(20))  # TrainingCategory
    name: Mapped[str] = mapped_column(String(200))
    first_day: Mapped[date] = mapped_column()
    last_day: Mapped[date] = mapped_column()
    days_hundredths: Mapped[int | None] = mapped_column()
    credit_centihours: Mapped[int] = mapped_column()
    completed: Mapped[bool] = mapped_column()
    score_cents: Mapped[int | None] = mapped_column()
    make_up_year: Mapped[int | None] = mapped_column()
    source: Mapped[str] = mapped_column(String(20))  # import, class, quiz, page
    # No foreign key: classes live in a higher room; the row that closed the class points here.
    training_class_id: Mapped[int | None] = mapped_column()


class CapabilityPass(Fact, Model):
    """A person passed a curriculum's quiz on a day. Written by the quiz alone."""

    __tablename__ = "capability_pass"
    __table_args__ = (
        Index(
            "one_pass_each",
            "person_id",
            "curriculum_code",
            unique=True,
            sqlite_where=NOW,
            postgresql_where=NOW,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    curriculum_code: Mapped[str] = mapped_column(String(20))
    passed_on: Mapped[date] = mapped_column()
    attempt_id: Mapped[int | None] = mapped_column()


class CreditEntry(Model):
    """The credit ledger: signed hundredths of 学时, each pointing at its record; never changed or deleted."""

    __tablename__ = "credit_entry"
    __table_args__ = (
        # A record earns once and is taken back at most once.
        Index("one_earning_each", "record_id", unique=True,
              sqlite_where=text("reverses_id IS NULL"), postgresql_where=text("reverses_id IS NULL")),
        Index("ix_credit_entry_person", "person_id", "year"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    record_id: Mapped[int] = mapped_column(ForeignKey("training_record.id"))
    reverses_id: Mapped[int | None] = mapped_column(ForeignKey("credit_entry.id"), unique=True)
    year: Mapped[int] = mapped_column()
    centihours: Mapped[int] = mapped_column()
    reason: Mapped[str] = mapped_column(String(200))
    entered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    entered_by: Mapped[str] = mapped_column(String(100))
