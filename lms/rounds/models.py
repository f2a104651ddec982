"""Rounds, what branches report of their meetings, members reached otherwise, reminders and closings."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.columns import Fact, UtcDateTime
from lms.extensions import Model
from lms.people.models import Organisation

NOW = text("superseded_at IS NULL")


class SeasonalRound(Model):
    """冬训/春训 of a year: its window, and what is asked of members and branches.

    Category, year and organiser are kept here too: what was opened stays what it was when the programme changes.
    """

    __tablename__ = "seasonal_round"
    __table_args__ = (
        CheckConstraint("last_day >= first_day", name="days_in_order"),
        CheckConstraint("report_by >= first_day", name="deadline_after_beginning"),
        CheckConstraint("category IN ('冬训', '春训')", name="category_known"),
        CheckConstraint("minutes_each >= 0 AND meetings_each >= 0 AND minutes_a_theme >= 0", name="asked_not_negative"),
        CheckConstraint("meetings_a_theme >= 1", name="each_theme_is_asked"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"), unique=True)
    name: Mapped[str] = mapped_column(String(150))
    category: Mapped[str] = mapped_column(String(20))  # TrainingCategory.WINTER or SPRING
    declared_year: Mapped[int] = mapped_column()
    organiser_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    first_day: Mapped[date] = mapped_column()
    last_day: Mapped[date] = mapped_column()
    report_by: Mapped[date] = mapped_column()
    minutes_each: Mapped[int] = mapped_column()  # of each member over the round
    meetings_each: Mapped[int] = mapped_column()
    minutes_a_theme: Mapped[int] = mapped_column()  # of each member on each theme
    meetings_a_theme: Mapped[int] = mapped_column()  # of each branch on each theme
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    opened_by: Mapped[str] = mapped_column(String(100))
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # of the closing in force

    organiser: Mapped[Organisation] = relationship(lazy="raise")


class RoundTheme(Model):
    """One of a round's themes, in their order."""

    __tablename__ = "round_theme"
    __table_args__ = (
        UniqueConstraint("round_id", "name"),
        CheckConstraint("length(name) > 0", name="named"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("seasonal_round.id"))
    position: Mapped[int] = mapped_column()
    name: Mapped[str] = mapped_column(String(60))


class BranchMeeting(Model):
    """A meeting that a branch reported; what it was is told by its report known now, if it was not taken back.

    `send_key` is that of the form: pressed twice, it reports once.
    """

    __tablename__ = "branch_meeting"
    __table_args__ = (Index("ix_branch_meeting_round", "round_id", "organisation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("seasonal_round.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    send_key: Mapped[str] = mapped_column(String(40), unique=True)
    taken_back_reason: Mapped[str | None] = mapped_column(String(200))


class BranchReport(Fact, Model):
    """What was said of a meeting, once: a correction is another report with a list of its own (`BranchPresence`)."""

    __tablename__ = "branch_report"
    __table_args__ = (
        CheckConstraint("minutes BETWEEN 1 AND 1440", name="minutes_of_a_day"),
        CheckConstraint("credit_centihours >= 0", name="credit_not_negative"),
        Index("one_report_each", "branch_meeting_id", unique=True, sqlite_where=NOW, postgresql_where=NOW),
        # The same branch cannot report the same day's theme twice, however many report at once.
        Index("one_meeting_a_day", "organisation_id", "theme_id", "day", unique=True,
              sqlite_where=NOW, postgresql_where=NOW),
        Index("ix_branch_report_theme", "theme_id"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    branch_meeting_id: Mapped[int] = mapped_column(ForeignKey("branch_meeting.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    theme_id: Mapped[int] = mapped_column(ForeignKey("round_theme.id"))
    day: Mapped[date] = mapped_column()
    minutes: Mapped[int] = mapped_column()
    credit_centihours: Mapped[int] = mapped_column()
    place: Mapped[str] = mapped_column(String(100))
    note: Mapped[str] = mapped_column(String(500))


class BranchPresence(Model):
    """A member of the branch on the list of one report: came, or did not, with the reason where it was given."""

    __tablename__ = "branch_presence"
    __table_args__ = (Index("ix_branch_presence_person", "person_id"),)

    report_id: Mapped[int] = mapped_column(ForeignKey("branch_report.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    attended: Mapped[bool] = mapped_column()
    reason: Mapped[str | None] = mapped_column(String(10))  # rules.Absence


class BranchFile(Model):
    """A photo or the minutes of a meeting; taken away it stays in the storage, and the row says by whom."""

    __tablename__ = "branch_file"
    __table_args__ = (CheckConstraint("kind IN ('photo', 'minutes')", name="kind_known"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    branch_meeting_id: Mapped[int] = mapped_column(ForeignKey("branch_meeting.id"), index=True)
    stored_file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"), unique=True)
    kind: Mapped[str] = mapped_column(String(10))
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    removed_by: Mapped[str | None] = mapped_column(String(100))


class MemberReach(Fact, Model):
    """A member who was reached otherwise than at a meeting: at home, on return, or where they are.

    Why somebody needs to be visited is health, and nobody here needs to know more than that they were.
    """

    __tablename__ = "member_reach"
    __table_args__ = (
        CheckConstraint("kind IN ('home', 'returned', 'away')", name="kind_known"),
        CheckConstraint("how IN ('talked', 'material', 'replay')", name="how_known"),
        CheckConstraint("minutes BETWEEN 0 AND 1440", name="minutes_of_a_day"),
        Index("one_reach_a_day", "round_id", "person_id", "day", "kind", unique=True,
              sqlite_where=NOW, postgresql_where=NOW),
        Index("ix_member_reach_person", "person_id"),
        Index("ix_member_reach_branch", "round_id", "organisation_id"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("seasonal_round.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("round_theme.id"))
    kind: Mapped[str] = mapped_column(String(10))  # rules.ReachKind
    how: Mapped[str] = mapped_column(String(10))  # rules.ReachHow
    day: Mapped[date] = mapped_column()
    minutes: Mapped[int] = mapped_column()
    credit_centihours: Mapped[int] = mapped_column()
    reached_by: Mapped[str] = mapped_column(String(60))
    note: Mapped[str] = mapped_column(String(300))


class RoundReminder(Model):
    """A branch was reminded: once before the deadline and once after it by the system, and by hand at will."""

    __tablename__ = "round_reminder"
    __table_args__ = (
        CheckConstraint("stage IN ('before', 'after', 'by_hand')", name="stage_known"),
        Index("one_reminder_a_stage", "round_id", "organisation_id", "stage", unique=True,
              sqlite_where=text("stage <> 'by_hand'"), postgresql_where=text("stage <> 'by_hand'")),
        Index("ix_round_reminder_branch", "round_id", "organisation_id"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("seasonal_round.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    stage: Mapped[str] = mapped_column(String(10))
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_by: Mapped[str] = mapped_column(String(100))


class RoundClosing(Model):
    """One closing of a round; reopened with a reason, then closed again by another row."""

    __tablename__ = "round_closing"
    __table_args__ = (
        Index("one_round_closing_in_force", "round_id", unique=True,
              sqlite_where=text("reopened_at IS NULL"), postgresql_where=text("reopened_at IS NULL")),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("seasonal_round.id"))
    closed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closed_by: Mapped[str] = mapped_column(String(100))
    reopened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reopened_by: Mapped[str | None] = mapped_column(String(100))
    reopening_reason: Mapped[str | None] = mapped_column(String(300))


class RoundResult(Model):
    """What a closing decided for one member, and the record. `is_own`: the closing wrote it, so it is taken back."""

    __tablename__ = "round_result"

    closing_id: Mapped[int] = mapped_column(ForeignKey("round_closing.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    completed: Mapped[bool] = mapped_column()
    reason: Mapped[str] = mapped_column(String(20))  # rules.Verdict
    minutes: Mapped[int] = mapped_column()
    meetings: Mapped[int] = mapped_column()
    record_id: Mapped[int] = mapped_column(ForeignKey("training_record.id"))
    is_own: Mapped[bool] = mapped_column()
