"""Identity numbers and phone numbers."""

import re
from datetime import date

from lms.spreadsheets.rules.text import digits_of, is_scientific, without_blanks
from lms.spreadsheets.rules.values import Cell, Fault, FaultCode, Value, fault, shown

_ID_NUMBER = re.compile(r"\d{17}[\dX]")
_PHONE = re.compile(r"1\d{10}")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"


def id_number(cell: Cell) -> Value | Fault:
    """身份证号: eighteen characters, a real date, a right check digit (GB 11643, ISO 7064 mod 11-2); x is X."""
    text = _digits(cell)
    if isinstance(text, Fault):
        return text
    text = text.upper()
    if not _ID_NUMBER.fullmatch(text):
        return fault(FaultCode.ID_NUMBER, "characters" if len(text) == 18 else "", length=len(text))
    if birth_date(text) is None:
        return fault(FaultCode.ID_NUMBER, "no date", value=text, digits=text[6:14])
    if check_digit(text) != text[17]:
        return fault(FaultCode.CHECK_DIGIT, value=text)
    return text


def check_digit(number: str) -> str:
    """The eighteenth character that belongs to the first seventeen."""
    return _CHECK_DIGITS[sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False)) % 11]


def birth_date(number: str) -> date | None:
    """The date in an identity number, None if there is no such day."""
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None
    return born if born.year >= 1900 else None


def gender(number: str) -> str:
    """男 or 女, by the seventeenth digit."""
    return "男" if int(number[16]) % 2 else "女"


def phone(cell: Cell) -> Value | Fault:
    """手机号: eleven digits from 1 on, once blanks, hyphens, +86 and .0 are gone."""
    text = _digits(cell)
    if isinstance(text, Fault):
        return text
    number = text.replace("-", "").removeprefix("+86").removesuffix(".0")
    return number if _PHONE.fullmatch(number) else fault(FaultCode.PHONE, value=text)


def _digits(cell: Cell) -> str | Fault:
    if isinstance(cell, float):
        return digits_of(cell)
    text = without_blanks(shown(cell)).removeprefix("'")
    return fault(FaultCode.DIGITS_LOST, value=text) if is_scientific(text) else text
