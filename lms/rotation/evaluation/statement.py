"""The whole evaluation of a requirement as one SELECT, for any number of people and years."""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache, reduce
from operator import add
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    CompoundSelect,
    Integer,
    Select,
    String,
    and_,
    case,
    func,
    literal,
    or_,
    select,
    union_all,
)

from lms.rotation.evaluation import service
from lms.rotation.evaluation.case_file import MEASURES, case_file
from lms.rotation.evaluation.dialects import NO_END
from lms.rotation.evaluation.frame import year_frame
from lms.rotation.evaluation.question import KEPT, Question
from lms.rotation.rules import OPEN, Combine, Requirement, Status


@lru_cache(maxsize=KEPT)
def obligations(question: Question) -> Select[Any]:
    """One row for everybody whose service holds the reference day: the columns of `models.Obligation` but its id.

    The same answers and the same evidence as `rules.evaluate`; property tests hold the two together.
    """
    judged = _judged(question)
    is_completed = judged.c.status == str(Status.COMPLETED)
    due = case((judged.c.status == str(Status.NEW_APPOINTEE), judged.c.next_due), else_=judged.c.due)
    waiver = case((judged.c.status == str(Status.EXEMPT), judged.c.exemption_id), else_=judged.c.deferral_id)
    return select(
        literal(question.requirement_id, Integer).label("requirement_id"),
        judged.c.year,
        judged.c.person_id,
        judged.c.status,
        due.label("due"),
        judged.c.spell_first_day,
        case((judged.c.spell_last_day < NO_END, judged.c.spell_last_day)).label("spell_last_day"),
        judged.c.appointment_id,
        judged.c.organisation_id,
        *(case((is_completed, judged.c[f"own_{one}"]), else_=judged.c[f"all_{one}"]).label(one) for one in MEASURES),
        _missing_curricula(question.requirement, judged).label("missing_curricula"),
        _record_to_show(judged).label("record_id"),
        waiver.label("waiver_id"),
        case((judged.c.status == str(Status.SCHEDULED), judged.c.enrolment_id)).label("enrolment_id"),
    )


@lru_cache(maxsize=KEPT)
def places(question: Question) -> Select[Any]:
    """Who is listed by more than one organisation: requirement_id, year, person_id, organisation_id of a further one.

    Only people with several posts can be, so only they are looked at again.
    """
    posts = service.audience_posts(question.requirement, question.moment, question.people)
    frame = year_frame(question.requirement, question.years, question.moment)
    in_spells = service.posts_in_spells(question.requirement, service.among_several(posts))
    listed = service.posts_of_the_day(in_spells, frame)
    return (
        select(
            literal(question.requirement_id, Integer).label("requirement_id"),
            listed.c.year,
            listed.c.person_id,
            listed.c.organisation_id,
        )
        .where(listed.c.place == 1, listed.c.organisation_id != listed.c.shown_at)
        .distinct()
    )


def audience(question: Question) -> CompoundSelect[Any]:
    """Everybody whose service holds the reference day, once for each organisation that lists them.

    The columns are person_id and organisation_id. Looks at posts alone, at no training and no status.
    """
    frame = year_frame(question.requirement, question.years, question.moment)
    shown = [
        select(one.c.person_id, one.c.organisation_id)
        for one in (posts.subquery() for posts in service.shown_posts(question, frame))
    ]
    further = places(question).subquery()
    return union_all(*shown, select(further.c.person_id, further.c.organisation_id))


def _judged(question: Question) -> CTE:
    """The first of the nine statuses that applies to each case."""
    case_of = _after_deferral(case_file(question))
    requirement, as_of = question.requirement, question.moment.as_of
    at_risk_until = as_of + timedelta(days=requirement.warn_days)
    status = case(
        (_reaches(requirement, case_of, "own"), str(Status.COMPLETED)),
        (_reaches(requirement, case_of, "all"), str(Status.MADE_UP)),
        (case_of.c.service_last_day < as_of, str(Status.RELEASED)),
        (case_of.c.spell_first_day > case_of.c.appointed_by, str(Status.NEW_APPOINTEE)),
        (case_of.c.exemption_id.is_not(None), str(Status.EXEMPT)),
        (case_of.c.enrolment_id.is_not(None), str(Status.SCHEDULED)),
        (case_of.c.due < as_of, str(Status.OVERDUE)),
        (case_of.c.due <= at_risk_until, str(Status.AT_RISK)),
        else_=str(Status.PENDING),
    )
    return select(*case_of.c, status.label("status")).cte()


def _after_deferral(laid: CTE) -> CTE:
    """A deferral that reaches further moves the due day; one that does not is no longer spoken of."""
    moves = laid.c.deferred_until > laid.c.due
    others = [column for column in laid.c if column.name not in {"due", "deferred_until", "deferral_id"}]
    return select(
        *others,
        case((moves, laid.c.deferred_until), else_=laid.c.due).label("due"),
        case((moves, laid.c.deferral_id)).label("deferral_id"),
    ).cte()


def _reaches(requirement: Requirement, case_of: CTE, sort: str) -> ColumnElement[bool]:
    """`rules.reaches`, over columns."""
    asked = (requirement.min_times, requirement.min_days_hundredths, requirement.min_centihours)
    answers = [case_of.c[f"{sort}_{measure}"] >= least for measure, least in zip(MEASURES, asked, strict=True) if least]
    if requirement.curricula:
        answers.append(case_of.c.passed == (1 << len(requirement.curricula)) - 1)
    return or_(*answers) if requirement.combine is Combine.ANY else and_(*answers)


def _record_to_show(judged: CTE) -> ColumnElement[Any]:
    return case(
        (judged.c.status == str(Status.COMPLETED), judged.c.own_record_id),
        (judged.c.status == str(Status.MADE_UP), judged.c.make_up_record_id),
        (judged.c.status.in_([str(one) for one in sorted(OPEN)]), judged.c.uncompleted_record_id),
    )


def _missing_curricula(requirement: Requirement, judged: CTE) -> ColumnElement[str]:
    """Codes not passed, in the requirement's order, with blanks between."""
    if not requirement.curricula:
        return literal("", String)
    codes = [
        case((judged.c.passed.bitwise_and(1 << place) == 0, f"{one.code} "), else_="")
        for place, one in enumerate(requirement.curricula)
    ]
    return func.trim(reduce(add, codes))
