"""The whole evaluation of a requirement as one SELECT, for any number of people and years."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import reduce
from operator import add
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Integer,
    Select,
    String,
    and_,
    case,
    cast,
    func,
    literal,
    null,
    or_,
    select,
)

from lms.rotation.evaluation import counted, service, waived
from lms.rotation.evaluation.dialects import NO_END
from lms.rotation.evaluation.frame import year_frame
from lms.rotation.evaluation.moment import EVERYBODY, Moment, Selection
from lms.rotation.rules import OPEN, Combine, Requirement, Status, WaiverKind

MEASURES = ("times", "days_hundredths", "centihours")


@dataclass(frozen=True)
class Question:
    """A requirement (with its row's id), the years, the two days, and whom it is about."""

    requirement_id: int
    requirement: Requirement
    years: tuple[int, ...]
    moment: Moment
    people: Selection = EVERYBODY


def obligations(question: Question) -> Select[Any]:
    """One row for everybody whose service holds the reference day: the columns of `models.Obligation` but its id.

    The same answers and the same evidence as `rules.evaluate`; property tests hold the two together.
    """
    judged = _judged(question)
    is_completed = judged.c.status == str(Status.COMPLETED)
    return select(
        literal(question.requirement_id, Integer).label("requirement_id"),
        judged.c.year,
        judged.c.person_id,
        judged.c.status,
        case((judged.c.status == str(Status.NEW_APPOINTEE), judged.c.next_due), else_=judged.c.due).label("due"),
        judged.c.spell_first_day,
        case((judged.c.spell_last_day < NO_END, judged.c.spell_last_day)).label("spell_last_day"),
        judged.c.appointment_id,
        judged.c.organisation_id,
        *(case((is_completed, judged.c[f"own_{one}"]), else_=judged.c[f"all_{one}"]).label(one) for one in MEASURES),
        _missing_curricula(question.requirement, judged).label("missing_curricula"),
        _record_to_show(judged).label("record_id"),
        case((judged.c.status == str(Status.EXEMPT), judged.c.exemption_id), else_=judged.c.deferral_id).label(
            "waiver_id"
        ),
        case((judged.c.status == str(Status.SCHEDULED), judged.c.enrolment_id)).label("enrolment_id"),
    )


def places(question: Question) -> Select[Any]:
    """Who is listed by more than one organisation: person_id, year, organisation_id of each further one.

    Only people with several posts can be, so only they are looked at again.
    """
    posts = service.audience_posts(question.requirement, question.moment, question.people)
    several = select(posts.c.person_id).group_by(posts.c.person_id).having(func.count() > 1)
    some = select(posts).where(posts.c.person_id.in_(several)).cte("post_among_several")
    frame = year_frame(question.requirement, question.years, question.moment)
    of_the_day = service.posts_of_the_day(service.posts_in_spells(question.requirement, some), frame)
    shown = of_the_day.alias("shown")
    same = and_(shown.c.person_id == of_the_day.c.person_id, shown.c.year == of_the_day.c.year, shown.c.turn == 1)
    return (
        select(of_the_day.c.person_id, of_the_day.c.year, of_the_day.c.organisation_id)
        .join_from(of_the_day, shown, same)
        .where(of_the_day.c.place == 1, of_the_day.c.organisation_id != shown.c.organisation_id)
        .distinct()
    )


def _judged(question: Question) -> CTE:
    """Every fact of a case in one row, and the first of the nine statuses that applies to it."""
    case_file = _case_file(question)
    requirement, as_of = question.requirement, question.moment.as_of
    at_risk_until = as_of + timedelta(days=requirement.warn_days)
    status = case(
        (_reaches(requirement, case_file, "own"), str(Status.COMPLETED)),
        (_reaches(requirement, case_file, "all"), str(Status.MADE_UP)),
        (case_file.c.service_last_day < as_of, str(Status.RELEASED)),
        (case_file.c.spell_first_day > case_file.c.appointed_by, str(Status.NEW_APPOINTEE)),
        (case_file.c.exemption_id.is_not(None), str(Status.EXEMPT)),
        (case_file.c.enrolment_id.is_not(None), str(Status.SCHEDULED)),
        (case_file.c.due < as_of, str(Status.OVERDUE)),
        (case_file.c.due <= at_risk_until, str(Status.AT_RISK)),
        else_=str(Status.PENDING),
    )
    return select(case_file, status.label("status")).cte("judged")


def _case_file(question: Question) -> CTE:
    requirement, moment, people = question.requirement, question.moment, question.people
    frame = year_frame(requirement, question.years, moment)
    posts = service.audience_posts(requirement, moment, people)
    of_the_day = service.posts_of_the_day(service.posts_in_spells(requirement, posts), frame)
    shown = select(of_the_day).where(of_the_day.c.turn == 1).cte("shown")
    deferral, exemption = (
        waived.waivers(question.requirement_id, moment, people, kind)
        for kind in (WaiverKind.DEFERRAL, WaiverKind.EXEMPTION)
    )
    seat = waived.seats(requirement, moment, people, frame, deferral)
    moves = deferral.c.deferred_until > shown.c.due
    columns: list[Any] = [
        *(shown.c[name] for name in _OF_SHOWN),
        case((moves, deferral.c.deferred_until), else_=shown.c.due).label("due"),
        case((moves, deferral.c.waiver_id)).label("deferral_id"),
        exemption.c.waiver_id.label("exemption_id"),
        seat.c.enrolment_id,
    ]
    joins = [deferral, exemption, seat]
    if requirement.asks_for_records:
        record = counted.records(requirement, moment, people, frame, deferral)
        joins.append(record)
        columns += _of_records(record)
    else:
        columns += _no_records()
    source: Any = shown
    for one in joins:
        source = source.outerjoin(one, and_(one.c.person_id == shown.c.person_id, one.c.year == shown.c.year))
    if requirement.curricula:
        passes = counted.passes(requirement, moment, people)
        source = source.outerjoin(passes, passes.c.person_id == shown.c.person_id)
        columns.append(func.coalesce(passes.c.passed, 0).label("passed"))
    return select(*columns).select_from(source).cte("case_file")


_OF_SHOWN = (
    "person_id", "year", "next_due", "appointed_by", "spell_first_day", "spell_last_day", "service_last_day",
    "appointment_id", "organisation_id",
)  # fmt: skip
_SHOWN_RECORDS = ("own_record_id", "make_up_record_id", "uncompleted_record_id")


def _of_records(record: CTE) -> list[Any]:
    amounts = [f"{sort}_{measure}" for sort in ("own", "all") for measure in MEASURES]
    return [
        *(func.coalesce(record.c[name], 0).label(name) for name in amounts),
        *(record.c[name] for name in _SHOWN_RECORDS),
    ]


def _no_records() -> list[Any]:
    amounts = [f"{sort}_{measure}" for sort in ("own", "all") for measure in MEASURES]
    nothing = cast(null(), Integer)
    return [*(literal(0, Integer).label(name) for name in amounts), *(nothing.label(name) for name in _SHOWN_RECORDS)]


def _reaches(requirement: Requirement, case_file: CTE, sort: str) -> ColumnElement[bool]:
    """`rules.reaches`, over columns."""
    asked = (requirement.min_times, requirement.min_days_hundredths, requirement.min_centihours)
    answers = [
        case_file.c[f"{sort}_{measure}"] >= least for measure, least in zip(MEASURES, asked, strict=True) if least
    ]
    if requirement.curricula:
        answers.append(case_file.c.passed == (1 << len(requirement.curricula)) - 1)
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
