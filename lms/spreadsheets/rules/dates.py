"""Days as offices write them (contract, "Import files"): many forms, each unmistakable, none guessed."""

import re
from datetime import date

from lms.spreadsheets.rules.text import without_blanks
from lms.spreadsheets.rules.values import Cell, Fault, FaultCode, Value, fault, number_text, shown

STILL_IN_POST = "至今"
EARLIEST_YEAR, LATEST_YEAR = 1900, 2099

_DAY = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})|(\d{4})年(\d{1,2})月(\d{1,2})日|(\d{4})(\d\d)(\d\d)")
_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})|(\d{4})年(\d{1,2})月")
_SERIAL = re.compile(r"\d{5}(\.\d+)?")
_SHORT_YEAR = re.compile(r"\d\d[-/.年]\d{1,2}([-/.月]\d{1,2}日?)?")
_NO_YEAR = re.compile(r"\d{1,2}[-/.月]\d{1,2}[日号]?")
_CHINESE_NUMERALS = re.compile(r"[〇零一二三四五六七八九十]{2,}年.*")
_PERIOD = re.compile(r"\d.*[—–~～至-].*\d.*")


def day(cell: Cell) -> Value | Fault:
    """A day; a month alone is its first day."""
    return _read(cell, month_allowed=True)


def last_day(cell: Cell) -> Value | Fault:
    """A last day, which a month alone cannot name."""
    return _read(cell, month_allowed=False)


def end_of_post(cell: Cell) -> Value | Fault:
    """免职日期: a last day; 至今 is none."""
    if isinstance(cell, str) and without_blanks(cell) == STILL_IN_POST:
        return None
    return last_day(cell)


def _read(cell: Cell, *, month_allowed: bool) -> Value | Fault:
    if isinstance(cell, date):
        return _in_reach(cell)
    if isinstance(cell, bool) or not isinstance(cell, str | float):
        return fault(FaultCode.DATE, value=shown(cell))
    if isinstance(cell, float):
        return _from_number(cell, month_allowed=month_allowed)
    text = without_blanks(cell).removeprefix("'")
    return _from_text(text, month_allowed=month_allowed)


def _from_number(number: float, *, month_allowed: bool) -> Value | Fault:
    """20260305 and 2026.03 are meant; 46086 may be anything, and 2026.1 has perhaps lost a nought."""
    text = number_text(number)
    if re.fullmatch(r"\d{4}\.1", text):
        return fault(FaultCode.DATE, "lost nought", value=text, year=text[:4])
    return _from_text(text, month_allowed=month_allowed)


def _from_text(text: str, *, month_allowed: bool) -> Value | Fault:
    if found := _DAY.fullmatch(text):
        year, month, number = (int(part) for part in found.groups() if part and part not in "-/.")
        return _calendar_day(text, year, month, number)
    if found := _MONTH.fullmatch(text):
        year, month = (int(part) for part in found.groups() if part)
        first = _calendar_day(text, year, month, 1)
        if month_allowed or isinstance(first, Fault):
            return first
        return fault(FaultCode.MONTH_ALONE, value=text, year=year, month=month)
    return _why_not(text)


def _calendar_day(text: str, year: int, month: int, number: int) -> date | Fault:
    try:
        return _in_reach(date(year, month, number))
    except ValueError:
        if 1 <= month <= 12 and year:
            return fault(FaultCode.DATE, "no such day", value=text, year=year, month=month, day=number)
        return fault(FaultCode.DATE, "no such month", value=text, month=month)


def _in_reach(day: date) -> date | Fault:
    if EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        return day
    return fault(FaultCode.DATE, "year", value=day.isoformat(), year=day.year)


def _why_not(text: str) -> Fault:
    """Which sentence tells best why `text` is no day."""
    for pattern, detail in (
        (_SERIAL, "serial"),
        (_NO_YEAR, "no year"),
        (_SHORT_YEAR, "short year"),
        (_CHINESE_NUMERALS, "numerals"),
        (_PERIOD, "period"),
    ):
        if pattern.fullmatch(text):
            return fault(FaultCode.DATE, detail, value=text)
    return fault(FaultCode.DATE, value=text)


def days_in_order(begin: Value, end: Value) -> Fault | None:
    """The fault of an end column whose day is before the beginning; the same day is right."""
    if isinstance(begin, date) and isinstance(end, date) and end < begin:
        return fault(FaultCode.END_BEFORE_BEGIN, begin=begin.isoformat(), end=end.isoformat())
    return None
