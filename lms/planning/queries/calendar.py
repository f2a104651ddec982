"""The classes of a year, the days they meet on, and what clashes among them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import aliased

from lms.columns import known
from lms.extensions import db
from lms.people.models import Organisation, Person
from lms.people.queries import OrgScope
from lms.planning.queries.plan import within
from lms.planning.rules.clashes import Clash, ClashKind, Held, clashes_among
from lms.training.models import ClassMeeting, ClassSchedule, Enrolment, TrainingClass
from lms.training.queries.classes import ClassCard, cards
from lms.training.queries.other_timetables import slot_of


@dataclass(frozen=True)
class View:
    """Which classes a calendar is about: those of a year within a scope, perhaps of one organisation and all below."""

    scope: OrgScope
    year: int
    organiser_id: int | None = None

    @property
    def days(self) -> tuple[date, date]:
        """The first and last day of the year."""
        return date(self.year, 1, 1), date(self.year, 12, 31)

    def shows(self, organiser: Any) -> ColumnElement[bool]:  # noqa: ANN401 - a column
        """The condition that a class of this organiser is shown."""
        return and_(self.scope.reaches(organiser), within(self.organiser_id, organiser))


def classes_of(view: View) -> list[ClassCard]:
    """The classes with days in the year that are not cancelled, by their first day. One query."""
    first, last = view.days
    rows = db.session.execute(
        cards()
        .where(
            view.shows(TrainingClass.organiser_id),
            TrainingClass.cancelled_at.is_(None),
            ClassSchedule.first_day <= last,
            ClassSchedule.last_day >= first,
        )
        .order_by(ClassSchedule.first_day, TrainingClass.id)
    )
    return [ClassCard(*row) for row in rows]


def organisers_of(scope: OrgScope, year: int) -> list[tuple[int, str]]:
    """The organisations within `scope` that hold classes in a year: id and name. One query."""
    view = View(scope, year)
    first, last = view.days
    holds = (
        select(TrainingClass.organiser_id)
        .join(ClassSchedule, and_(ClassSchedule.training_class_id == TrainingClass.id, known(ClassSchedule)))
        .where(TrainingClass.cancelled_at.is_(None), ClassSchedule.first_day <= last, ClassSchedule.last_day >= first)
    )
    rows = db.session.execute(
        select(Organisation.id, Organisation.name)
        .where(scope.reaches(Organisation.id), Organisation.id.in_(holds))
        .order_by(Organisation.code)
    )
    return [(row.id, row.name) for row in rows]


def half_days_of(view: View) -> list[Held]:
    """Every half-day of the year's classes, and those of other classes on the same days. One query."""
    met = (
        select(ClassMeeting.day)
        .join(TrainingClass, TrainingClass.id == ClassMeeting.training_class_id)
        .where(*_held(view), view.shows(TrainingClass.organiser_id))
    )
    rows = db.session.execute(
        select(
            ClassMeeting.training_class_id, ClassMeeting.day, ClassMeeting.starts_at, ClassMeeting.ends_at,
            TrainingClass.venue, ClassMeeting.room, ClassMeeting.teacher, ClassMeeting.kind,
            case((view.shows(TrainingClass.organiser_id), True), else_=False).label("here"),
        )
        .join(TrainingClass, TrainingClass.id == ClassMeeting.training_class_id)
        .where(*_held(view), ClassMeeting.day.in_(met))
        .order_by(ClassMeeting.starts_at, ClassMeeting.id)
    )  # fmt: skip
    return [_half_day(row) for row in rows]


def clashes_of(view: View, half_days: list[Held]) -> list[Clash]:
    """Everything that clashes in the year, in order of time. One query beside the half-days."""
    return sorted([*clashes_among(half_days), *_people_in_two_classes(view)], key=lambda clash: clash.at)


def classes_named(class_ids: set[int], scope: OrgScope) -> dict[int, ClassCard]:
    """Those of some classes that lie in `scope`, by id. One query."""
    rows = db.session.execute(cards().where(TrainingClass.id.in_(class_ids), scope.reaches(TrainingClass.organiser_id)))
    return {row[0]: ClassCard(*row) for row in rows}


def _held(view: View) -> tuple[ColumnElement[bool], ...]:
    return TrainingClass.cancelled_at.is_(None), ClassMeeting.day.between(*view.days)


def _half_day(row: Any) -> Held:  # noqa: ANN401 - a row of `half_days_of`
    return Held(
        class_id=row.training_class_id,
        day=row.day,
        slot=slot_of(row.starts_at, row.ends_at, row.venue, row.room, row.teacher, row.kind),
        place=row.room if row.room.startswith(row.venue) else f"{row.venue}{row.room}",
        teacher=row.teacher,
        here=row.here,
    )


def _people_in_two_classes(view: View) -> list[Clash]:
    """Pairs of classes that meet at one time and have people in common: how many, and one of them. One query."""
    rows = db.session.execute(_pairs(view))
    return [Clash(ClashKind.PEOPLE, row.at, row.day, row.class_id, row.other_id, row.name, row.people) for row in rows]


def _pairs(view: View) -> Select[*tuple[Any, ...]]:
    """Both seats of each person who has two at one time, by pair of classes."""
    meets = _at_one_time(view)
    seat, other_seat = aliased(Enrolment), aliased(Enrolment)
    return (
        select(
            meets.c.class_id, meets.c.other_id, func.min(meets.c.day).label("day"), func.min(meets.c.at).label("at"),
            func.min(Person.name).label("name"), func.count(Person.id.distinct()).label("people"),
        )
        .join(seat, and_(seat.training_class_id == meets.c.class_id, _has_seat(seat, meets.c.day)))
        .join(
            other_seat,
            and_(
                other_seat.training_class_id == meets.c.other_id,
                other_seat.person_id == seat.person_id,
                _has_seat(other_seat, meets.c.day),
            ),
        )
        .join(Person, Person.id == seat.person_id)
        .group_by(meets.c.class_id, meets.c.other_id)
    )  # fmt: skip


def _at_one_time(view: View) -> CTE:
    """Half-days of two classes that overlap, worked out first: they are few, whereas seats are many."""
    one, other = aliased(ClassMeeting), aliased(ClassMeeting)
    its_class, other_class = aliased(TrainingClass), aliased(TrainingClass)
    return (
        select(
            one.training_class_id.label("class_id"), other.training_class_id.label("other_id"), one.day,
            case((one.starts_at > other.starts_at, one.starts_at), else_=other.starts_at).label("at"),
        )
        .join(other, other.day == one.day)
        .join(its_class, its_class.id == one.training_class_id)
        .join(other_class, other_class.id == other.training_class_id)
        .where(
            one.training_class_id < other.training_class_id,
            one.starts_at < other.ends_at, other.starts_at < one.ends_at, one.day.between(*view.days),
            its_class.cancelled_at.is_(None), other_class.cancelled_at.is_(None),
            or_(view.shows(its_class.organiser_id), view.shows(other_class.organiser_id)),
        )
        .cte("meets")
        .prefix_with("MATERIALIZED")
    )  # fmt: skip


def _has_seat(seat: Any, day: Any) -> ColumnElement[bool]:  # noqa: ANN401 - an alias of Enrolment, a column
    return and_(known(seat), or_(seat.withdrawn_on.is_(None), seat.withdrawn_on > day))
