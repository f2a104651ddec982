"""What counts: records added up per person and year, and quizzes passed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import CTE, ColumnElement, Integer, and_, case, cast, false, func, or_, select

from lms.columns import known
from lms.records.models import CapabilityPass, TrainingRecord
from lms.rotation.evaluation.dialects import dated_id, day_number, id_of
from lms.rotation.evaluation.moment import Moment
from lms.rotation.evaluation.question import Question
from lms.rotation.evaluation.waived import make_up_until
from lms.rotation.rules import Requirement, YearBy

_DAYS = func.coalesce(
    TrainingRecord.days_hundredths,
    (day_number(TrainingRecord.last_day) - day_number(TrainingRecord.first_day) + 1) * 100,
)


def records(question: Question, frame: CTE, deferral: CTE) -> CTE:
    """Per person and year: times, days and hours of completed records, own (`own_…`) and with make-up (`all_…`).

    `own_record_id`, `make_up_record_id`, `uncompleted_record_id`: of each sort the one that ended last.
    """
    requirement, moment = question.requirement, question.moment
    is_own = TrainingRecord.make_up_year.is_(None)
    completed, own = and_(TrainingRecord.completed), and_(TrainingRecord.completed, is_own)
    query = (
        select(
            TrainingRecord.person_id,
            frame.c.year,
            *_sums("own", own),
            *_sums("all", completed),
            _latest(own).label("own_record_id"),
            _latest(and_(completed, ~is_own)).label("make_up_record_id"),
            _latest(~completed).label("uncompleted_record_id"),
        )
        .join_from(TrainingRecord, frame, _may_belong(requirement, frame))
        .outerjoin(deferral, and_(deferral.c.person_id == TrainingRecord.person_id, deferral.c.year == frame.c.year))
        .where(
            _is_known(moment),
            question.people.include(TrainingRecord.person_id),
            TrainingRecord.last_day <= moment.as_of,
            or_(is_own, TrainingRecord.last_day <= make_up_until(frame, deferral)),
        )
        .group_by(TrainingRecord.person_id, frame.c.year)
    )
    if requirement.credit_kinds:
        query = query.where(TrainingRecord.category.in_([str(one) for one in requirement.credit_kinds]))
    return query.cte()


def _may_belong(requirement: Requirement, frame: CTE) -> ColumnElement[bool]:
    """A record meets the years it may count for: its own, or the one it makes up."""
    if requirement.year_by is YearBy.DECLARED:
        own = TrainingRecord.declared_year == frame.c.year
    else:
        own = TrainingRecord.last_day.between(frame.c.first_day, frame.c.last_day)
    make_up = and_(TrainingRecord.make_up_year == frame.c.year, TrainingRecord.last_day >= frame.c.first_day)
    return or_(and_(TrainingRecord.make_up_year.is_(None), own), make_up if requirement.makeup_until else false())


def _is_known(moment: Moment) -> ColumnElement[bool]:
    """Known records, equal ones once; of those known now an index already keeps them apart."""
    condition = known(TrainingRecord, moment.known_on)
    if moment.known_on is None:
        return condition
    first_of_equals = (
        select(func.min(TrainingRecord.id)).where(condition).group_by(TrainingRecord.person_id, TrainingRecord.identity)
    )
    return TrainingRecord.id.in_(first_of_equals)


def _sums(name: str, condition: ColumnElement[bool]) -> tuple[Any, ...]:
    measures = {"times": 1, "days_hundredths": _DAYS, "centihours": TrainingRecord.credit_centihours}
    return tuple(
        func.sum(case((condition, amount), else_=0)).label(f"{name}_{measure}") for measure, amount in measures.items()
    )


def _latest(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return id_of(func.max(case((condition, dated_id(TrainingRecord.last_day, TrainingRecord.id)))))


def passes(question: Question) -> CTE:
    """Per person the asked curricula passed by the day, as bits in the requirement's order (`passed`)."""
    bits = {one.code: 1 << place for place, one in enumerate(question.requirement.curricula)}
    distinct = (
        select(CapabilityPass.person_id, CapabilityPass.curriculum_code)
        .where(
            known(CapabilityPass, question.moment.known_on),
            question.people.include(CapabilityPass.person_id),
            CapabilityPass.passed_on <= question.moment.as_of,
            CapabilityPass.curriculum_code.in_(bits),
        )
        .distinct()
        .subquery()
    )
    passed = func.sum(case(bits, value=distinct.c.curriculum_code, else_=0))
    return select(distinct.c.person_id, cast(passed, Integer).label("passed")).group_by(distinct.c.person_id).cte()
