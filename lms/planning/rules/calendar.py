"""The months of a year as weeks of days, each with what an office must know of it."""

from calendar import Calendar
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from lms.training.rules.holidays import DayKind, Holiday, holiday_on, kind_of

_WEEKS = Calendar()  # weeks begin on Monday


@dataclass(frozen=True)
class Day:
    """A day of a month: what it is, how many classes meet on it, and whether something clashes."""

    day: date
    kind: DayKind
    classes: int
    clashes: bool


@dataclass(frozen=True)
class FreeSpan:
    """Days in a row of one holiday."""

    first: date
    last: date
    holiday: Holiday


@dataclass(frozen=True)
class Month:
    """A month: its weeks (None: a day of another month), the classes that meet in it, and its special days."""

    first: date
    weeks: tuple[tuple[Day | None, ...], ...]
    class_ids: tuple[int, ...]
    holidays: tuple[FreeSpan, ...]
    working_weekends: tuple[date, ...]
    clashes: int


def months_of(
    year: int, classes_by_day: Mapping[date, Collection[int]], clashes_by_day: Mapping[date, int]
) -> list[Month]:
    """The twelve months of a year."""
    return [_month(year, number, classes_by_day, clashes_by_day) for number in range(1, 13)]


def _month(
    year: int, number: int, classes_by_day: Mapping[date, Collection[int]], clashes_by_day: Mapping[date, int]
) -> Month:
    weeks = tuple(
        tuple(_day(day, classes_by_day, clashes_by_day) if day.month == number else None for day in week)
        for week in _WEEKS.monthdatescalendar(year, number)
    )
    days = [day for week in weeks for day in week if day]
    met = dict.fromkeys(one for day in days for one in classes_by_day.get(day.day, ()))
    return Month(
        first=date(year, number, 1),
        weeks=weeks,
        class_ids=tuple(met),
        holidays=free_spans([day.day for day in days]),
        working_weekends=tuple(day.day for day in days if day.kind is DayKind.WORKING_WEEKEND),
        clashes=sum(clashes_by_day.get(day.day, 0) for day in days),
    )


def _day(day: date, classes_by_day: Mapping[date, Collection[int]], clashes_by_day: Mapping[date, int]) -> Day:
    return Day(day, kind_of(day), len(classes_by_day.get(day, ())), bool(clashes_by_day.get(day)))


def free_spans(days: Collection[date]) -> tuple[FreeSpan, ...]:
    """The public holidays among days that are in order, neighbouring days of one holiday together."""
    spans: list[FreeSpan] = []
    for day in days:
        holiday = holiday_on(day)
        if holiday is None:
            continue
        before = spans[-1] if spans else None
        if before and before.holiday is holiday and before.last + timedelta(days=1) == day:
            spans[-1] = FreeSpan(before.first, day, holiday)
        else:
            spans.append(FreeSpan(day, day, holiday))
    return tuple(spans)
