"""What becomes of a planned programme in another year."""

import re
from datetime import date, timedelta

from lms.planning.rules.wanted import Span, last_of_month

_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_WEEK = timedelta(days=7)


def renamed(name: str, from_year: int, to_year: int) -> str:
    """The name with the years in it moved along: 「2026—2027年党员冬训」 becomes 「2027—2028年党员冬训」."""

    def moved_along(found: re.Match[str]) -> str:
        year = int(found[0])
        return str(year + to_year - from_year) if abs(year - from_year) <= 1 else found[0]

    return _YEAR.sub(moved_along, name)


def moved(span: Span, years: int) -> Span:
    """The same months, or the nearest days with the same weekdays, so many years on; a class keeps its length."""
    if span.by_month:
        first = span.first.replace(year=span.first.year + years, day=1)
        return Span(first, last_of_month(_same_day(span.last.replace(day=1), years)), by_month=True)
    first = _same_weekday(span.first, years)
    return Span(first, first + (span.last - span.first), by_month=False)


def _same_day(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)


def _same_weekday(day: date, years: int) -> date:
    there = _same_day(day, years)
    shift = (day.weekday() - there.weekday() + 3) % 7 - 3
    found = there + timedelta(days=shift)
    if found.year < there.year:
        return found + _WEEK
    return found - _WEEK if found.year > there.year else found
