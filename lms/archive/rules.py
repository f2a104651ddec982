"""When a class's file is to be handed over, and when its supervisor is reminded: pure decisions."""

from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum


class Reminder(StrEnum):
    """The two times a supervisor is reminded."""

    AHEAD = "ahead"  # three weeks after the closing
    DUE = "due"  # on the last day


AHEAD_AFTER = timedelta(weeks=3)


def due_day(closed_on: date) -> date:
    """The last day to hand over what a closing made: one month after it (干部人事档案工作条例 第二十条).

    The same day of the next month, or its last day where it has none.
    """
    year, month = closed_on.year + closed_on.month // 12, closed_on.month % 12 + 1
    first_of_after = date(year + month // 12, month % 12 + 1, 1)
    return min(first_of_after - timedelta(days=1), date(year, month, 1) + timedelta(days=closed_on.day - 1))


def reminders_due(closed_on: date, today: date) -> list[Reminder]:
    """Those whose day has come, the latest last."""
    due = [Reminder.AHEAD] if today >= closed_on + AHEAD_AFTER else []
    return [*due, Reminder.DUE] if today >= due_day(closed_on) else due


def reminder_to_send(closed_on: date, today: date, sent: Collection[Reminder]) -> Reminder | None:
    """Which one to send now: the latest that has come, unless it was sent. An earlier one that was missed is let go."""
    due = reminders_due(closed_on, today)
    return due[-1] if due and due[-1] not in sent else None
