"""The programmes of a year's plan, held against what was done."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, func, select, true

from lms.columns import known
from lms.errors import NotFound
from lms.extensions import db
from lms.paging import Page, paged
from lms.people.models import Organisation
from lms.people.queries import OrgScope
from lms.planning.models import PlannedProgramme
from lms.planning.rules.wanted import Span
from lms.records.models import TrainingRecord
from lms.training.models import Programme, TrainingClass


@dataclass(frozen=True)
class Conditions:
    """Which part of the plans a page is about: a year, and perhaps one organisation with all below, or a category."""

    year: int
    organiser_id: int | None = None
    category: str | None = None


@dataclass(frozen=True)
class PlanRow:
    """A planned programme with what became of it: classes not cancelled, their seats, people who completed."""

    planned: PlannedProgramme
    organiser_name: str
    classes: int
    seats_made: int
    trained: int
    may_change: bool

    @property
    def wanted(self) -> Span | None:
        """When it is wanted."""
        return span_of(self.planned)


@dataclass(frozen=True)
class Sum:
    """The same of a category, or of the whole plan (`category` empty)."""

    category: str
    programmes: int
    not_set_up: int
    intakes: int
    seats: int
    classes: int
    seats_made: int
    trained: int


def span_of(planned: PlannedProgramme) -> Span | None:
    """When a planned programme is wanted, if that is known."""
    if planned.wanted_from is None or planned.wanted_until is None:
        return None
    return Span(planned.wanted_from, planned.wanted_until, planned.wanted_by_month)


def plan_page(scope: OrgScope, conditions: Conditions, number: int, changeable: OrgScope) -> Page:
    """A page of PlanRow, by organiser and the time wanted; `changeable`: within which the reader may change it."""
    page = paged(_rows(scope, conditions, changeable), number)
    return Page([PlanRow(*row) for row in page.rows], page.number, page.of, page.total)


def whole_plan(scope: OrgScope, conditions: Conditions) -> list[PlanRow]:
    """Every PlanRow, in the same order. One query."""
    return [PlanRow(*row) for row in db.session.execute(_rows(scope, conditions, scope))]


def sums_by_category(scope: OrgScope, conditions: Conditions) -> list[Sum]:
    """The sums of each category that is planned, in order of seats. One query."""
    classes, trained = _classes(), _trained()
    total = func.sum
    rows = db.session.execute(
        select(
            PlannedProgramme.category, func.count(), func.count() - func.count(PlannedProgramme.programme_id),
            total(PlannedProgramme.intakes), total(PlannedProgramme.seats),
            total(func.coalesce(classes.c.classes, 0)), total(func.coalesce(classes.c.seats, 0)),
            total(func.coalesce(trained.c.people, 0)),
        )
        .outerjoin(classes, classes.c.programme_id == PlannedProgramme.programme_id)
        .outerjoin(trained, trained.c.programme_id == PlannedProgramme.programme_id)
        .where(*_meant(scope, conditions))
        .group_by(PlannedProgramme.category)
        .order_by(total(PlannedProgramme.seats).desc(), PlannedProgramme.category)
    )  # fmt: skip
    return [Sum(row[0], *(int(figure) for figure in row[1:])) for row in rows]


def added_up(sums: list[Sum]) -> Sum:
    """The sum of all categories."""
    names = ("programmes", "not_set_up", "intakes", "seats", "classes", "seats_made", "trained")
    return Sum("", *(sum(getattr(one, name) for one in sums) for name in names))


def without_class(scope: OrgScope, conditions: Conditions) -> list[PlannedProgramme]:
    """What is planned for some time of the year and has no class yet. One query."""
    classes = _classes()
    statement = (
        select(PlannedProgramme)
        .outerjoin(classes, classes.c.programme_id == PlannedProgramme.programme_id)
        .where(*_meant(scope, conditions), PlannedProgramme.wanted_from.is_not(None), classes.c.classes.is_(None))
        .order_by(PlannedProgramme.wanted_from, PlannedProgramme.id)
    )
    return list(db.session.scalars(statement))


def planned_in_scope(planned_id: int, scope: OrgScope) -> PlannedProgramme:
    """A planned programme whose organiser lies in `scope`. Raises NotFound."""
    return _one(_named(planned_id, scope))


def planned_for_update(planned_id: int, scope: OrgScope) -> PlannedProgramme:
    """The same, locked until the transaction ends. Raises NotFound."""
    return _one(_named(planned_id, scope).with_for_update().execution_options(populate_existing=True))


def name_is_planned(year: int, organiser_id: int, name: str, but: int | None = None) -> bool:
    """Whether another programme than `but` has this name in an organiser's plan of a year."""
    found = select(PlannedProgramme.id).where(
        PlannedProgramme.year == year, PlannedProgramme.organiser_id == organiser_id, PlannedProgramme.name == name
    )
    return any(one != but for one in db.session.scalars(found))


def planning_organisers(scope: OrgScope, year: int) -> list[tuple[int, str]]:
    """The organisations within `scope` that plan something in a year: id and name."""
    rows = db.session.execute(
        select(Organisation.id, Organisation.name)
        .where(
            scope.reaches(Organisation.id),
            Organisation.id.in_(select(PlannedProgramme.organiser_id).where(PlannedProgramme.year == year)),
        )
        .order_by(Organisation.code)
    )
    return [(row.id, row.name) for row in rows]


def planned_years(scope: OrgScope) -> list[int]:
    """The years in which something within `scope` is planned."""
    found = select(PlannedProgramme.year).where(scope.reaches(PlannedProgramme.organiser_id)).distinct()
    return sorted(db.session.scalars(found))


def outside_the_plan(scope: OrgScope, conditions: Conditions) -> list[tuple[int, str, str]]:
    """Programmes of the year that no plan holds: id, name and organiser; the newest fifty."""
    held = select(PlannedProgramme.programme_id).where(PlannedProgramme.programme_id.is_not(None))
    rows = db.session.execute(
        select(Programme.id, Programme.name, Organisation.name)
        .join(Organisation, Organisation.id == Programme.organiser_id)
        .where(
            Programme.year == conditions.year, scope.reaches(Programme.organiser_id), Programme.id.not_in(held),
            within(conditions.organiser_id, Programme.organiser_id),
            Programme.category == conditions.category if conditions.category else true(),
        )
        .order_by(Programme.id.desc())
        .limit(50)
    )  # fmt: skip
    return [(row[0], row[1], row[2]) for row in rows]


def within(organiser_id: int | None, column: Any) -> ColumnElement[bool]:  # noqa: ANN401 - a column
    """The condition that a column names an organisation or one below it; None: any."""
    return true() if organiser_id is None else OrgScope(frozenset({organiser_id})).reaches(column)


def _named(planned_id: int, scope: OrgScope) -> Select[PlannedProgramme]:
    return select(PlannedProgramme).where(
        PlannedProgramme.id == planned_id, scope.reaches(PlannedProgramme.organiser_id)
    )


def _one(statement: Select[PlannedProgramme]) -> PlannedProgramme:
    found = db.session.scalar(statement)
    if found is None:
        raise NotFound("There is no such planned programme here.")
    return found


def _meant(scope: OrgScope, conditions: Conditions) -> tuple[ColumnElement[bool], ...]:
    return (
        PlannedProgramme.year == conditions.year,
        scope.reaches(PlannedProgramme.organiser_id),
        within(conditions.organiser_id, PlannedProgramme.organiser_id),
        PlannedProgramme.category == conditions.category if conditions.category else true(),
    )


def _rows(scope: OrgScope, conditions: Conditions, changeable: OrgScope) -> Select[*tuple[Any, ...]]:
    classes, trained = _classes(), _trained()
    return (
        select(
            PlannedProgramme, Organisation.name, func.coalesce(classes.c.classes, 0),
            func.coalesce(classes.c.seats, 0), func.coalesce(trained.c.people, 0),
            case((changeable.reaches(PlannedProgramme.organiser_id), True), else_=False).label("may_change"),
        )
        .join(Organisation, Organisation.id == PlannedProgramme.organiser_id)
        .outerjoin(classes, classes.c.programme_id == PlannedProgramme.programme_id)
        .outerjoin(trained, trained.c.programme_id == PlannedProgramme.programme_id)
        .where(*_meant(scope, conditions))
        .order_by(
            Organisation.code, PlannedProgramme.wanted_from.is_(None), PlannedProgramme.wanted_from,
            PlannedProgramme.id,
        )
    )  # fmt: skip


def _classes() -> Subquery:
    """Classes that are not cancelled and their seats, by programme."""
    return (
        select(
            TrainingClass.programme_id,
            func.count().label("classes"),
            func.sum(TrainingClass.capacity).label("seats"),
        )
        .where(TrainingClass.cancelled_at.is_(None))
        .group_by(TrainingClass.programme_id)
        .subquery()
    )


def _trained() -> Subquery:
    """How many completed classes of a programme."""
    return (
        select(TrainingClass.programme_id, func.count().label("people"))
        .join(
            TrainingRecord,
            and_(TrainingRecord.training_class_id == TrainingClass.id, known(TrainingRecord), TrainingRecord.completed),
        )
        .group_by(TrainingClass.programme_id)
        .subquery()
    )
