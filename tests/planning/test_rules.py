"""Holidays, wanted months and days, copying into another year, the months of a calendar, and what clashes."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.planning.rules.calendar import free_spans, months_of
from lms.planning.rules.clashes import Clash, ClashKind, Held, clashes_among
from lms.planning.rules.copying import moved, renamed
from lms.planning.rules.wanted import Point, Span, read_point, span_between
from lms.training.rules.clashes import Slot
from lms.training.rules.holidays import (
    DayKind,
    Holiday,
    days_of,
    holiday_on,
    holidays_among,
    kind_of,
    year_is_announced,
)

DAYS = st.dates(date(2010, 1, 1), date(2040, 12, 31))
YEARS_ON = st.integers(1, 5)


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        ("2026-10-01", DayKind.HOLIDAY),
        ("2026-10-04", DayKind.HOLIDAY),  # a Sunday within it
        ("2026-10-10", DayKind.WORKING_WEEKEND),
        ("2026-02-14", DayKind.WORKING_WEEKEND),
        ("2026-10-11", DayKind.WEEKEND),
        ("2026-10-12", DayKind.WORKDAY),
    ],
)
def test_days_of_2026_are_what_was_announced(day, kind):
    assert kind_of(date.fromisoformat(day)) is kind


def test_a_year_that_is_not_announced_has_weekends_only():
    assert year_is_announced(2026)
    assert not year_is_announced(2101)
    assert days_of(2101, DayKind.HOLIDAY) == days_of(2101, DayKind.WORKING_WEEKEND) == []
    assert kind_of(date(2101, 1, 1)) is DayKind.WEEKEND  # a Saturday


def test_holidays_have_names_and_each_is_told_once():
    assert holiday_on(date(2026, 2, 17)) is Holiday.SPRING_FESTIVAL
    assert holiday_on(date(2015, 9, 3)) is Holiday.OTHER  # a single year's
    days = [date(2026, 10, 2), date(2026, 10, 12), date(2026, 10, 1), date(2026, 10, 2)]
    national = Holiday.NATIONAL_DAY
    assert holidays_among(days) == [(date(2026, 10, 1), national), (date(2026, 10, 2), national)]


def test_neighbouring_days_of_one_holiday_are_one_span():
    (span,) = free_spans([date(2026, 10, number) for number in range(1, 32)])
    assert (span.first, span.last, span.holiday) == (date(2026, 10, 1), date(2026, 10, 7), Holiday.NATIONAL_DAY)


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("2026-03", Point(date(2026, 3, 1), is_month=True)),
        ("2027年2月", Point(date(2027, 2, 1), is_month=True)),
        (" 5月 ", Point(date(2026, 5, 1), is_month=True)),
        ("2026.3.9", Point(date(2026, 3, 9), is_month=False)),
        ("12月8日", Point(date(2026, 12, 8), is_month=False)),
    ],
)
def test_months_and_days_are_read_as_offices_write_them(text, point):
    assert read_point(text, 2026) == point


@pytest.mark.parametrize("text", ["", "春天", "2026-13", "2026-02-30", "0月", "2026"])
def test_what_is_no_month_and_no_day_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        read_point(text, 2026)


def test_a_month_at_either_end_makes_whole_months():
    march, tenth = Point(date(2026, 3, 1), is_month=True), Point(date(2026, 4, 10), is_month=False)
    assert span_between(march, tenth) == Span(date(2026, 3, 1), date(2026, 4, 30), by_month=True)
    assert span_between(tenth, None) == Span(date(2026, 4, 10), date(2026, 4, 10), by_month=False)
    with pytest.raises(ValueError, match="before"):
        span_between(tenth, march)


@given(DAYS, st.integers(0, 40), YEARS_ON)
def test_a_class_moved_to_another_year_keeps_its_weekday_its_length_and_about_its_place(first, length, years):
    span = moved(Span(first, first + timedelta(days=length), by_month=False), years)
    assert span.first.weekday() == first.weekday()
    assert (span.last - span.first).days == length
    assert span.first.year == first.year + years
    assert abs(span.first.timetuple().tm_yday - first.timetuple().tm_yday) <= 8


@given(DAYS, st.integers(0, 5), YEARS_ON)
def test_months_moved_to_another_year_stay_whole_months(day, further, years):
    first = Point(day.replace(day=1), is_month=True)
    last = Point((first.day + timedelta(days=31 * further)).replace(day=1), is_month=True)
    span = span_between(first, last)
    found = moved(span, years)
    assert (found.first.month, found.last.month, found.first.day) == (span.first.month, span.last.month, 1)
    assert (found.last + timedelta(days=1)).day == 1


def test_a_year_in_the_name_moves_along():
    assert renamed("2026年党员冬训（2026—2027）", 2026, 2027) == "2027年党员冬训（2027—2028）"
    assert renamed("社区主职干部轮训班（2016年文件）", 2026, 2027) == "社区主职干部轮训班（2016年文件）"


@given(st.integers(2000, 2100))
def test_every_day_of_a_year_stands_once_in_its_months(year):
    days = [day.day for month in months_of(year, {}, {}) for week in month.weeks for day in week if day]
    first = date(year, 1, 1)
    assert days == [first + timedelta(days=number) for number in range((date(year + 1, 1, 1) - first).days)]


def test_a_month_knows_its_classes_and_clashes():
    day = date(2026, 3, 10)
    march = months_of(2026, {day: [7, 5], date(2026, 3, 11): [5]}, {day: 2})[2]
    assert march.class_ids == (7, 5)
    assert march.clashes == 2
    assert [(one.classes, one.clashes) for week in march.weeks for one in week if one and one.classes] == [
        (2, True), (1, False),
    ]  # fmt: skip


def at(hour: int, day: int = 10, month: int = 3) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


def held(class_id: int, start: int, end: int, *, place="", teachers=(), here=True, day=10, month=3) -> Held:
    slot = Slot(at(start, day, month), at(end, day, month), place, frozenset(teachers))
    return Held(class_id, date(2026, month, day), slot, f"{place}室", "、".join(teachers), here)


def test_two_classes_in_one_place_clash_only_while_both_are_on():
    assert clashes_among([held(1, 1, 4, place="301"), held(2, 4, 6, place="301")]) == []
    (clash,) = clashes_among([held(2, 3, 6, place="301"), held(1, 1, 4, place="301"), held(3, 1, 4, place="302")])
    assert clash == Clash(ClashKind.PLACE, at(3), date(2026, 3, 10), 1, 2, "301室")


def test_an_unknown_place_or_teacher_clashes_with_nothing():
    assert clashes_among([held(1, 1, 4), held(2, 1, 4)]) == []


def test_one_of_several_teachers_is_named():
    (clash,) = clashes_among([held(1, 1, 4, teachers=("张三", "李四")), held(2, 2, 4, teachers=("李四",))])
    assert (clash.kind, clash.what) == (ClashKind.TEACHER, "李四")


def test_a_pair_that_clashes_again_is_told_once_with_its_count():
    days = [held(one, 1, 4, place="301", day=day) for day in (10, 11, 12) for one in (1, 2)]
    (clash,) = clashes_among(days)
    assert (clash.count, clash.day) == (3, date(2026, 3, 10))


def test_a_class_on_a_holiday_is_told_and_other_offices_are_not():
    (clash,) = clashes_among([held(1, 1, 4, day=1, month=10), held(2, 1, 4, day=1, month=10, here=False)])
    assert (clash.kind, clash.class_id, clash.other_id) == (ClashKind.HOLIDAY, 1, None)


def test_what_clashes_elsewhere_is_nobodys_business():
    assert clashes_among([held(1, 1, 4, place="301", here=False), held(2, 1, 4, place="301", here=False)]) == []
    assert len(clashes_among([held(1, 1, 4, place="301", here=False), held(2, 1, 4, place="301")])) == 1
