"""When one may sign in, and which code is good when."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.training.rules import sign_in
from lms.training.rules.sign_in import Moment, Window
from lms.training.rules.words import Mark

SECRET = sign_in.new_secret()
START = datetime(2026, 12, 8, 0, 30, tzinfo=UTC)  # 8:30 in China
WINDOW = Window.of(START, START + timedelta(hours=3))
SOME_TIME = st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - Hypothesis wants bare bounds


@pytest.mark.parametrize(
    ("minutes", "moment", "mark"),
    [
        (-30 - 1 / 60, Moment.TOO_EARLY, None),
        (-30, Moment.ON_TIME, Mark.PRESENT),
        (0, Moment.ON_TIME, Mark.PRESENT),
        (15 - 1 / 60, Moment.ON_TIME, Mark.PRESENT),
        (15, Moment.LATE, Mark.LATE),
        (180, Moment.LATE, Mark.LATE),
        (180 + 1 / 60, Moment.OVER, None),
    ],
)
def test_the_window_opens_half_an_hour_before_and_is_late_a_quarter_after(minutes, moment, mark):
    now = START + timedelta(minutes=minutes)
    assert WINDOW.moment(now) is moment
    assert WINDOW.mark(now) is mark
    assert WINDOW.is_open(now) is (mark is not None)


@given(now=SOME_TIME)
def test_a_code_is_good_for_its_fifteen_seconds_and_the_fifteen_after(now):
    shown = sign_in.code(17, SECRET, now)
    number = sign_in.number(SECRET, now)
    left = timedelta(seconds=sign_in.seconds_left(now))
    for later in (timedelta(), left - timedelta(seconds=1), left, left + timedelta(seconds=14)):
        assert sign_in.code_is_good(shown, SECRET, now + later)
        assert sign_in.number_is_good(number, SECRET, now + later)
    assert not sign_in.code_is_good(shown, SECRET, now + left + timedelta(seconds=15))
    assert not sign_in.code_is_good(shown, SECRET, now - timedelta(seconds=15))  # nobody scans the future


@given(now=SOME_TIME)
def test_a_code_names_its_meeting_and_is_no_other_meeting_s(now):
    shown = sign_in.code(17, SECRET, now)
    assert sign_in.meeting_of(shown) == 17
    assert not sign_in.code_is_good(shown, sign_in.new_secret(), now)
    assert len(sign_in.number(SECRET, now)) == 6


@pytest.mark.parametrize("given_code", ["", "17", "17-", "-abc", "a-b", "１７-abc", "-1-x", "1" * 30 + "-x"])
def test_what_is_no_code_names_no_meeting(given_code):
    assert sign_in.meeting_of(given_code) is None


def test_a_scanner_that_shouts_is_understood():
    assert sign_in.code_is_good(sign_in.code(17, SECRET, START).upper(), SECRET, START)


@pytest.mark.parametrize(
    ("typed", "digits"),
    [("482091", "482091"), ("482 091", "482091"), ("４８２０９１", "482091"), ("482-091", "482091"),
     ("48209", ""), ("4820911", ""), ("48209l", ""), ("", "")],
)  # fmt: skip
def test_a_number_is_read_as_people_type_it(typed, digits):
    assert sign_in.digits_of(typed) == digits


def test_a_scan_holds_its_place_for_ten_minutes():
    assert sign_in.ticket_is_good(START, START + timedelta(minutes=10))
    assert not sign_in.ticket_is_good(START, START + timedelta(minutes=10, seconds=1))
    assert not sign_in.ticket_is_good(START, START - timedelta(seconds=1))
