"""Dividing seats: exact sums, a minimum, nobody favoured; and where call-ups stand."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.nomination.rules.division import divide
from lms.nomination.rules.standing import CallState, Stage, changed, reminder_is_due, stage_of, within_quota

SEATS = st.integers(0, 400)
MINIMUM = st.integers(0, 12)
OWING = st.dictionaries(st.text("ABCXY0123456789", min_size=1, max_size=4), st.integers(0, 300), max_size=14)


@given(SEATS, OWING, MINIMUM)
def test_the_sum_is_exact_always(seats, owing, minimum):
    division = divide(seats, owing, minimum)
    assert set(division.seats) == set(owing)
    assert sum(division.seats.values()) == (seats if owing else 0)


@given(SEATS, OWING, MINIMUM)
def test_every_unit_has_the_minimum_or_as_much_of_it_as_the_seats_reach_for(seats, owing, minimum):
    division = divide(seats, owing, minimum)
    assert all(given >= division.minimum for given in division.seats.values())
    assert division.minimum == (min(minimum, seats // len(owing)) if owing else minimum)


@given(SEATS, OWING, MINIMUM)
def test_more_people_who_owe_never_mean_fewer_seats(seats, owing, minimum):
    got = divide(seats, owing, minimum).seats
    for one in owing:
        for other in owing:
            assert owing[one] <= owing[other] or got[one] >= got[other]


@given(SEATS, OWING, MINIMUM, st.randoms())
def test_the_order_in_which_units_are_listed_does_not_matter(seats, owing, minimum, random):
    shuffled = list(owing.items())
    random.shuffle(shuffled)
    assert divide(seats, dict(shuffled), minimum) == divide(seats, owing, minimum)


@given(SEATS, OWING)
def test_without_a_minimum_everybody_is_within_one_seat_of_the_exact_share(seats, owing):
    total = sum(owing.values())
    for code, got in divide(seats, owing).seats.items():
        share = seats * owing[code] / total if total else seats / len(owing)
        assert abs(got - share) < 1


@given(SEATS, OWING, MINIMUM)
def test_a_unit_above_the_minimum_has_no_seat_that_it_does_not_owe_while_others_are_short(seats, owing, minimum):
    division = divide(seats, owing, minimum)
    if sum(owing.values()) >= seats:
        assert all(got <= max(owing[code], division.minimum) for code, got in division.seats.items())


@pytest.mark.parametrize(
    ("seats", "owing", "minimum", "expected"),
    [
        (30, {"A": 50, "B": 30, "C": 20}, 0, {"A": 15, "B": 9, "C": 6}),
        (10, {"A": 1, "B": 1, "C": 1}, 0, {"A": 4, "B": 3, "C": 3}),  # of equal remainders the lower code's goes first
        (7, {"A": 30, "B": 10}, 0, {"A": 5, "B": 2}),
        (30, {"A": 97, "B": 2, "C": 1}, 3, {"A": 24, "B": 3, "C": 3}),
        (5, {"A": 9, "B": 9, "C": 0, "D": 0, "E": 0, "F": 0}, 2, {"A": 3, "B": 2, "C": 0, "D": 0, "E": 0, "F": 0}),
        (30, {"A": 0, "B": 0}, 2, {"A": 15, "B": 15}),  # nobody owes: all alike
        (0, {"A": 3}, 1, {"A": 0}),
        (12, {}, 2, {}),
    ],
)
def test_examples_that_can_be_worked_out_by_hand(seats, owing, minimum, expected):
    assert divide(seats, owing, minimum).seats == expected


def test_numbers_below_zero_are_no_numbers_of_seats():
    with pytest.raises(ValueError, match="counted from 0"):
        divide(-1, {"A": 1})


def test_nominations_are_taken_until_the_closing_day_ends():
    closes_on = date(2026, 11, 28)
    assert stage_of(CallState.OPEN, closes_on, date(2026, 11, 28)) is Stage.OPEN
    assert stage_of(CallState.OPEN, closes_on, date(2026, 11, 29)) is Stage.CLOSED
    assert stage_of(CallState.DRAFT, closes_on, date(2026, 11, 29)) is Stage.DRAFT
    assert stage_of(CallState.SENT, closes_on, date(2026, 11, 1)) is Stage.SENT


def test_a_reminder_is_due_from_two_days_before_to_the_day_itself():
    closes_on = date(2026, 11, 28)
    due = [day for day in range(20, 31) if reminder_is_due(closes_on, date(2026, 11, day))]
    assert due == [26, 27, 28]


@given(st.lists(st.integers(), unique=True), st.integers(0, 20), st.integers(0, 20))
def test_a_quota_takes_the_first_and_the_others_wait_in_order(people, quota, filled):
    given_seats, waiting = within_quota(people, quota, filled)
    assert given_seats + waiting == people
    assert len(given_seats) == min(len(people), max(0, quota - filled))


def test_what_changed_on_a_list_is_who_is_new_and_who_is_gone():
    assert changed([1, 2, 3], [2, 3, 4]) == (frozenset({4}), frozenset({1}))
