"""The rows to mend, as a table that can be imported as it is: heading, rows, and why in the last column."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from lms.spreadsheets.reading import Book, open_book
from lms.spreadsheets.reading.books import numbered_rows
from lms.spreadsheets.report import Report
from lms.spreadsheets.rules.headings import NumberedRow
from lms.spreadsheets.rules.values import Cell, Row
from lms.spreadsheets.sentences import both
from lms.spreadsheets.table import Place

TITLE = "待修改"
REASON = "原因"
"""The heading of the last column: none that any import knows, so that it is left alone when the rows come again."""


class Paper(Protocol):
    """A sheet that is being written, row by row from the top; rows and columns count from 0."""

    def put(self, row: int, column: int, cell: Cell, note: str = "") -> None:
        """Write a cell; with a note it is coloured, and the note becomes its comment."""

    def head(self, row: int, column: int, text: str) -> None:
        """Write a heading."""


@dataclass(frozen=True)
class Notes:
    """What is wrong, by row number of the source: per column, and in one text."""

    of_cells: Mapping[int, Mapping[int, str]]
    of_rows: Mapping[int, str]


def notes_of(report: Report) -> Notes:
    """Each fault's sentences, where they belong; a fault without a cell stands in the row's text alone."""
    cells: dict[int, dict[int, str]] = {}
    rows: dict[int, list[str]] = {}
    columns = place_of(report).heading.columns
    for one in report.faults:
        text = both(report.kind, one)
        heading = report.kind.heading_of.get(one.field, "")
        rows.setdefault(one.row, []).append(f"{heading}：{text}")
        if heading in columns:
            there = cells.setdefault(one.row, {})
            there[columns[heading]] = _joined(there.get(columns[heading]), text)
    return Notes(cells, {number: "\n".join(texts) for number, texts in rows.items()})


def _joined(before: str | None, text: str) -> str:
    return f"{before}\n{text}" if before else text


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
        marks = notes.of_cells.get(number, {})
        for column in range(width):
            note = marks.get(column, "")
            if column in row or note:
                paper.put(index, column, row.get(column), note)
        paper.put(index, width, notes.of_rows.get(number, ""))


def only_refused(rows: Iterator[NumberedRow], report: Report) -> Iterator[tuple[int, Row]]:
    """The refused rows, each with what merged cells lend it, so that it can stand alone."""
    refused = report.refused_rows
    for row in rows:
        if row.number in refused:
            yield row.number, row.filled
