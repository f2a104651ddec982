"""When half-days are in each other's way: times, places and teachers as offices write them."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.records.rules import centihours_of_minutes
from lms.training.rules.clashes import Aspect, Slot, overlapping, place_key, teacher_keys
from lms.training.rules.meetings import minutes_of_credit

START = datetime(2026, 12, 8, tzinfo=UTC)
TIMES = st.tuples(st.integers(0, 600), st.integers(1, 300)).map(
    lambda pair: (START + timedelta(minutes=pair[0]), START + timedelta(minutes=pair[0] + pair[1]))
)
SLOTS = TIMES.map(lambda pair: Slot(*pair))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("党校", "301"), ("党校301", "")),
        (("党校", "党校301"), ("党校", "３０１")),
        (("区委党校 ", "二号楼－301室"), ("区委党校", "二号楼301室")),
        (("Town Hall", "b2"), ("town hall", "B2")),
    ],
)
def test_a_place_is_the_same_however_it_is_written(one, other):
    assert place_key(*one) == place_key(*other) != ""


@pytest.mark.parametrize("place", [("党校", "302"), ("党校", ""), ("区委党校", "301")])
def test_another_place_is_another(place):
    assert place_key(*place) != place_key("党校", "301")


def test_online_and_what_is_still_to_be_said_is_no_place():
    assert place_key("党校", "301", is_online=True) == ""
    assert place_key("待定", "") == place_key("", "另行通知") == place_key("", "") == ""


def test_teachers_are_told_apart_and_titles_left_out():
    assert teacher_keys("王 力教授、李梅老师/赵刚副教授") == {"王力", "李梅", "赵刚"}
    assert teacher_keys("Wang Li and Zhao Gang") == {"wangli", "zhaogang"}
    assert teacher_keys("待定") == teacher_keys("") == frozenset()


@given(SLOTS, SLOTS)
def test_overlapping_is_mutual_and_a_neighbour_is_not_in_the_way(one, other):
    assert one.overlaps(other) == other.overlaps(one)
    assert one.overlaps(one)
    assert not one.overlaps(Slot(one.ends_at, one.ends_at + timedelta(minutes=45)))


@given(st.lists(SLOTS, max_size=8))
def test_every_pair_that_overlaps_is_found_once(slots):
    pairs = overlapping(enumerate(slots))
    assert len({frozenset(pair) for pair in pairs}) == len(pairs)
    expected = {
        frozenset((place, other))
        for place, one in enumerate(slots)
        for other in range(place + 1, len(slots))
        if one.overlaps(slots[other])
    }
    assert {frozenset(pair) for pair in pairs} == expected


def test_only_what_is_known_is_shared():
    known = Slot(START, START + timedelta(hours=3), "党校301", frozenset({"王力"}))
    assert known.shares(known) == {Aspect.PLACE, Aspect.TEACHER}
    assert known.shares(Slot(START, START + timedelta(hours=3))) == frozenset()


@given(st.integers(0, 1440))
def test_credit_minutes_come_back_as_they_went_in(minutes):
    assert minutes_of_credit(centihours_of_minutes(minutes)) == minutes
