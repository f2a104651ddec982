"""Requirements, waivers, and today's answer for every obligation."""

from datetime import date, datetime

from sqlalchemy import JSON, Boolean, CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from lms.columns import Fact, UtcDateTime
from lms.extensions import Model

NOW = text("superseded_at IS NULL")


class Requirement(Model):
    """要求: the stable code that versions, waivers and obligations hang on."""

    __tablename__ = "requirement"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)


class RequirementVersion(Fact, Model):
    """A requirement's fields as known at a time (rotation-rules.md, "Requirement"). `due` etc. are "MM-DD"."""

    __tablename__ = "requirement_version"
    __table_args__ = (
        Index("one_version_each", "requirement_id", unique=True, sqlite_where=NOW, postgresql_where=NOW),
        CheckConstraint("combine IN ('all', 'any')", name="combine_known"),
        CheckConstraint("year_by IN ('last_day', 'declared')", name="year_by_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    requirement_id: Mapped[int] = mapped_column(ForeignKey("requirement.id"))
    name: Mapped[str] = mapped_column(String(60))
    english_name: Mapped[str] = mapped_column(String(80))
    position: Mapped[int] = mapped_column()  # order on pages
    active: Mapped[bool] = mapped_column(Boolean)
    party_members: Mapped[bool] = mapped_column(Boolean)  # the audience is party members
    audience: Mapped[list[str]] = mapped_column(JSON)  # position categories, empty for party members
    credit_kinds: Mapped[list[str]] = mapped_column(JSON)  # training categories; empty: any
    min_times: Mapped[int] = mapped_column()
    min_days_hundredths: Mapped[int] = mapped_column()
    min_centihours: Mapped[int] = mapped_column()
    curricula: Mapped[list[str]] = mapped_column(JSON)
    combine: Mapped[str] = mapped_column(String(3))
    year_by: Mapped[str] = mapped_column(String(10))
    due: Mapped[str] = mapped_column(String(5))
    due_next_year: Mapped[bool] = mapped_column(Boolean)
    appointed_by: Mapped[str] = mapped_column(String(5))
    continuity_gap_days: Mapped[int] = mapped_column()
    warn_days: Mapped[int] = mapped_column()
    makeup_until: Mapped[str | None] = mapped_column(String(5))  # in the next year; None: no make-up
    source: Mapped[str] = mapped_column(String(300), default="")


class Waiver(Fact, Model):
    """免训/延期: an exemption, or a deferral until a day; for one requirement and year alone."""

    __tablename__ = "waiver"
    __table_args__ = (
        CheckConstraint("kind IN ('exemption', 'deferral')", name="kind_known"),
        CheckConstraint("(kind = 'deferral') = (deferred_until IS NOT NULL)", name="deferral_has_its_day"),
        Index("ix_waiver_person", "person_id", "requirement_id", "year"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    requirement_id: Mapped[int] = mapped_column(ForeignKey("requirement.id"))
    year: Mapped[int] = mapped_column()
    kind: Mapped[str] = mapped_column(String(10))
    deferred_until: Mapped[date | None] = mapped_column()
    reason: Mapped[str] = mapped_column(String(300))
    approver: Mapped[str] = mapped_column(String(100))
    approved_on: Mapped[date] = mapped_column()


class Obligation(Model):
    """Today's answer, now known, for one person × requirement × year: status and what decided it."""

    __tablename__ = "obligation"
    __table_args__ = (
        Index("uq_obligation", "requirement_id", "year", "person_id", unique=True),
        Index("ix_obligation_status", "requirement_id", "year", "status"),
        Index("ix_obligation_person", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    requirement_id: Mapped[int] = mapped_column(ForeignKey("requirement.id"))
    year: Mapped[int] = mapped_column()
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    status: Mapped[str] = mapped_column(String(14))
    due: Mapped[date] = mapped_column()
    spell_first_day: Mapped[date] = mapped_column()
    spell_last_day: Mapped[date | None] = mapped_column()
    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointment.id"))  # the post shown
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)  # of that post
    times: Mapped[int] = mapped_column()  # counted for the year; with make-up unless completed without
    days_hundredths: Mapped[int] = mapped_column()
    centihours: Mapped[int] = mapped_column()
    missing_curricula: Mapped[str] = mapped_column(Text)  # codes in the requirement's order, blanks between
    record_id: Mapped[int | None] = mapped_column(ForeignKey("training_record.id"))
    waiver_id: Mapped[int | None] = mapped_column(ForeignKey("waiver.id"))
    enrolment_id: Mapped[int | None] = mapped_column(ForeignKey("enrolment.id"))


class ObligationPlace(Model):
    """A further organisation that lists an obligation, beside that of the post shown.

    Every organisation of a post that holds the reference day lists it; most people have one post, so this
    table is small.
    """

    __tablename__ = "obligation_place"

    obligation_id: Mapped[int] = mapped_column(ForeignKey("obligation.id", ondelete="CASCADE"), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class EvaluationState(Model):
    """For which day the stored answers stand, and whether they are being worked out again. One row."""

    __tablename__ = "evaluation_state"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    evaluated_on: Mapped[date | None] = mapped_column()
    evaluated_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    stale_since: Mapped[datetime | None] = mapped_column(UtcDateTime)  # set: a job is renewing the answers
