"""Numbers: hours, days, scores, years. Hundredths are whole (`7.5` is 750); nothing is rounded."""

import re
from collections.abc import Callable
from decimal import Decimal

from lms.spreadsheets.rules.text import without_blanks
from lms.spreadsheets.rules.values import Cell, Fault, FaultCode, Value, fault, shown

_YEAR = re.compile(r"((?:19|20)\d\d)年?")
_NUMBER = re.compile(r"\d{1,12}(\.\d+)?")


def hundredths(*units: str, largest: int) -> Callable[[Cell], Value | Fault]:
    """A column of numbers from 0 to `largest` with at most two decimals; one of `units` may follow."""
    unit_at_end = re.compile(f"(?:{'|'.join(units)})$") if units else None

    def read(cell: Cell) -> Value | Fault:
        text = without_blanks(shown(cell)).removeprefix("'")
        number = unit_at_end.sub("", text) if unit_at_end else text
        if isinstance(cell, bool) or not _NUMBER.fullmatch(number):
            return fault(FaultCode.NUMBER, "", value=text)
        exact = Decimal(number) * 100
        if exact != exact.to_integral_value():
            return fault(FaultCode.NUMBER, "decimals", value=text)
        if exact > largest * 100:
            return fault(FaultCode.NUMBER, "too large", value=text, largest=largest)
        return int(exact)

    return read


def year(cell: Cell) -> Value | Fault:
    """年度: four digits, as a number or a text, 年 may follow."""
    text = without_blanks(shown(cell)).removeprefix("'")
    found = None if isinstance(cell, bool) else _YEAR.fullmatch(text)
    return int(found.group(1)) if found else fault(FaultCode.NUMBER, "year", value=text)
