"""Flagged obligations, and the seats that people have ahead."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, extract, or_, select, true

from lms import clock
from lms.columns import known
from lms.errors import NotFound
from lms.extensions import db
from lms.people.models import Organisation
from lms.people.queries import OrgScope, organisation_in_scope, organisation_with_code
from lms.people.rules import STREET_KINDS
from lms.rosters.rules.kinds import Wanted
from lms.rotation.queries import (
    Asked,
    Filters,
    KnownRequirement,
    Moment,
    evaluation_state,
    is_stored,
    requirement,
)
from lms.rotation.rules import FLAGGED, YearBy
from lms.training.models import ClassSchedule, Enrolment, Programme, TrainingClass
from lms.training.rules.classes import class_name


def streets_of(scope: OrgScope) -> list[Organisation]:
    """The streets and towns within `scope`, in order of codes."""
    wanted = select(Organisation).where(Organisation.kind.in_(sorted(STREET_KINDS)), scope.reaches(Organisation.id))
    return list(db.session.scalars(wanted.order_by(Organisation.code)))


def head_of(scope: OrgScope) -> str:
    """What a scope is called: the organisation where it begins; empty when it begins at several."""
    begins = Organisation.parent_id.is_(None) if scope.everywhere else Organisation.id.in_(scope.roots)
    names = list(db.session.scalars(select(Organisation.name).where(begins).limit(2)))
    return names[0] if len(names) == 1 else ""


def organisation_wanted(code: str, scope: OrgScope) -> Organisation | None:
    """The organisation with this code, None for an empty one. Raises NotFound unless it lies within `scope`."""
    if not code:
        return None
    found = organisation_with_code(code)
    if found is None:
        raise NotFound("There is no such organisation here.")
    return organisation_in_scope(found.id, scope)


def asked_of(wanted: Wanted) -> Asked | None:
    """The question a list answers; None when nobody owed it, as the requirement was not known or is switched off.

    The stored answers where they are those of that day; otherwise the same worked out. Raises NotFound.
    """
    found = requirement(wanted.requirement, wanted.known_on)
    if found is None or not found.rules.is_active:
        return None
    is_today = wanted.as_of == clock.today() and wanted.known_on is None
    if is_today and is_stored(wanted.year) and evaluation_state().is_current:
        return Asked(found, wanted.year)
    return Asked(found, wanted.year, Moment(wanted.as_of, wanted.known_on))


def flagged_in(scope: OrgScope, organisation: Organisation | None) -> Filters:
    """Overdue and at risk, of a scope or of one organisation within it."""
    return Filters(scope=scope, organisation_id=organisation.id if organisation else None, statuses=FLAGGED)


def seats_ahead(asked_for: KnownRequirement, wanted: Wanted) -> dict[int, str]:
    """The class that each person with a seat is going to take for a duty: whole name and first day. One query.

    The earliest of those that end on the day or later and would count for the year.
    """
    rules = asked_for.rules
    rows = db.session.execute(
        select(
            Enrolment.person_id, Programme.name, TrainingClass.intake_number, Organisation.name.label("organiser"),
            Programme.is_round, ClassSchedule.first_day,
        )
        .join(TrainingClass, TrainingClass.id == Enrolment.training_class_id)
        .join(Programme, Programme.id == TrainingClass.programme_id)
        .join(Organisation, Organisation.id == TrainingClass.organiser_id)
        .join(
            ClassSchedule,
            and_(ClassSchedule.training_class_id == TrainingClass.id, known(ClassSchedule, wanted.known_on)),
        )
        .where(
            known(Enrolment, wanted.known_on),
            _holds(wanted.as_of),
            ClassSchedule.last_day >= wanted.as_of,
            ClassSchedule.category.in_(sorted(rules.credit_kinds)) if rules.credit_kinds else true(),
            _counts_for(wanted.year, declared=rules.year_by is YearBy.DECLARED),
        )
        .order_by(ClassSchedule.last_day.desc(), Enrolment.id.desc())
    )  # fmt: skip
    return {row.person_id: _in_words(row) for row in rows}


def _holds(on: date) -> ColumnElement[bool]:
    return and_(Enrolment.enrolled_on <= on, or_(Enrolment.withdrawn_on.is_(None), Enrolment.withdrawn_on > on))


def _counts_for(year: int, *, declared: bool) -> ColumnElement[bool]:
    own_year = ClassSchedule.declared_year if declared else extract("year", ClassSchedule.last_day)
    return or_(Enrolment.make_up_year == year, and_(Enrolment.make_up_year.is_(None), own_year == year))


def _in_words(row: Any) -> str:  # noqa: ANN401 - a row of `seats_ahead`
    name = class_name(row.name, row.intake_number, organiser_name=row.organiser, is_round=row.is_round)
    return f"{name}（{row.first_day.month}月{row.first_day.day}日）"
