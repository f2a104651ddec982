"""What every reader gives: a book of sheets of rows; or a sentence why the file cannot be read."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol

from lms.errors import Refused
from lms.spreadsheets.rules.headings import NumberedRow
from lms.spreadsheets.rules.values import Row, column_index


class Unreadable(Refused):
    """A file that is refused whole, with one sentence for the person who sent it."""


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged cell, as indexes; rows count from 1, columns from 0, both ends included."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int


class Sheet(Protocol):
    """One sheet. `rows` begins from the top each time and gives only rows in which some cell holds something."""

    name: str
    visible: bool

    def rows(self) -> Iterator[tuple[int, Row]]:
        """Row numbers as the spreadsheet shows them, with the cells that hold something."""

    @property
    def merges(self) -> list[Merge]:
        """The merged cells."""

    @property
    def share_read(self) -> float:
        """How much of the sheet the running `rows` has read, 0 to 1."""


@dataclass
class Book:
    """A file that could be opened: its sheets in order, and what kind of file it is: xlsx, xls or csv."""

    kind: str
    sheets: list[Sheet] = field(default_factory=list)

    def close(self) -> None:
        """Let the file go."""

    @contextmanager
    def opened(self) -> Iterator["Book"]:
        """Use the book, then close it."""
        try:
            yield self
        finally:
            self.close()


_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")


def merge_of(reference: str) -> Merge | None:
    """A merged range such as B5:B7; None for anything else."""
    found = _RANGE.fullmatch(reference)
    if not found:
        return None
    left, top, right, bottom = found.groups()
    return Merge(int(top), int(bottom or top), column_index(left), column_index(right or left))


def numbered_rows(sheet: Sheet) -> Iterator[NumberedRow]:
    """Rows with what merged cells lend them: the value of a merged cell counts for all rows it covers.

    Only the first column of a merged cell is filled, and only in rows that hold something themselves.
    """
    waiting = sorted((one for one in sheet.merges if one.last_row > one.first_row), key=lambda one: -one.first_row)
    if not waiting:
        yield from (NumberedRow(number, row, row) for number, row in sheet.rows())
        return
    running: list[tuple[Merge, object]] = []
    for number, row in sheet.rows():
        running = [one for one in running if one[0].last_row >= number]
        while waiting and waiting[-1].first_row <= number:
            merge = waiting.pop()
            if merge.first_row == number and merge.first_column in row:
                running.append((merge, row[merge.first_column]))
        if not running:
            yield NumberedRow(number, row, row)
            continue
        lent = {merge.first_column: value for merge, value in running if merge.first_row < number}
        down = frozenset(merge.first_column for merge, _ in running if merge.last_row > number)
        yield NumberedRow(number, row, {**row, **lent}, down)  # type: ignore[dict-item]
