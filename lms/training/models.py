"""Programmes, classes, meetings, enrolment, attendance, leave and closings."""

from datetime import date, datetime
from uuid import uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms import clock
from lms.columns import Fact, UtcDateTime
from lms.extensions import Model
from lms.people.models import Organisation, Person

NOW = text("superseded_at IS NULL")


def _now() -> datetime:
    """Asked anew each time, so that tests can set the clock."""
    return clock.now()


class Programme(Model):
    """培训项目: what its classes have in common. Its category is a training category; a round is run by many."""

    __tablename__ = "programme"
    __table_args__ = (
        CheckConstraint("required_share_percent BETWEEN 0 AND 100", name="share_is_percent"),
        CheckConstraint("excellent_percent BETWEEN 0 AND 100", name="excellent_is_percent"),
        CheckConstraint("length(name) > 0", name="named"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(150))
    category: Mapped[str] = mapped_column(String(20))  # TrainingCategory
    year: Mapped[int] = mapped_column(index=True)
    organiser_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    is_round: Mapped[bool] = mapped_column(default=False)  # 冬训/春训: branches below run its classes
    required_share_percent: Mapped[int] = mapped_column(default=85)  # attended share of planned hours
    excellent_percent: Mapped[int] = mapped_column(default=0, server_default="0")  # 优秀学员 of those who complete
    quiz_curriculum_id: Mapped[int | None] = mapped_column(ForeignKey("curriculum.id"))
    note: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by: Mapped[str] = mapped_column(String(100))

    organiser: Mapped[Organisation] = relationship(lazy="raise")


class TrainingClass(Model):
    """班次: intake N of a programme. Its dates are facts (`ClassSchedule`)."""

    __tablename__ = "training_class"
    __table_args__ = (
        UniqueConstraint("programme_id", "organiser_id", "intake_number"),
        CheckConstraint("capacity > 0", name="has_seats"),
        CheckConstraint("planned_centihours >= 0", name="hours_not_negative"),
        CheckConstraint("opens_minutes BETWEEN 0 AND 120", name="opens_within_two_hours"),
        CheckConstraint("late_minutes >= 0 AND early_minutes >= 0", name="minutes_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"), index=True)
    organiser_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    draws_from_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    intake_number: Mapped[int] = mapped_column()
    venue: Mapped[str] = mapped_column(String(100), default="")
    capacity: Mapped[int] = mapped_column()
    planned_centihours: Mapped[int] = mapped_column()
    supervisor_person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by: Mapped[str] = mapped_column(String(100))
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # of the closing in force
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # Grows when something that all its half-days show changes: venue, number, being held at all.
    timetable_sequence: Mapped[int] = mapped_column(default=0, server_default="0")
    timetable_changed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=_now)
    opens_minutes: Mapped[int] = mapped_column(default=30, server_default="30")  # sign-in, before a start
    late_minutes: Mapped[int] = mapped_column(default=15, server_default="15")  # after a start: late from then on
    early_minutes: Mapped[int] = mapped_column(default=10, server_default="10")  # before an end: no longer early

    programme: Mapped[Programme] = relationship(lazy="raise")
    organiser: Mapped[Organisation] = relationship(foreign_keys=[organiser_id], lazy="raise")
    draws_from: Mapped[Organisation] = relationship(foreign_keys=[draws_from_id], lazy="raise")
    supervisor: Mapped[Person | None] = relationship(lazy="raise")


class ClassSchedule(Fact, Model):
    """The dates of a class as known at a time, with what rotation needs to judge an enrolment."""

    __tablename__ = "class_schedule"
    __table_args__ = (
        CheckConstraint("last_day >= first_day", name="days_in_order"),
        Index("one_schedule_each", "training_class_id", unique=True, sqlite_where=NOW, postgresql_where=NOW),
        Index("ix_class_schedule_last_day", "last_day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    training_class_id: Mapped[int] = mapped_column(ForeignKey("training_class.id"))
    category: Mapped[str] = mapped_column(String(20))
    declared_year: Mapped[int] = mapped_column()
    first_day: Mapped[date] = mapped_column()
    last_day: Mapped[date] = mapped_column()


class ClassMeeting(Model):
    """课次: one half-day of a class, with the hours it is worth."""

    __tablename__ = "class_meeting"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="times_in_order"),
        CheckConstraint("half IN ('morning', 'afternoon', 'evening')", name="half_known"),
        CheckConstraint("kind IN ('lecture', 'discussion', 'site_visit', 'online')", name="kind_known"),
        UniqueConstraint("training_class_id", "day", "half"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    training_class_id: Mapped[int] = mapped_column(ForeignKey("training_class.id"), index=True)
    day: Mapped[date] = mapped_column(index=True)
    half: Mapped[str] = mapped_column(String(10))
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    credit_centihours: Mapped[int] = mapped_column()
    topic: Mapped[str] = mapped_column(String(150), default="")
    teacher: Mapped[str] = mapped_column(String(60), default="")
    room: Mapped[str] = mapped_column(String(60), default="")
    kind: Mapped[str] = mapped_column(String(10), default="lecture", server_default="lecture")  # MeetingKind
    uid: Mapped[str] = mapped_column(String(36), unique=True, default=lambda: str(uuid4()))  # in calendars, for good
    sequence: Mapped[int] = mapped_column(default=0, server_default="0")  # grows with each change
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=_now)
    sign_in_secret: Mapped[str] = mapped_column(String(64))  # hex; its half of the secret, SignInSecret the other
    head_count: Mapped[int | None] = mapped_column()


class SignInSecret(Model):
    """The changing half of a meeting's secret, for some minutes from `valid_from`; made when the wall needs it."""

    __tablename__ = "sign_in_secret"
    __table_args__ = (UniqueConstraint("class_meeting_id", "valid_from"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    class_meeting_id: Mapped[int] = mapped_column(ForeignKey("class_meeting.id", ondelete="CASCADE"))
    valid_from: Mapped[datetime] = mapped_column(UtcDateTime)
    secret: Mapped[str] = mapped_column(String(64))  # hex; never leaves the server


class RemovedMeeting(Model):
    """A half-day that was taken away, as calendars knew it: they are told that it is not held."""

    __tablename__ = "removed_meeting"
    __table_args__ = (CheckConstraint("ends_at > starts_at", name="times_in_order"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    training_class_id: Mapped[int] = mapped_column(ForeignKey("training_class.id"), index=True)
    uid: Mapped[str] = mapped_column(String(36), unique=True)
    sequence: Mapped[int] = mapped_column()
    day: Mapped[date] = mapped_column()
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    credit_centihours: Mapped[int] = mapped_column()
    topic: Mapped[str] = mapped_column(String(150), default="")
    teacher: Mapped[str] = mapped_column(String(60), default="")
    room: Mapped[str] = mapped_column(String(60), default="")
    kind: Mapped[str] = mapped_column(String(10))
    removed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    removed_by: Mapped[str] = mapped_column(String(100))


class Enrolment(Fact, Model):
    """报名: a seat in a class from `enrolled_on` until the day before `withdrawn_on`."""

    __tablename__ = "enrolment"
    __table_args__ = (
        CheckConstraint("withdrawn_on IS NULL OR withdrawn_on >= enrolled_on", name="days_in_order"),
        Index("one_seat_each", "training_class_id", "person_id", unique=True,
              sqlite_where=text("superseded_at IS NULL AND withdrawn_on IS NULL"),
              postgresql_where=text("superseded_at IS NULL AND withdrawn_on IS NULL")),
        Index("ix_enrolment_person", "person_id"),
        Index("ix_enrolment_class", "training_class_id"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    training_class_id: Mapped[int] = mapped_column(ForeignKey("training_class.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    enrolled_on: Mapped[date] = mapped_column()
    withdrawn_on: Mapped[date | None] = mapped_column()
    withdrawal_reason: Mapped[str | None] = mapped_column(String(100))  # 退学, 本人申请, …
    make_up_year: Mapped[int | None] = mapped_column()

    person: Mapped[Person] = relationship(lazy="raise")


class Attendance(Fact, Model):
    """考勤: what was known of one person at one meeting. A correction supersedes; the first entry stays."""

    __tablename__ = "attendance"
    __table_args__ = (
        CheckConstraint("status IN ('present', 'late', 'left_early', 'leave', 'absent')", name="status_known"),
        CheckConstraint(
            "source IN ('roll_call', 'code', 'number', 'supervisor', 'leave', 'import')", name="source_known"
        ),
        CheckConstraint("(status = 'left_early') = (minutes_attended IS NOT NULL)", name="minutes_when_left_early"),
        Index(
            "one_mark_each",
            "class_meeting_id",
            "person_id",
            unique=True,
            sqlite_where=NOW,
            postgresql_where=NOW,
        ),
        Index("ix_attendance_person", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    class_meeting_id: Mapped[int] = mapped_column(ForeignKey("class_meeting.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    status: Mapped[str] = mapped_column(String(12))
    minutes_attended: Mapped[int | None] = mapped_column()
    source: Mapped[str] = mapped_column(String(10))
    signed_in_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    device: Mapped[str | None] = mapped_column(String(64))  # keyed hash; equal for people on one phone
    address: Mapped[str | None] = mapped_column(String(64))
    reason: Mapped[str | None] = mapped_column(String(200))  # of a correction
    signed_out_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    arrived_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # of a scan that a phone kept without network


class NumberTry(Model):
    """A wrong six-digit number a person typed; five a minute are let through."""

    __tablename__ = "number_try"
    __table_args__ = (Index("ix_number_try_person", "person_id", "tried_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    tried_at: Mapped[datetime] = mapped_column(UtcDateTime)


class LeaveRequest(Model):
    """请假: meetings a person asks to miss (`LeaveMeeting`), and what was decided."""

    __tablename__ = "leave_request"
    __table_args__ = (
        CheckConstraint("kind IN ('personal', 'sick', 'official')", name="kind_known"),
        CheckConstraint("state IN ('asked', 'approved', 'refused', 'taken_back')", name="state_known"),
        Index("ix_leave_request_class", "training_class_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    training_class_id: Mapped[int] = mapped_column(ForeignKey("training_class.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(String(300))
    state: Mapped[str] = mapped_column(String(12), default="asked")
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by: Mapped[str | None] = mapped_column(String(100))
    decision_note: Mapped[str | None] = mapped_column(String(300))


class LeaveMeeting(Model):
    """A meeting that a leave request is about."""

    __tablename__ = "leave_meeting"

    leave_request_id: Mapped[int] = mapped_column(ForeignKey("leave_request.id", ondelete="CASCADE"), primary_key=True)
    class_meeting_id: Mapped[int] = mapped_column(ForeignKey("class_meeting.id"), primary_key=True)


class ClassClosing(Model):
    """办结: one closing of a class; reopened with a reason, then closed again by another row."""

    __tablename__ = "class_closing"
    __table_args__ = (
        Index("one_closing_in_force", "training_class_id", unique=True,
              sqlite_where=text("reopened_at IS NULL"), postgresql_where=text("reopened_at IS NULL")),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    training_class_id: Mapped[int] = mapped_column(ForeignKey("training_class.id"))
    closed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closed_by: Mapped[str] = mapped_column(String(100))
    reopened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reopened_by: Mapped[str | None] = mapped_column(String(100))
    reopening_reason: Mapped[str | None] = mapped_column(String(300))


class ResultOverruling(Fact, Model):
    """A supervisor's word against the rule, for one person of a class: what closing it decides instead, and why."""

    __tablename__ = "result_overruling"
    __table_args__ = (
        CheckConstraint("length(reason) > 0", name="with_reason"),
        Index("one_overruling_each", "training_class_id", "person_id", unique=True,
              sqlite_where=NOW, postgresql_where=NOW),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    training_class_id: Mapped[int] = mapped_column(ForeignKey("training_class.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    completed: Mapped[bool] = mapped_column()
    reason: Mapped[str] = mapped_column(String(300))


class ClassResult(Model):
    """What a closing decided for one person, why, and the training record it wrote.

    `reason` is what the rule found; where `completed` says otherwise, `overruled_by` decided so.
    """

    __tablename__ = "class_result"

    closing_id: Mapped[int] = mapped_column(ForeignKey("class_closing.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    completed: Mapped[bool] = mapped_column()
    reason: Mapped[str] = mapped_column(String(30))  # rules.ResultReason
    planned_centihours: Mapped[int] = mapped_column()
    attended_centihours: Mapped[int] = mapped_column()
    half_days_attended: Mapped[int] = mapped_column()
    half_days_expected: Mapped[int] = mapped_column()
    score_cents: Mapped[int | None] = mapped_column()
    record_id: Mapped[int | None] = mapped_column(ForeignKey("training_record.id"))
    overruled_by: Mapped[str | None] = mapped_column(String(100))
    overruling_reason: Mapped[str | None] = mapped_column(String(300))
    is_excellent: Mapped[bool] = mapped_column(default=False, server_default=false())
