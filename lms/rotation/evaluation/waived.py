"""Waivers and seats: what moves a due day, lifts a duty, or shows that training is under way."""

from __future__ import annotations

from sqlalchemy import CTE, ColumnElement, and_, case, func, or_, select

from lms.columns import known
from lms.rotation.evaluation.dialects import dated_id, id_of
from lms.rotation.evaluation.question import Question
from lms.rotation.models import Waiver
from lms.rotation.rules import Requirement, WaiverKind, YearBy
from lms.training.models import ClassSchedule, Enrolment


def waivers(question: Question, kind: WaiverKind) -> CTE:
    """Per person and year the waiver of a kind to go by: it reaches furthest, then was approved last."""
    best_first = (Waiver.deferred_until.desc(), Waiver.approved_on.desc(), Waiver.id.desc())
    ranked = (
        select(
            Waiver.person_id,
            Waiver.year,
            Waiver.id.label("waiver_id"),
            Waiver.deferred_until,
            func.row_number().over(partition_by=(Waiver.person_id, Waiver.year), order_by=best_first).label("turn"),
        )
        .where(
            known(Waiver, question.moment.known_on),
            question.people.include(Waiver.person_id),
            Waiver.requirement_id == question.requirement_id,
            Waiver.year.in_(question.years),
            Waiver.kind == str(kind),
            Waiver.approved_on <= question.moment.as_of,
        )
        .cte()
    )
    return (
        select(ranked.c.person_id, ranked.c.year, ranked.c.waiver_id, ranked.c.deferred_until)
        .where(ranked.c.turn == 1)
        .cte()
    )


def due_after(frame: CTE, deferral: CTE) -> ColumnElement[object]:
    """The due day, moved by a deferral that reaches further."""
    return case((deferral.c.deferred_until > frame.c.due, deferral.c.deferred_until), else_=frame.c.due)


def make_up_until(frame: CTE, deferral: CTE) -> ColumnElement[object]:
    """The last day on which make-up training counts; NULL where the requirement knows none."""
    later = deferral.c.deferred_until > frame.c.make_up_until
    return case((later, deferral.c.deferred_until), else_=frame.c.make_up_until)


def seats(question: Question, frame: CTE, deferral: CTE) -> CTE:
    """Per person and year the seat, held on the day, in the class that ends first and would count in time."""
    moment, credit_kinds = question.moment, question.requirement.credit_kinds
    of_the_class = ClassSchedule.training_class_id == Enrolment.training_class_id
    of_the_person = deferral.c.person_id == Enrolment.person_id
    query = (
        select(
            Enrolment.person_id,
            frame.c.year,
            id_of(func.min(dated_id(ClassSchedule.last_day, Enrolment.id))).label("enrolment_id"),
        )
        .join_from(Enrolment, ClassSchedule, and_(of_the_class, known(ClassSchedule, moment.known_on)))
        .join(frame, ClassSchedule.last_day >= moment.as_of)
        .outerjoin(deferral, and_(of_the_person, deferral.c.year == frame.c.year))
        .where(
            known(Enrolment, moment.known_on),
            question.people.include(Enrolment.person_id),
            Enrolment.enrolled_on <= moment.as_of,
            or_(Enrolment.withdrawn_on.is_(None), Enrolment.withdrawn_on > moment.as_of),
            ClassSchedule.last_day <= due_after(frame, deferral),
            _would_count(question.requirement, frame, deferral),
        )
        .group_by(Enrolment.person_id, frame.c.year)
    )
    if credit_kinds:
        query = query.where(ClassSchedule.category.in_([str(one) for one in credit_kinds]))
    return query.cte()


def _would_count(requirement: Requirement, frame: CTE, deferral: CTE) -> ColumnElement[bool]:
    """Whether a class would count for the year: as its own, or as the one it makes up."""
    own = (
        ClassSchedule.declared_year == frame.c.year
        if requirement.year_by is YearBy.DECLARED
        else ClassSchedule.last_day.between(frame.c.first_day, frame.c.last_day)
    )
    in_window = ClassSchedule.last_day.between(frame.c.first_day, make_up_until(frame, deferral))
    return or_(and_(Enrolment.make_up_year.is_(None), own), and_(Enrolment.make_up_year == frame.c.year, in_window))
