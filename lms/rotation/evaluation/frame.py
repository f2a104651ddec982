"""The years asked about, as rows: every day that a requirement fixes in each of them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CTE, Date, Integer, literal, select, union_all

from lms.rotation.evaluation.moment import Moment
from lms.rotation.rules import Requirement


def year_frame(requirement: Requirement, years: tuple[int, ...], moment: Moment) -> CTE:
    """One row per year: year, first_day, last_day, due, next_due, appointed_by, make_up_until, reference_day.

    The rules' own functions give the days, so the two can never differ.
    """
    rows = [
        select(
            literal(year, Integer).label("year"),
            literal(date(year, 1, 1), Date).label("first_day"),
            literal(date(year, 12, 31), Date).label("last_day"),
            literal(requirement.due_day(year), Date).label("due"),
            literal(requirement.due_day(year + 1), Date).label("next_due"),
            literal(requirement.appointed_by_day(year), Date).label("appointed_by"),
            literal(requirement.make_up_day(year), Date).label("make_up_until"),
            literal(min(moment.as_of, requirement.due_day(year)), Date).label("reference_day"),
        )
        for year in years
    ]
    return (union_all(*rows) if len(rows) > 1 else rows[0]).cte()
