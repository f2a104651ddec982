"""Half-days of classes, with how many came to each."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from lms import clock
from lms.columns import known
from lms.errors import NotFound
from lms.extensions import db
from lms.paging import Page, paged
from lms.people.queries import OrgScope
from lms.training.models import Attendance, ClassMeeting, Enrolment, LeaveMeeting, TrainingClass
from lms.training.queries.classes import ClassCard, cards, class_in_scope
from lms.training.rules.sign_in import USUAL, Timing, Window
from lms.training.rules.words import ATTENDED, Half, Mark


@dataclass(frozen=True)
class MeetingRow:
    """A meeting as pages show it: `expected` people, of whom so many came, are on leave, or were absent."""

    id: int
    class_id: int
    day: date
    half: Half
    starts_at: datetime
    ends_at: datetime
    credit_centihours: int
    topic: str
    teacher: str
    room: str
    kind: str
    sequence: int
    head_count: int | None
    expected: int
    there: int = 0
    late: int = 0
    leave: int = 0
    absent: int = 0
    timing: Timing = USUAL

    @property
    def unmarked(self) -> int:
        """People of whom nothing is known yet."""
        return max(0, self.expected - self.there - self.leave - self.absent)

    @property
    def window(self) -> Window:
        """When one may sign in."""
        return Window.of(self.starts_at, self.ends_at, self.timing)


def expected_at_meeting() -> ColumnElement[bool]:
    """The condition that an enrolment makes its person expected at a meeting of its class.

    Whoever enrols later is expected at the earlier meetings too; who withdrew, up to the day before.
    """
    return and_(
        Enrolment.training_class_id == ClassMeeting.training_class_id,
        known(Enrolment),
        or_(Enrolment.withdrawn_on.is_(None), Enrolment.withdrawn_on > ClassMeeting.day),
    )


def meetings_of(class_id: int) -> list[MeetingRow]:
    """The meetings of a class in order. Two queries."""
    return _rows(_meetings().where(ClassMeeting.training_class_id == class_id))


def half_days_of(class_id: int) -> list[ClassMeeting]:
    """The half-days of a class in order, to be changed behind its lock."""
    statement = select(ClassMeeting).where(ClassMeeting.training_class_id == class_id)
    return list(db.session.scalars(statement.order_by(ClassMeeting.starts_at, ClassMeeting.id)))


def meeting_in_scope(class_id: int, meeting_id: int, scope: OrgScope) -> tuple[ClassCard, MeetingRow]:
    """A class and one of its meetings, if the class's organiser lies in `scope`. Raises NotFound."""
    card = class_in_scope(class_id, scope)
    rows = _rows(_meetings().where(ClassMeeting.training_class_id == class_id, ClassMeeting.id == meeting_id))
    if not rows:
        raise NotFound("There is no such meeting here.")
    return card, rows[0]


def meetings_between(scope: OrgScope, first_day: date, last_day: date) -> list[tuple[ClassCard, MeetingRow]]:
    """Meetings on these days of classes in `scope` that are not cancelled, in order. Three queries."""
    rows = _rows(
        _meetings().where(
            ClassMeeting.day.between(first_day, last_day),
            scope.reaches(TrainingClass.organiser_id),
            TrainingClass.cancelled_at.is_(None),
        )
    )
    return _with_classes(rows)


def meetings_page(scope: OrgScope, until: date, number: int) -> Page:
    """Meetings up to a day of classes in `scope` that are not cancelled, newest first: (ClassCard, MeetingRow)."""
    held = select(ClassMeeting.id).join(TrainingClass, TrainingClass.id == ClassMeeting.training_class_id)
    page = paged(
        held.where(
            ClassMeeting.day <= until, scope.reaches(TrainingClass.organiser_id), TrainingClass.cancelled_at.is_(None)
        ).order_by(ClassMeeting.starts_at.desc(), ClassMeeting.id),
        number,
    )
    rows = _rows(_meetings().where(ClassMeeting.id.in_([row.id for row in page.rows])))
    rows.sort(key=lambda row: (row.starts_at, -row.id), reverse=True)
    return Page(_with_classes(rows), page.number, page.of, page.total)


def _with_classes(rows: list[MeetingRow]) -> list[tuple[ClassCard, MeetingRow]]:
    found = db.session.execute(cards().where(TrainingClass.id.in_({row.class_id for row in rows})))
    of_class = {row[0]: ClassCard(*row) for row in found}
    return [(of_class[row.class_id], row) for row in rows]


def _meetings() -> Select[*tuple[Any, ...]]:
    expected = (
        select(func.count(Enrolment.person_id.distinct()))
        .where(expected_at_meeting())
        .correlate(ClassMeeting)
        .scalar_subquery()
    )
    return select(
        ClassMeeting.id, ClassMeeting.training_class_id, ClassMeeting.day, ClassMeeting.half, ClassMeeting.starts_at,
        ClassMeeting.ends_at, ClassMeeting.credit_centihours, ClassMeeting.topic, ClassMeeting.teacher,
        ClassMeeting.room, ClassMeeting.kind, ClassMeeting.sequence, ClassMeeting.head_count,
        expected.label("expected"), TrainingClass.opens_minutes, TrainingClass.late_minutes,
        TrainingClass.early_minutes,
    ).join(TrainingClass, TrainingClass.id == ClassMeeting.training_class_id).order_by(
        ClassMeeting.starts_at, ClassMeeting.id
    )  # fmt: skip


def _rows(statement: Select[*tuple[Any, ...]]) -> list[MeetingRow]:
    rows = db.session.execute(statement).all()
    counts = _counts(row.id for row in rows)
    return [_row(row, _sums(counts.get(row.id, {}))) for row in rows]


def _row(row: Any, sums: tuple[int, int, int, int]) -> MeetingRow:  # noqa: ANN401 - a row of _meetings
    day_and_half = (row.id, row.training_class_id, row.day, Half(row.half))
    timing = Timing(row.opens_minutes, row.late_minutes, row.early_minutes)
    rest: list[Any] = [*row[4:-3], *sums, timing]
    return MeetingRow(*day_and_half, *rest)


def _counts(meeting_ids: Iterable[int]) -> dict[int, dict[Mark, int]]:
    """How many of the people expected at each meeting have which mark. One query."""
    found: dict[int, dict[Mark, int]] = {}
    rows = db.session.execute(
        select(Attendance.class_meeting_id, Attendance.status, func.count(Attendance.person_id.distinct()))
        .join(ClassMeeting, ClassMeeting.id == Attendance.class_meeting_id)
        .join(Enrolment, and_(Enrolment.person_id == Attendance.person_id, expected_at_meeting()))
        .where(Attendance.class_meeting_id.in_(set(meeting_ids)), known(Attendance))
        .group_by(Attendance.class_meeting_id, Attendance.status)
    )
    for meeting_id, status, how_many in rows:
        found.setdefault(meeting_id, {})[Mark(status)] = how_many
    return found


def _sums(counts: dict[Mark, int]) -> tuple[int, int, int, int]:
    """There, late, on leave, absent."""
    there = sum(counts.get(mark, 0) for mark in ATTENDED)
    return there, counts.get(Mark.LATE, 0), counts.get(Mark.LEAVE, 0), counts.get(Mark.ABSENT, 0)


def timing_of(class_id: int) -> Timing:
    """The minutes of a class for signing in and out."""
    row = db.session.execute(
        select(TrainingClass.opens_minutes, TrainingClass.late_minutes, TrainingClass.early_minutes).where(
            TrainingClass.id == class_id
        )
    ).one()
    return Timing(*row)


def meeting_for_update(training_class: TrainingClass, meeting_id: int) -> ClassMeeting:
    """A meeting of a class whose lock is held. Raises NotFound."""
    found = db.session.get(ClassMeeting, meeting_id)
    if found is None or found.training_class_id != training_class.id:
        raise NotFound("There is no such meeting here.")
    return found


def has_attendance(meeting_id: int) -> bool:
    """Whether anything was ever recorded at a meeting."""
    return (
        db.session.scalar(select(Attendance.id).where(Attendance.class_meeting_id == meeting_id).limit(1)) is not None
    )


def has_leave(meeting_id: int) -> bool:
    """Whether leave was ever asked for a meeting."""
    statement = select(LeaveMeeting.leave_request_id).where(LeaveMeeting.class_meeting_id == meeting_id)
    return db.session.scalar(statement.limit(1)) is not None


def recorded_among(meeting_ids: Collection[int]) -> set[int]:
    """Those meetings at which anything was ever recorded, or for which leave was asked."""
    marked = select(Attendance.class_meeting_id).where(Attendance.class_meeting_id.in_(meeting_ids))
    on_leave = select(LeaveMeeting.class_meeting_id).where(LeaveMeeting.class_meeting_id.in_(meeting_ids))
    return set(db.session.scalars(marked.union(on_leave)))


def meeting_days(class_id: int) -> list[date]:
    """The days on which a class meets."""
    return list(
        db.session.scalars(select(ClassMeeting.day).where(ClassMeeting.training_class_id == class_id).distinct())
    )


def meetings_centihours(class_id: int) -> int:
    """What all meetings of a class are worth together."""
    total = db.session.scalar(
        select(func.sum(ClassMeeting.credit_centihours)).where(ClassMeeting.training_class_id == class_id)
    )
    return int(total or 0)


def classes_today(scope: OrgScope, own_person_id: int, now: datetime) -> list[tuple[ClassCard, MeetingRow]]:
    """Open classes in `scope` that meet on the day of `now`, one's own first.

    Each comes with the half-day that is on; else the one that comes next; else the last.
    """
    today = clock.local(now).date()
    of_class: dict[int, tuple[ClassCard, MeetingRow]] = {}
    for card, meeting in meetings_between(scope, today, today):
        shown = of_class.get(card.id)
        if card.closed_at is None and (shown is None or shown[1].ends_at < now):
            of_class[card.id] = (card, meeting)
    return sorted(
        of_class.values(), key=lambda pair: (pair[0].supervisor_person_id != own_person_id, pair[1].starts_at)
    )
