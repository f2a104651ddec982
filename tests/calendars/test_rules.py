"""What somebody's seat makes of a half-day: its number only grows, and who left learns no more."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.calendars.rules import Event, SeatHistory, as_seen, place_words, state_of
from lms.training.rules.words import MeetingKind

NOW = datetime(2026, 12, 1, 1, tzinfo=UTC)
EVENT = Event(
    "u", 0, date(2026, 12, 8), NOW + timedelta(days=7), NOW + timedelta(days=7, hours=3), NOW, "第4期", "主题", "王力",
    "301", MeetingKind.LECTURE, 400, made_at=NOW,
)  # fmt: skip
HELD = SeatHistory(0, NOW, NOW)


@given(st.integers(0, 9), st.integers(0, 9))
def test_each_change_of_the_half_day_or_the_seat_raises_the_number(changes_of_it, changes_of_seat):
    seen = as_seen(replace(EVENT, sequence=changes_of_it), replace(HELD, changes=changes_of_seat))
    for more_of_it, more_of_seat in ((1, 0), (0, 1), (1, 1)):
        later = as_seen(
            replace(EVENT, sequence=changes_of_it + more_of_it), replace(HELD, changes=changes_of_seat + more_of_seat)
        )
        assert later.sequence > seen.sequence
        assert later.uid == seen.uid


@given(st.integers(-3, 3))
def test_who_left_keeps_earlier_days_and_is_told_only_that_later_ones_are_off(days):
    ended = replace(HELD, changes=1, changed_at=NOW + timedelta(hours=1), ended_on=EVENT.day + timedelta(days=days))
    seen = as_seen(EVENT, ended)
    assert seen.is_cancelled == (days <= 0)
    assert bool(seen.topic or seen.teacher or seen.place) == (days > 0)


def test_what_was_planned_after_somebody_left_or_fell_away_before_they_came_is_not_theirs():
    left = replace(HELD, changes=1, ended_on=EVENT.day)
    assert as_seen(replace(EVENT, made_at=NOW + timedelta(days=1)), left) is None
    assert as_seen(replace(EVENT, is_cancelled=True, changed_at=NOW - timedelta(days=1)), HELD) is None
    assert as_seen(replace(EVENT, is_cancelled=True), HELD).is_cancelled


@pytest.mark.parametrize(
    ("venue", "room", "words"),
    [
        ("党校", "301", "党校 301"),
        ("党校", "党校301", "党校301"),
        ("党校", "", "党校"),
        ("", "301", "301"),
        ("", "", ""),
    ],
)
def test_venue_and_room_are_one_place(venue, room, words):
    assert place_words(venue, room) == words


def test_the_state_differs_as_soon_as_anything_does():
    assert state_of("名", [EVENT]) == state_of("名", [replace(EVENT)])
    others = (state_of("名", [replace(EVENT, topic="别的")]), state_of("别的", [EVENT]), state_of("名", []))
    assert len({state_of("名", [EVENT]), *others}) == 4
