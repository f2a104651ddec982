"""How days, instants, hours, scores and counts read in the language of the page."""

from datetime import date, datetime

from babel.dates import get_day_names, get_month_names
from flask_babel import get_locale

from lms import clock


def _is_english() -> bool:
    locale = get_locale()
    return locale is not None and locale.language == "en"


def day(value: date, *, year: bool = False) -> str:
    """「12月31日」, with the year when it is not this one or when asked for; English always: 31 December 2026."""
    if isinstance(value, datetime):
        value = clock.local(value).date()
    if _is_english():
        return f"{value.day} {month_name(value)} {value.year}"
    with_year = year or value.year != clock.today().year
    return f"{value.year}年{value.month}月{value.day}日" if with_year else f"{value.month}月{value.day}日"


def month_name(value: date) -> str:
    """「12月」 or December."""
    return get_month_names("wide", locale="en")[value.month] if _is_english() else f"{value.month}月"


def weekday(value: date) -> str:
    """「星期二」 or Tuesday."""
    return get_day_names("wide", locale="en" if _is_english() else "zh_Hans")[value.weekday()]


def clock_time(instant: datetime, *, seconds: bool = False) -> str:
    """What a clock in China shows at an instant: 8:21, or 14:32:05."""
    return f"{clock.local(instant):%-H:%M:%S}" if seconds else f"{clock.local(instant):%-H:%M}"


def moment(instant: datetime) -> str:
    """Day and clock: 「12月8日8:21」 or 8 December 2026, 8:21."""
    return f"{day(instant)}{', ' if _is_english() else ''}{clock_time(instant)}"


def hundredths(value: int) -> str:
    """A whole number of hundredths as people write it: 1450 is 14.5, 24 00 is 24."""
    whole, rest = divmod(abs(value), 100)
    figure = f"{whole:,}.{rest:02}".rstrip("0").rstrip(".")
    return f"-{figure}" if value < 0 else figure


def count(value: int) -> str:
    """1,286."""
    return f"{value:,}"


TEMPLATE_GLOBALS = {"now": lambda: clock.now()}  # noqa: PLW0108 - asked anew each time, so that tests can set it
TEMPLATE_FILTERS = {
    "day": day,
    "month_name": month_name,
    "weekday": weekday,
    "clock": clock_time,
    "moment": moment,
    "hours": hundredths,
    "score": hundredths,
    "count": count,
}
