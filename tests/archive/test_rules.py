"""One month to hand a file over, and the two days a supervisor is reminded."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.archive.rules import Reminder, due_day, reminder_to_send, reminders_due

DAYS = st.dates(date(2020, 1, 1), date(2050, 12, 31))


@pytest.mark.parametrize(
    ("closed", "due"),
    [
        ("2026-12-10", "2027-01-10"),
        ("2026-01-31", "2026-02-28"),
        ("2028-01-30", "2028-02-29"),
        ("2026-11-30", "2026-12-30"),
        ("2026-12-31", "2027-01-31"),
        ("2026-08-31", "2026-09-30"),
    ],
)
def test_the_month_ends_on_the_same_day_or_the_months_last(closed, due):
    assert due_day(date.fromisoformat(closed)) == date.fromisoformat(due)


@given(DAYS)
def test_the_reminder_ahead_comes_a_week_or_more_before_the_last_day(closed):
    due = due_day(closed)
    assert due.month == closed.month % 12 + 1
    assert closed + timedelta(days=28) <= due <= closed + timedelta(days=31)
    assert reminders_due(closed, due - timedelta(days=7)) == [Reminder.AHEAD]
    assert reminders_due(closed, closed + timedelta(days=20)) == []
    assert reminders_due(closed, due) == [Reminder.AHEAD, Reminder.DUE]


@given(DAYS, st.lists(st.integers(0, 90), max_size=30))
def test_each_reminder_is_sent_once_however_often_one_looks(closed, days):
    sent = []
    for day in sorted(days):
        reminder = reminder_to_send(closed, closed + timedelta(days=day), sent)
        if reminder is not None:
            sent.append(reminder)
    assert len(sent) == len(set(sent))
    assert sent == sorted(sent, key=list(Reminder).index)
