"""Obligations as lines of a list: who, where, which status, and the reason in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, and_, case, or_, select
from sqlalchemy.orm import aliased

from lms.columns import known
from lms.extensions import db
from lms.paging import ROWS_A_PAGE, Page, paged
from lms.people.models import Appointment, Organisation, Person
from lms.people.queries import EVERYWHERE, OrgScope
from lms.people.rules import PositionCategory
from lms.records.models import TrainingRecord
from lms.rotation.models import Waiver
from lms.rotation.queries.answers import Asked, answers, listed_in, planned_for
from lms.rotation.queries.findings import finding_of
from lms.rotation.rules import Finding, Language, Status, reason
from lms.training.models import ClassSchedule, Enrolment, Programme, TrainingClass


@dataclass(frozen=True)
class Filters:
    """Which obligations: of a scope, below an organisation, with some statuses or categories, of a name or number.

    `person_ids`: only of these people (None: of anybody); `but`: of nobody of these.
    """

    scope: OrgScope = EVERYWHERE
    organisation_id: int | None = None
    person_ids: frozenset[int] | None = None
    but: frozenset[int] = frozenset()
    statuses: frozenset[Status] = frozenset()
    categories: frozenset[PositionCategory] = frozenset()
    called: str = ""


@dataclass(frozen=True)
class Line:
    """One obligation with the person it is about; `finding` holds its decision data."""

    person_id: int
    person_no: str
    name: str
    organisation_id: int
    org_code: str
    org_name: str
    finding: Finding

    @property
    def position(self) -> str:
        """The post in the office's words, else its category."""
        return self.finding.post.position or str(self.finding.post.category or "")

    def reason(self, language: Language = Language.CHINESE, *, on_screen: bool = False) -> str:
        """The sentence that names what decided."""
        return reason(self.finding, language, on_screen=on_screen)


def lines_page(
    asked: Asked, filters: Filters, number: int = 1, rows_a_page: int = ROWS_A_PAGE, *, urgent_first: bool = False
) -> Page:
    """A page of `Line`s in the order of organisations, then posts, then person numbers; never by lateness.

    `urgent_first`: overdue, at risk, pending before that order, where seats are given to who needs them most.
    """
    with planned_for(asked):
        page = paged(_lines(asked, filters, urgent_first=urgent_first), number, rows_a_page)
    return Page([_line(asked, row) for row in page.rows], page.number, page.of, page.total)


def all_lines(asked: Asked, filters: Filters) -> Iterator[Line]:
    """Every line, in the same order, for a file."""
    with planned_for(asked):
        rows = db.session.execute(_lines(asked, filters)).all()
    return (_line(asked, row) for row in rows)


def is_among(asked: Asked, answer: FromClause, filters: Filters) -> list[ColumnElement[bool]]:
    """The conditions of `filters` on an answer that is joined with its person and post."""
    conditions = []
    if not filters.scope.everywhere:
        conditions.append(listed_in(asked, answer, filters.scope))
    if filters.organisation_id is not None:
        conditions.append(listed_in(asked, answer, OrgScope(frozenset({filters.organisation_id}))))
    if filters.person_ids is not None:
        conditions.append(answer.c.person_id.in_(sorted(filters.person_ids)))
    if filters.but:
        conditions.append(answer.c.person_id.not_in(sorted(filters.but)))
    if filters.statuses:
        conditions.append(answer.c.status.in_(sorted(filters.statuses)))
    if filters.categories:
        conditions.append(Appointment.position_category.in_(sorted(filters.categories)))
    if filters.called:
        called = filters.called.strip()
        conditions.append(or_(Person.name.contains(called, autoescape=True), Person.person_no == called))
    return conditions


_organiser = aliased(Organisation, name="organiser")


_URGENCY = {one.value: place for place, one in enumerate((Status.OVERDUE, Status.AT_RISK, Status.PENDING))}


def _lines(asked: Asked, filters: Filters, *, urgent_first: bool = False) -> Select[Any]:
    answer = answers(asked)
    urgency = [case(_URGENCY, value=answer.c.status, else_=len(_URGENCY)), answer.c.due] if urgent_first else []
    known_on = asked.moment.known_on if asked.moment else None
    dates = and_(ClassSchedule.training_class_id == Enrolment.training_class_id, known(ClassSchedule, known_on))
    return (
        select(
            answer, Person.person_no, Person.name, Organisation.code, Organisation.name.label("org_name"),
            Appointment, TrainingRecord, Waiver, Enrolment, ClassSchedule,
            TrainingClass.intake_number, Programme.name.label("programme_name"), Programme.is_round,
            _organiser.name.label("organiser_name"),
        )
        .join(Person, Person.id == answer.c.person_id)
        .join(Organisation, Organisation.id == answer.c.organisation_id)
        .join(Appointment, Appointment.id == answer.c.appointment_id)
        .outerjoin(TrainingRecord, TrainingRecord.id == answer.c.record_id)
        .outerjoin(Waiver, Waiver.id == answer.c.waiver_id)
        .outerjoin(Enrolment, Enrolment.id == answer.c.enrolment_id)
        .outerjoin(ClassSchedule, dates)
        .outerjoin(TrainingClass, TrainingClass.id == Enrolment.training_class_id)
        .outerjoin(Programme, Programme.id == TrainingClass.programme_id)
        .outerjoin(_organiser, _organiser.id == TrainingClass.organiser_id)
        .where(*is_among(asked, answer, filters))
        .order_by(*urgency, Organisation.code, Appointment.position, Person.person_no)
    )  # fmt: skip


def _line(asked: Asked, row: Any) -> Line:  # noqa: ANN401 - a row of `_lines`
    return Line(
        person_id=row.person_id,
        person_no=row.person_no,
        name=row.name,
        organisation_id=row.organisation_id,
        org_code=row.code,
        org_name=row.org_name,
        finding=finding_of(asked, row),
    )
