"""The only place that asks what time it is. Rules never do; they are told."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """This instant, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The calendar day in China."""
    return now().astimezone(SHANGHAI).date()


def local(instant: datetime) -> datetime:
    """The same instant as a wall clock in China shows it."""
    return instant.astimezone(SHANGHAI)


def at(day: date, wall_time: time) -> datetime:
    """The instant at which China's clocks show `wall_time` on `day`, in UTC."""
    return datetime.combine(day, wall_time, SHANGHAI).astimezone(UTC)


def end_of(day: date) -> datetime:
    """The last microsecond of `day` in China, in UTC."""
    return at(day + timedelta(days=1), time()) - timedelta(microseconds=1)
