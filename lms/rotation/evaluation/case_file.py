"""All that decides a case in one row: every source brings its columns, and they are laid together.

Laid together by UNION ALL and GROUP BY, not by joins: what a database guesses about a chain of windows
is so far off that it joins by comparing everybody with everybody, in one database today and in the
other tomorrow.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import CTE, Date, Integer, Select, Subquery, cast, func, null, select, true, union_all

from lms.rotation.evaluation import counted, service, waived
from lms.rotation.evaluation.frame import year_frame
from lms.rotation.evaluation.question import Question
from lms.rotation.rules import WaiverKind

MEASURES = ("times", "days_hundredths", "centihours")

_SHOWN = {
    "due": Date, "next_due": Date, "appointed_by": Date, "spell_first_day": Date, "spell_last_day": Date,
    "service_last_day": Date, "appointment_id": Integer, "organisation_id": Integer,
}  # fmt: skip
_WAIVED = {"deferred_until": Date, "deferral_id": Integer, "exemption_id": Integer, "enrolment_id": Integer}
_AMOUNTS = {f"{sort}_{measure}": Integer for sort in ("own", "all") for measure in MEASURES} | {"passed": Integer}
_RECORDS = {"own_record_id": Integer, "make_up_record_id": Integer, "uncompleted_record_id": Integer}
_COLUMNS: dict[str, Any] = _SHOWN | _WAIVED | _AMOUNTS | _RECORDS


def case_file(question: Question) -> CTE:
    """One row per person in the audience and year; amounts are 0 and ids NULL where there is nothing."""
    requirement = question.requirement
    frame = year_frame(requirement, question.years, question.moment)
    deferral = waived.waivers(question, WaiverKind.DEFERRAL)
    exemption = waived.waivers(question, WaiverKind.EXEMPTION)
    sources = [
        *(_all_of(one.subquery()) for one in service.shown_posts(question, frame)),
        _lay(deferral, deferred_until=deferral.c.deferred_until, deferral_id=deferral.c.waiver_id),
        _lay(exemption, exemption_id=exemption.c.waiver_id),
        _all_of(waived.seats(question, frame, deferral)),
    ]
    if requirement.asks_for_records:
        sources.append(_all_of(counted.records(question, frame, deferral)))
    if requirement.curricula:
        passes = counted.passes(question)
        sources.append(_lay(passes, frame.c.year, passed=passes.c.passed).join(frame, true()))
    laid = union_all(*sources).cte()
    together = {name: func.max(laid.c[name]) for name in _COLUMNS}
    return (
        select(
            laid.c.person_id,
            laid.c.year,
            *((func.coalesce(one, 0) if name in _AMOUNTS else one).label(name) for name, one in together.items()),
        )
        .group_by(laid.c.person_id, laid.c.year)
        .having(together["appointment_id"].is_not(None))
        .cte()
    )


def _all_of(source: CTE | Subquery) -> Select[Any]:
    return _lay(source, **{name: source.c[name] for name in _COLUMNS if name in source.c})


def _lay(source: CTE | Subquery, year: Any = None, **given: Any) -> Select[Any]:  # noqa: ANN401 - columns
    """A source's rows in the shape that all share."""
    return select(
        source.c.person_id,
        (source.c.year if year is None else year).label("year"),
        *(given.get(name, cast(null(), kind)).label(name) for name, kind in _COLUMNS.items()),
    )
