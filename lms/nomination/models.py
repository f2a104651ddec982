"""Call-ups, the quota of each unit, nominations, and the notices sent."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from lms.columns import UtcDateTime
from lms.extensions import Model

ACTIVE = text("state IN ('nominated', 'waiting', 'confirmed')")
NOT_SENT = text("sent_at IS NULL")


class CallUp(Model):
    """调训 for one class. `requirement_id`: what its people owe, for `owed_year`; None: nothing counts them."""

    __tablename__ = "call_up"
    __table_args__ = (
        CheckConstraint("seats > 0", name="has_seats"),
        CheckConstraint("minimum >= 0", name="minimum_not_negative"),
        CheckConstraint("state IN ('draft', 'open', 'sent')", name="state_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    training_class_id: Mapped[int] = mapped_column(ForeignKey("training_class.id"), unique=True)
    requirement_id: Mapped[int | None] = mapped_column(ForeignKey("requirement.id"))
    owed_year: Mapped[int] = mapped_column()
    seats: Mapped[int] = mapped_column()
    minimum: Mapped[int] = mapped_column()
    closes_on: Mapped[date] = mapped_column(index=True)
    state: Mapped[str] = mapped_column(String(10))  # rules.standing.CallState
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by: Mapped[str] = mapped_column(String(100))
    opened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class CallQuota(Model):
    """名额 of one unit: how many owed when it was worked out, what the rule gave, and what was decided."""

    __tablename__ = "call_quota"
    __table_args__ = (CheckConstraint("seats >= 0 AND by_rule >= 0 AND owing >= 0", name="not_negative"),)

    call_up_id: Mapped[int] = mapped_column(ForeignKey("call_up.id", ondelete="CASCADE"), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True, index=True)
    owing: Mapped[int] = mapped_column()
    by_rule: Mapped[int] = mapped_column()
    seats: Mapped[int] = mapped_column()
    reminded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Nomination(Model):
    """One person named by one unit; its number is its place in the line. What ended stays."""

    __tablename__ = "nomination"
    __table_args__ = (
        CheckConstraint(
            "state IN ('nominated', 'waiting', 'confirmed', 'replaced', 'refused', 'withdrawn')", name="state_known"
        ),
        CheckConstraint("replaced_by_id IS NULL OR state = 'replaced'", name="only_replaced_by_somebody"),
        Index("one_nomination_each", "call_up_id", "person_id", unique=True,
              sqlite_where=ACTIVE, postgresql_where=ACTIVE),
        Index("ix_nomination_call", "call_up_id", "organisation_id", "state"),
        Index("ix_nomination_person", "person_id"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    call_up_id: Mapped[int] = mapped_column(ForeignKey("call_up.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))  # the unit whose quota it takes
    state: Mapped[str] = mapped_column(String(10))  # rules.standing.Standing
    nominated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    nominated_by: Mapped[str] = mapped_column(String(100))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by: Mapped[str | None] = mapped_column(String(100))
    reason: Mapped[str | None] = mapped_column(String(200))
    replaced_by_id: Mapped[int | None] = mapped_column(ForeignKey("nomination.id"))


class CallNotice(Model):
    """调训通知: one edition; not sent: the one being written, at most one. What was sent never changes."""

    __tablename__ = "call_notice"
    __table_args__ = (
        UniqueConstraint("call_up_id", "edition"),
        CheckConstraint("(sent_at IS NULL) = (docx_file_id IS NULL)", name="sent_with_its_file"),
        Index("one_notice_being_written", "call_up_id", unique=True, sqlite_where=NOT_SENT, postgresql_where=NOT_SENT),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    call_up_id: Mapped[int] = mapped_column(ForeignKey("call_up.id"))
    edition: Mapped[int] = mapped_column()
    document_number: Mapped[str] = mapped_column(String(60))
    issuer: Mapped[str] = mapped_column(String(100))
    signed_on: Mapped[date] = mapped_column()
    audience: Mapped[str] = mapped_column(Text)
    content: Mapped[str] = mapped_column(Text)
    demands: Mapped[str] = mapped_column(Text)
    contact: Mapped[str] = mapped_column(String(60))
    phone: Mapped[str] = mapped_column(String(40))
    email: Mapped[str] = mapped_column(String(100))
    docx_file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    pdf_file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))  # none: the print font lacked a sign
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    sent_by: Mapped[str | None] = mapped_column(String(100))


class CallNoticePerson(Model):
    """Somebody on the list of a notice as it was sent."""

    __tablename__ = "call_notice_person"

    notice_id: Mapped[int] = mapped_column(ForeignKey("call_notice.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
