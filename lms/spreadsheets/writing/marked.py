"""The office's own workbook, every faulty cell coloured and commented, with a sheet of only the rows to mend."""

import warnings
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

from lms.spreadsheets.reading import Book
from lms.spreadsheets.report import Report
from lms.spreadsheets.rules.values import Cell, shown
from lms.spreadsheets.writing.formulas import keep_stored_values
from lms.spreadsheets.writing.fresh import AUTHOR, FAULTY, LONGEST_TEXT, fresh_workbook
from lms.spreadsheets.writing.to_mend import (
    TITLE,
    Notes,
    only_refused,
    place_of,
    read_again,
    write_rows_to_mend,
)

MOST_ROWS = 20_000  # openpyxl needs 7 kB for each row of fifteen cells
LARGEST_UNPACKED = 64 * 1024 * 1024
_TROUBLE = (ValueError, KeyError, TypeError, AttributeError, IndexError, BadZipFile, OSError)
_FILL = PatternFill("solid", fgColor=f"FF{FAULTY[1:]}")


def write_marked(source: Path, report: Report, target: Path) -> None:
    """Write `source`, marked as `report` says, to `target` (.xlsx).

    An .xlsx of up to 20,000 rows stays the workbook it is; a longer one, an .xls or a .csv becomes a new workbook
    with the same cells, colours and comments.
    """
    notes = Notes(report)
    with read_again(source, report) as (book, _rows):
        stays = book.kind == "xlsx" and report.rows <= MOST_ROWS and _is_small(book)
    if not stays or not _is_marked(source, report, notes, target):
        _write_anew(source, report, notes, target)


def _is_small(book: Book) -> bool:
    """A million formatted empty rows are few to us and a million to openpyxl."""
    archive = getattr(book, "archive", None)
    return archive is not None and sum(archive.size(name) for name in archive.names()) <= LARGEST_UNPACKED


def _is_marked(source: Path, report: Report, notes: Notes, target: Path) -> bool:
    """Mark the workbook itself; False when openpyxl cannot, which knows fewer kinds of workbook than we read."""
    place = place_of(report)
    try:
        with warnings.catch_warnings(), source.open("rb") as stream:  # by a path it would go by the file's name
            warnings.simplefilter("ignore")  # about what it will not keep: slicers, some validations
            workbook = load_workbook(stream)
        if TITLE in workbook.sheetnames and place.sheet_name != TITLE:
            del workbook[TITLE]
        sheet = workbook[place.sheet_name]
        _mark(sheet, notes)
        stored = _stored_values(sheet, source, report)
        with read_again(source, report) as (_book, rows):
            write_rows_to_mend(_added_sheet(workbook), report, only_refused(rows, report), notes)
        workbook.save(target)
        number = workbook.worksheets.index(sheet) + 1
        keep_stored_values(target, f"xl/worksheets/sheet{number}.xml", stored, workbook.epoch)
    except _TROUBLE:
        return False
    return True


def _stored_values(sheet: Any, source: Path, report: Report) -> dict[str, Cell]:  # noqa: ANN401 - openpyxl's
    """The results of the sheet's formulas, by the name of their cell: openpyxl forgets them."""
    formulas = {(cell.row, cell.column - 1) for line in sheet.iter_rows() for cell in line if cell.data_type == "f"}
    if not formulas:
        return {}
    with read_again(source, report) as (_book, rows):
        return {
            f"{get_column_letter(column + 1)}{row.number}": value
            for row in rows
            for column, value in row.own.items()
            if (row.number, column) in formulas
        }


def _mark(sheet: Any, notes: Notes) -> None:  # noqa: ANN401 - openpyxl's
    for number in notes.rows:
        for column, note in notes.of_cells(number).items():
            cell = sheet.cell(number, column + 1)
            cell.fill = _FILL
            _comment(_owner(sheet, cell), note)


def _owner(sheet: Any, cell: Any) -> Any:  # noqa: ANN401 - openpyxl's
    """The cell itself, or the first of the merged cell it belongs to: comments live there."""
    if not isinstance(cell, MergedCell):
        return cell
    area = next(one for one in sheet.merged_cells.ranges if cell.coordinate in one)
    return sheet.cell(area.min_row, area.min_col)


def _comment(cell: Any, note: str) -> None:  # noqa: ANN401 - openpyxl's
    before = f"{cell.comment.text}\n" if cell.comment else ""
    cell.comment = Comment(f"{before}{note}", AUTHOR, width=260, height=120)


def _added_sheet(workbook: Workbook) -> "_AddedSheet":
    sheet = workbook.create_sheet(TITLE)
    sheet.freeze_panes = "A2"
    return _AddedSheet(sheet)


class _AddedSheet:
    """A `to_mend.Paper` at the end of the office's workbook."""

    def __init__(self, sheet: Any) -> None:  # noqa: ANN401 - openpyxl's
        self._sheet = sheet

    def head(self, row: int, column: int, text: str) -> None:
        """See `to_mend.Paper`."""
        self.put(row, column, text)
        self._sheet.cell(row + 1, column + 1).font = Font(bold=True)
        self._sheet.column_dimensions[get_column_letter(column + 1)].width = 14

    def put(self, row: int, column: int, cell: Cell, *, faulty: bool = False) -> None:
        """See `to_mend.Paper`."""
        there = self._sheet.cell(row + 1, column + 1)
        if isinstance(cell, float | date):
            there.value = cell
        else:
            there.value = ILLEGAL_CHARACTERS_RE.sub("", shown(cell))[:LONGEST_TEXT]
            there.data_type = "s"  # never a formula, whatever the text begins with
            there.number_format = "@"
        if faulty:
            there.fill = _FILL


def _write_anew(source: Path, report: Report, notes: Notes, target: Path) -> None:
    heading = place_of(report).heading
    with fresh_workbook(target) as workbook:
        with read_again(source, report) as (_book, rows):
            sheet = workbook.sheet("Sheet1", freeze_below=heading.last_row)
            for row in rows:
                marks = notes.of_cells(row.number)
                for column in sorted(row.filled.keys() | marks.keys()):
                    sheet.put(row.number - 1, column, row.filled.get(column), faulty=column in marks)
                for column, note in marks.items():
                    sheet.comment(row.number - 1, column, note)
        with read_again(source, report) as (_book, rows):
            write_rows_to_mend(workbook.sheet(TITLE), report, only_refused(rows, report), notes)
