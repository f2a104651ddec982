"""Public holidays and working weekends of China, as the State Council announces them each autumn for the next year."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from chinese_calendar import get_holiday_detail, holidays, workdays

_SATURDAY = 5
_YEARS = frozenset(day.year for day in holidays)


class DayKind(StrEnum):
    """What a day is to an office."""

    WORKDAY = "workday"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"  # 休
    WORKING_WEEKEND = "working_weekend"  # 班: a Saturday or Sunday that is worked for a day of a holiday


FREE = frozenset({DayKind.WEEKEND, DayKind.HOLIDAY})
"""Days on which offices do not work."""


class Holiday(StrEnum):
    """The holidays there are; those of a single year go by `OTHER`."""

    NEW_YEAR = "New Year's Day"
    SPRING_FESTIVAL = "Spring Festival"
    TOMB_SWEEPING = "Tomb-sweeping Day"
    LABOUR_DAY = "Labour Day"
    DRAGON_BOAT = "Dragon Boat Festival"
    MID_AUTUMN = "Mid-autumn Festival"
    NATIONAL_DAY = "National Day"
    OTHER = "Public holiday"


def year_is_announced(year: int) -> bool:
    """Whether the holidays of a year are known; of any other year only weekends are."""
    return year in _YEARS


def kind_of(day: date) -> DayKind:
    """What a day is; in a year that is not announced yet, a weekend or a workday."""
    if day in holidays:
        return DayKind.HOLIDAY
    if day in workdays:
        return DayKind.WORKING_WEEKEND
    return DayKind.WEEKEND if day.weekday() >= _SATURDAY else DayKind.WORKDAY


def holiday_on(day: date) -> Holiday | None:
    """The public holiday that a day belongs to, its free weekend days included."""
    if day not in holidays:
        return None
    name = get_holiday_detail(day)[1]
    return Holiday(name) if name in set(Holiday) else Holiday.OTHER


def days_of(year: int, kind: DayKind) -> list[date]:
    """The days of a year that are of a kind, in order."""
    first = date(year, 1, 1)
    all_days = (first + timedelta(days=number) for number in range((date(year + 1, 1, 1) - first).days))
    return [day for day in all_days if kind_of(day) is kind]


def holidays_among(days: Iterable[date]) -> list[tuple[date, Holiday]]:
    """Those of some days that lie in a public holiday, each once, in order."""
    return [(day, holiday) for day in sorted(set(days)) if (holiday := holiday_on(day))]
