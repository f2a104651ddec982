"""Classes within a scope: one of them, lists of them, and the lock behind which each of them changes."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, case, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from lms import clock
from lms.columns import known
from lms.errors import NotFound
from lms.extensions import db
from lms.paging import Page, paged
from lms.people.models import Organisation, Person
from lms.people.queries import OrgScope
from lms.training.models import ClassSchedule, Enrolment, Programme, TrainingClass
from lms.training.rules.classes import Stage, class_name, stage_of


@dataclass(frozen=True)
class ClassCard:
    """A class as pages show it; hours in hundredths."""

    id: int
    programme_id: int
    programme_name: str
    category: str
    is_round: bool
    quiz_curriculum_id: int | None
    required_share_percent: int
    excellent_percent: int
    intake_number: int
    organiser_id: int
    organiser_name: str
    draws_from_id: int
    draws_from_name: str
    venue: str
    capacity: int
    planned_centihours: int
    supervisor_person_id: int | None
    supervisor_name: str | None
    first_day: date
    last_day: date
    declared_year: int
    closed_at: datetime | None
    cancelled_at: datetime | None
    seats_taken: int

    @property
    def name(self) -> str:
        """The whole name, as on rosters and certificates."""
        return class_name(
            self.programme_name, self.intake_number, organiser_name=self.organiser_name, is_round=self.is_round
        )

    @property
    def stage(self) -> Stage:
        """How far it has come today."""
        return stage_of(
            self.first_day, self.last_day, clock.today(),
            closed=self.closed_at is not None, cancelled=self.cancelled_at is not None,
        )  # fmt: skip

    @property
    def seats_left(self) -> int:
        """Seats nobody has taken."""
        return max(0, self.capacity - self.seats_taken)


_draws_from = aliased(Organisation, name="draws_from")
_SEATS_TAKEN = (
    select(func.count())
    .select_from(Enrolment)
    .where(Enrolment.training_class_id == TrainingClass.id, known(Enrolment), Enrolment.withdrawn_on.is_(None))
    .correlate(TrainingClass)
    .scalar_subquery()
)


def cards() -> Select[*tuple[Any, ...]]:
    """The columns of `ClassCard`, from classes with the dates known now."""
    return (
        select(
            TrainingClass.id, TrainingClass.programme_id, Programme.name, Programme.category, Programme.is_round,
            Programme.quiz_curriculum_id, Programme.required_share_percent, Programme.excellent_percent,
            TrainingClass.intake_number,
            TrainingClass.organiser_id, Organisation.name, TrainingClass.draws_from_id, _draws_from.name,
            TrainingClass.venue, TrainingClass.capacity, TrainingClass.planned_centihours,
            TrainingClass.supervisor_person_id, Person.name, ClassSchedule.first_day, ClassSchedule.last_day,
            ClassSchedule.declared_year, TrainingClass.closed_at, TrainingClass.cancelled_at,
            _SEATS_TAKEN.label("seats_taken"),
        )
        .select_from(TrainingClass)
        .join(Programme, Programme.id == TrainingClass.programme_id)
        .join(Organisation, Organisation.id == TrainingClass.organiser_id)
        .join(_draws_from, _draws_from.id == TrainingClass.draws_from_id)
        .join(ClassSchedule, and_(ClassSchedule.training_class_id == TrainingClass.id, known(ClassSchedule)))
        .outerjoin(Person, Person.id == TrainingClass.supervisor_person_id)
    )  # fmt: skip


def class_in_scope(class_id: int, scope: OrgScope) -> ClassCard:
    """The class, if its organiser lies in `scope`. Raises NotFound, also when it exists elsewhere."""
    row = db.session.execute(
        cards().where(TrainingClass.id == class_id, scope.reaches(TrainingClass.organiser_id))
    ).one_or_none()
    if row is None:
        raise NotFound("There is no such class here.")
    return ClassCard(*row)


def class_for_update(class_id: int, scope: OrgScope) -> TrainingClass:
    """The class, locked until the transaction ends: seats, marks and closing of it wait for one another.

    Raises NotFound when its organiser lies outside `scope`.
    """
    found = db.session.scalar(
        select(TrainingClass)
        .options(
            joinedload(TrainingClass.programme, innerjoin=True), joinedload(TrainingClass.organiser, innerjoin=True)
        )
        .where(TrainingClass.id == class_id, scope.reaches(TrainingClass.organiser_id))
        .with_for_update(of=TrainingClass)
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise NotFound("There is no such class here.")
    return found


def schedule_of(class_id: int) -> ClassSchedule:
    """The dates of a class as known now."""
    return db.session.scalars(
        select(ClassSchedule).where(ClassSchedule.training_class_id == class_id, known(ClassSchedule))
    ).one()


def name_of(training_class: TrainingClass) -> str:
    """The whole name of a class loaded with programme and organiser."""
    return class_name(
        training_class.programme.name, training_class.intake_number,
        organiser_name=training_class.organiser.name, is_round=training_class.programme.is_round,
    )  # fmt: skip


def all_classes(scope: OrgScope) -> list[ClassCard]:
    """Every class in `scope`, the newest first."""
    order = (ClassSchedule.first_day.desc(), TrainingClass.id)
    rows = db.session.execute(cards().where(scope.reaches(TrainingClass.organiser_id)).order_by(*order))
    return [ClassCard(*row) for row in rows]


def open_classes_page(scope: OrgScope, own_person_id: int, number: int) -> Page:
    """Classes not closed yet, one's own first, then by their first day; a page of ClassCard."""
    return _page(scope, own_person_id, number, closed=False)


def closed_classes_page(scope: OrgScope, own_person_id: int, number: int) -> Page:
    """Classes that are closed or cancelled, newest first; a page of ClassCard."""
    return _page(scope, own_person_id, number, closed=True)


def _page(scope: OrgScope, own_person_id: int, number: int, *, closed: bool) -> Page:
    ended = or_(TrainingClass.closed_at.is_not(None), TrainingClass.cancelled_at.is_not(None))
    own_first = case((TrainingClass.supervisor_person_id == own_person_id, 0), else_=1)
    order = (ClassSchedule.first_day.desc(),) if closed else (own_first, ClassSchedule.first_day)
    statement = cards().where(scope.reaches(TrainingClass.organiser_id), ended if closed else ~ended)
    page = paged(statement.order_by(*order, TrainingClass.id), number)
    return Page([ClassCard(*row) for row in page.rows], page.number, page.of, page.total)


def next_class(scope: OrgScope, own_person_id: int, today: date) -> ClassCard | None:
    """The class that begins next: one's own before the others."""
    own_first = case((TrainingClass.supervisor_person_id == own_person_id, 0), else_=1)
    row = db.session.execute(
        cards()
        .where(
            scope.reaches(TrainingClass.organiser_id),
            ClassSchedule.last_day >= today,
            TrainingClass.closed_at.is_(None),
            TrainingClass.cancelled_at.is_(None),
        )
        .order_by(own_first, ClassSchedule.first_day, TrainingClass.id)
        .limit(1)
    ).first()
    return None if row is None else ClassCard(*row)


def open_classes(scope: OrgScope, category: str | Collection[str], today: date) -> list[ClassCard]:
    """Classes of a training category (or several) that people can still be enrolled in, the earliest first.

    Their organiser lies in `scope`, they are neither over nor closed nor cancelled; a full one is listed too.
    """
    categories = [category] if isinstance(category, str) else list(category)
    rows = db.session.execute(
        cards()
        .where(
            scope.reaches(TrainingClass.organiser_id),
            ClassSchedule.category.in_(categories),
            ClassSchedule.last_day >= today,
            TrainingClass.closed_at.is_(None),
            TrainingClass.cancelled_at.is_(None),
        )
        .order_by(ClassSchedule.first_day, TrainingClass.id)
    )
    return [ClassCard(*row) for row in rows]


def classes_of_person(person_id: int) -> list[ClassCard]:
    """The classes a person has a seat in, newest first."""
    seat = select(Enrolment.training_class_id).where(
        Enrolment.person_id == person_id, known(Enrolment), Enrolment.withdrawn_on.is_(None)
    )
    rows = db.session.execute(cards().where(TrainingClass.id.in_(seat)).order_by(ClassSchedule.first_day.desc()))
    return [ClassCard(*row) for row in rows]


def class_of_person(class_id: int, person_id: int) -> ClassCard:
    """A class as one of its people sees it, also after the seat ended. Raises NotFound for everybody else."""
    enrolled = select(Enrolment.id).where(
        Enrolment.training_class_id == TrainingClass.id, Enrolment.person_id == person_id, known(Enrolment)
    )
    row = db.session.execute(cards().where(TrainingClass.id == class_id, enrolled.exists())).one_or_none()
    if row is None:
        raise NotFound("There is no such class here.")
    return ClassCard(*row)
