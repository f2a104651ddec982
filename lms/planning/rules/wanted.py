"""When a planned programme is wanted: months, or days."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from lms.training.rules.holidays import FREE, kind_of

_DAY = re.compile(r"(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})日?")
_MONTH = re.compile(r"(\d{4})[-/.年](\d{1,2})月?|(\d{1,2})月")


@dataclass(frozen=True)
class Point:
    """A day, or a month by its first day."""

    day: date
    is_month: bool


@dataclass(frozen=True)
class Span:
    """From the first to the last day wanted; `by_month`: whole months, no day is fixed yet."""

    first: date
    last: date
    by_month: bool

    @property
    def begins_free(self) -> bool:
        """Whether a day is fixed on which offices do not work."""
        return not self.by_month and kind_of(self.first) in FREE

    def touches(self, month: date) -> bool:
        """Whether some of its days lie in the month that begins on a day."""
        return self.first <= last_of_month(month) and self.last >= month


def read_point(text: str, year: int) -> Point:
    """A month or a day as offices write it; without a year it is one of `year`. Raises ValueError."""
    text = text.strip()
    if found := _MONTH.fullmatch(text):
        own_year, month = (found[1], found[2]) if found[1] else (None, found[3])
        return Point(date(int(own_year or year), int(month), 1), is_month=True)
    if found := _DAY.fullmatch(text):
        return Point(date(int(found[1] or year), int(found[2]), int(found[3])), is_month=False)
    raise ValueError(text)


def span_between(first: Point, last: Point | None) -> Span:
    """The days from one point to another, or those of one alone; a month at either end makes them whole months.

    Raises ValueError when they end before they begin.
    """
    last = last or first
    by_month = first.is_month or last.is_month
    begins, ends = first.day, last.day
    if by_month:
        begins, ends = begins.replace(day=1), last_of_month(ends)
    if ends < begins:
        raise ValueError("ends before it begins")
    return Span(begins, ends, by_month)


def last_of_month(day: date) -> date:
    """The last day of the month a day lies in."""
    return day.replace(day=monthrange(day.year, day.month)[1])
