"""Which number formats show a day, and which day a serial number is."""

import re
from datetime import date, timedelta
from functools import lru_cache

from lms.spreadsheets.rules.values import DayAndTime

BUILT_IN_DAYS = frozenset({14, 15, 16, 17, 22, *range(27, 37), *range(50, 59)})
"""Numbers of built-in formats that show a day, the Chinese ones (27-36, 50-58) among them."""

_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|general|g/通用格式|am/pm|a/p|上午/下午', re.IGNORECASE)
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_FIRST_OF_1900, _FIRST_OF_1904 = date(1899, 12, 31), date(1904, 1, 1)
_DAY_SECONDS = 24 * 60 * 60
_LAST_SERIAL = 2958465  # 9999-12-31


@lru_cache(maxsize=1024)
def shows_a_day(format_code: str) -> bool:
    """Whether a format code shows a year, month, day or weekday; hours and minutes alone are no day."""
    if _ELAPSED.search(format_code):
        return False
    code = _NOT_SHOWN.sub("", format_code.split(";", 1)[0]).lower()
    if "y" in code or "d" in code or "aaa" in code:
        return True
    return "m" in code and "h" not in code and "s" not in code


@lru_cache(maxsize=4096)
def day_of_serial(serial: float, *, from_1904: bool) -> date | None:
    """The day of a serial number in either date system; None for what is no day (29 February 1900 among them)."""
    whole = int(serial)
    if serial < 0 or whole > _LAST_SERIAL:
        return None
    if from_1904:
        return _FIRST_OF_1904 + timedelta(days=whole) if whole <= _LAST_SERIAL - 1462 else None
    if whole in {0, 60}:
        return None
    return _FIRST_OF_1900 + timedelta(days=whole - (whole > 60))


def with_time(day: date, serial: float) -> date:
    """The same day with the time of day that its serial number holds, if it holds one."""
    seconds = min(round(serial % 1 * _DAY_SECONDS), _DAY_SECONDS - 1)
    return DayAndTime.of(day, seconds) if seconds else day
