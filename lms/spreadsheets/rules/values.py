"""What a cell can hold, and what can be wrong with it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ErrorValue(str):
    """What a cell shows that could not be worked out: #N/A, #REF! and their like."""

    __slots__ = ()


class NoValue:
    """A formula whose result was never stored."""

    def __repr__(self) -> str:
        return "NO_VALUE"


NO_VALUE = NoValue()


class DayAndTime(date):
    """A day whose cell shows a time as well; whoever wants the day alone reads it as that day."""

    seconds: int = 0

    @classmethod
    def of(cls, day: date, seconds: int) -> "DayAndTime":
        """That day, so many seconds after midnight."""
        made = cls(day.year, day.month, day.day)
        made.seconds = seconds
        return made


Cell = str | float | bool | date | NoValue | None
"""A cell as read: text, a number, TRUE/FALSE, a day (the cell's format says so), a formula without value, empty."""

Row = dict[int, Cell]
"""The cells of a row that hold something, by column index; 0 is column A."""

Value = str | int | date | None
"""What a cell means after cleaning; None: empty."""


class FaultCode(StrEnum):
    """What is wrong, in one word for programs; `lms.spreadsheets.sentences` says it to people.

    A room may have words of its own beside these.
    """

    DATE = "date"
    MONTH_ALONE = "month-alone"
    EMPTY = "empty"
    DIGITS_LOST = "digits-lost"
    CHECK_DIGIT = "check-digit"
    ID_NUMBER = "id-number"
    CONFLICT = "conflict"
    PHONE = "phone"
    NAME = "name"
    NO_VALUE = "no-value"
    ERROR_VALUE = "error-value"
    CATEGORY = "category"
    UNKNOWN_ORG = "unknown-org"
    UNKNOWN_PERSON = "unknown-person"
    CYCLE = "cycle"
    NUMBER = "number"
    END_BEFORE_BEGIN = "end-before-begin"
    REQUIREMENT = "requirement"
    TEXT = "text"
    TOO_LONG = "too-long"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with one cell. `detail` chooses the sentence among those of `code`, `words` fill it.

    A file may have hundreds of thousands, so the words are kept as pairs.
    """

    code: str
    detail: str = ""
    words: tuple[tuple[str, object], ...] = ()


def fault(code: str, detail: str = "", **words: object) -> Fault:
    """A Fault, with the words of its sentence as keywords."""
    return Fault(code, detail, tuple(words.items()))


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault of one row, in the column of `field`; a warning does not keep the row from being taken."""

    row: int
    field: str
    fault: Fault
    value: str = ""
    is_warning: bool = False


def column_letters(index: int) -> str:
    """The name a spreadsheet gives a column: 0 is A, 25 Z, 26 AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_index(reference: str) -> int:
    """The index of the column in a cell's name: A1 is 0, N21 is 13. Raises ValueError for anything else."""
    index = 0
    for letter in reference.rstrip("0123456789"):
        if not "A" <= letter <= "Z":
            raise ValueError(reference)
        index = index * 26 + ord(letter) - 64
    return index - 1


def shown(cell: Cell) -> str:
    """A cell as a report quotes it."""
    if cell is None or isinstance(cell, NoValue):
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return number_text(cell)
    return str(cell)


def number_text(number: float) -> str:
    """A number as a spreadsheet shows it: fifteen digits at most, whole numbers without a point."""
    return format(number, ".15g")
