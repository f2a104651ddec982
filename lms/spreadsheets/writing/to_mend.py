"""The rows to mend, as a table that can be imported as it is: heading, rows, and why in the last column."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import Protocol

from lms.spreadsheets.reading import Book, open_book
from lms.spreadsheets.reading.books import numbered_rows
from lms.spreadsheets.report import Report
from lms.spreadsheets.rules.headings import NumberedRow
from lms.spreadsheets.rules.values import Cell, Finding, Row
from lms.spreadsheets.sentences import both
from lms.spreadsheets.table import Place

TITLE = "待修改"
REASON = "原因"
"""The heading of the last column: none that any import knows, so that it is left alone when the rows come again."""


class Paper(Protocol):
    """A sheet that is being written, row by row from the top; rows and columns count from 0."""

    def put(self, row: int, column: int, cell: Cell, *, faulty: bool = False) -> None:
        """Write a cell; a faulty one is coloured."""

    def head(self, row: int, column: int, text: str) -> None:
        """Write a heading."""


class Notes:
    """What is wrong, by row number of the source; the sentences are made when they are asked for."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._columns = place_of(report).heading.columns
        self._by_row = {number: list(group) for number, group in groupby(report.faults, key=lambda one: one.row)}

    @property
    def rows(self) -> Iterable[int]:
        """The rows with a fault."""
        return self._by_row

    def of_cells(self, number: int) -> dict[int, str]:
        """The notes of a row's faulty cells, by column."""
        notes: dict[int, str] = {}
        for one in self._by_row.get(number, ()):
            column = self._columns.get(self._heading(one))
            if column is not None:
                before = f"{notes[column]}\n" if column in notes else ""
                notes[column] = before + both(self._report.kind, one)
        return notes

    def of_row(self, number: int) -> str:
        """All that is wrong with a row, one line a fault."""
        faults = self._by_row.get(number, ())
        return "\n".join(f"{self._heading(one)}：{both(self._report.kind, one)}" for one in faults)

    def _heading(self, finding: Finding) -> str:
        return self._report.kind.heading_of.get(finding.field, "")


def place_of(report: Report) -> Place:
    """Where the table was found. Raises ValueError for a file that was refused whole."""
    if report.place is None:
        raise ValueError("a file refused whole has no rows to mend")
    return report.place


@contextmanager
def read_again(source: Path, report: Report) -> Iterator[tuple[Book, Iterator[NumberedRow]]]:
    """The book once more, and all rows of the table's sheet."""
    with open_book(source, report.kind.wanted.known).opened() as book:
        yield book, numbered_rows(book.sheets[place_of(report).sheet_index])


def write_rows_to_mend(paper: Paper, report: Report, rows: Iterator[tuple[int, Row]], notes: Notes) -> None:
    """Heading and rows, in the columns they had; the reasons stand behind the last heading."""
    heading = place_of(report).heading
    used = {column for texts in heading.texts for column in texts if heading.text_of(column) != REASON}
    width = max(used) + 1
    for column in sorted(used):
        paper.head(0, column, heading.text_of(column))
    paper.head(0, width, REASON)
    for index, (number, row) in enumerate(rows, start=1):
        faulty = notes.of_cells(number)
        for column in range(width):
            if column in row or column in faulty:
                paper.put(index, column, row.get(column), faulty=column in faulty)
        paper.put(index, width, notes.of_row(number))


def only_refused(rows: Iterator[NumberedRow], report: Report) -> Iterator[tuple[int, Row]]:
    """The refused rows, each with what merged cells lend it, so that it can stand alone."""
    refused = report.refused_rows
    for row in rows:
        if row.number in refused:
            yield row.number, row.filled
