"""When one may sign in, and which code is good when."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.clock import SHANGHAI
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


def _known(*instants, secret=SECRET):
    return {sign_in.rotation_begins(one): secret for one in instants}


def _good(given_code, now, known):
    scanned = sign_in.read_code(given_code)
    return scanned is not None and scanned.is_good(known, now)


@given(now=SOME_TIME)
def test_a_code_is_good_for_its_fifteen_seconds_and_the_fifteen_after(now):
    shown, number, known = sign_in.code(17, SECRET, now), sign_in.number(SECRET, now), _known(now)
    left = sign_in.step_begins(sign_in.step_of(now) + 1) - now.replace(microsecond=0)
    for later in (timedelta(), left - timedelta(seconds=1), left, left + timedelta(seconds=14)):
        assert _good(shown, now + later, known)
        assert sign_in.number_is_good(number, known, now + later)
    assert not _good(shown, now + left + timedelta(seconds=15), known)
    assert not _good(shown, now - timedelta(seconds=15), known)  # nobody scans the future


@given(now=SOME_TIME)
def test_a_code_names_its_meeting_and_is_no_other_meeting_s(now):
    shown = sign_in.code(17, SECRET, now)
    assert sign_in.meeting_of(shown) == 17
    assert not _good(shown, now, _known(now, secret=sign_in.new_secret()))
    _meeting, step, proof = shown.split("-")
    assert not _good(f"18-{step}-{proof}", now, _known(now))  # bound to its meeting, whatever the secret
    assert len(sign_in.number(SECRET, now)) == 6


@given(now=SOME_TIME)
def test_a_code_proves_when_it_hung_on_the_wall_and_no_other_time(now):
    scanned = sign_in.read_code(sign_in.code(17, SECRET, now))
    assert timedelta() <= now - scanned.at < timedelta(seconds=sign_in.STEP_SECONDS)
    assert scanned.is_true(_known(now))
    assert not sign_in.Scanned(17, scanned.step + 1, scanned.proof).is_true(_known(now, now + timedelta(seconds=15)))


@given(now=SOME_TIME, later=st.integers(1, 10))
def test_a_leaked_secret_is_worth_its_ten_minutes(now, later):
    ahead = now + timedelta(seconds=later * sign_in.ROTATION_SECONDS)
    fresh = {sign_in.rotation_begins(ahead): sign_in.new_secret()}
    assert not _good(sign_in.code(17, SECRET, ahead), ahead, _known(now) | fresh)


def test_right_after_a_change_the_code_before_it_is_still_good():
    changes = sign_in.rotation_begins(START)
    before, known = changes - timedelta(seconds=1), {changes: sign_in.new_secret()}
    known[sign_in.rotation_begins(before)] = SECRET
    assert sign_in.rotations_of(changes) == set(known)
    assert _good(sign_in.code(17, SECRET, before), changes + timedelta(seconds=14), known)


def test_one_half_of_a_secret_says_nothing_about_the_whole():
    own, fresh = sign_in.new_secret(), sign_in.new_secret()
    assert sign_in.whole_secret(own, fresh) not in {own, fresh, sign_in.whole_secret(fresh, own)}


@pytest.mark.parametrize(
    "given_code", ["", "17", "17-", "-abc", "a-b", "17-abc", "１７-abc-def", "-1-x-y", "1" * 30 + "-x-y", "1-２-x",
                   "17-zzzzzzzzz-abc"],
)  # fmt: skip
def test_what_is_no_code_names_no_meeting(given_code):
    assert sign_in.meeting_of(given_code) is None


def test_a_scanner_that_shouts_is_understood():
    assert _good(sign_in.code(17, SECRET, START).upper(), START, _known(START))


@pytest.mark.parametrize(
    ("scanned", "now", "taken"),
    [
        ("2026-12-08 08:21", "2026-12-08 10:12", True),
        ("2026-12-08 08:21", "2026-12-08 23:59", True),
        ("2026-12-08 08:21", "2026-12-09 00:00", False),
        ("2026-12-08 08:22", "2026-12-08 08:21", False),
    ],
)
def test_a_kept_scan_is_taken_until_the_end_of_its_day(scanned, now, taken):
    at, then = (datetime.fromisoformat(one).replace(tzinfo=SHANGHAI) for one in (scanned, now))
    assert sign_in.kept_scan_is_in_time(at, then) is taken


def test_a_class_has_its_own_minutes():
    window = Window.of(START, START + timedelta(hours=3), sign_in.Timing(60, 0, 30))
    assert window.opens_at == START - timedelta(hours=1)
    assert window.mark(START) is Mark.LATE
    assert window.early_until == START + timedelta(hours=2, minutes=30)
    assert window.shows_code(START + timedelta(hours=3, minutes=30))
    assert not window.shows_code(START + timedelta(hours=3, minutes=31))


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
