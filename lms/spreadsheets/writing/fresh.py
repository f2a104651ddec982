"""New workbooks, streamed to disk by xlsxwriter. A text is written as text: no cell can become a formula."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from lms.spreadsheets.rules.values import Cell, shown

LONGEST_TEXT = 32_767  # what a cell of a spreadsheet holds
MOST_COMMENTS = 60_000
"""More would take a kilobyte each, here and in Excel; the reasons stand in the sheet of rows to mend as well."""

FAULTY = "#F8D7DA"
AUTHOR = "三基学堂"
_COLUMN_WIDTH = 14


@contextmanager
def fresh_workbook(target: Path) -> Iterator["FreshWorkbook"]:
    """A workbook that is on disk, whole, at the end."""
    workbook = xlsxwriter.Workbook(str(target), {"constant_memory": True, "strings_to_formulas": False})
    try:
        yield FreshWorkbook(workbook)
    finally:
        workbook.close()


class FreshWorkbook:
    """Sheets are written one after the other, each from top to bottom."""

    def __init__(self, workbook: xlsxwriter.Workbook) -> None:
        self._workbook = workbook
        kinds: dict[str, dict[str, Any]] = {
            "text": {"num_format": "@"},
            "day": {"num_format": "yyyy-mm-dd"},
            "number": {},
        }
        self._formats = {
            (kind, faulty): workbook.add_format(kinds[kind] | ({"bg_color": FAULTY} if faulty else {}))
            for kind in kinds
            for faulty in (False, True)
        }
        self._bold = workbook.add_format({"bold": True, "num_format": "@", "text_wrap": True})

    def sheet(self, title: str, *, freeze_below: int = 1) -> "FreshSheet":
        """One more sheet; its rows above `freeze_below` stay in sight."""
        sheet = self._workbook.add_worksheet(title)
        sheet.freeze_panes(freeze_below, 0)
        sheet.set_column(0, 60, _COLUMN_WIDTH)
        return FreshSheet(sheet, self._formats, self._bold)


class FreshSheet:
    """A `to_mend.Paper` of a new workbook."""

    def __init__(self, sheet: Worksheet, formats: dict[tuple[str, bool], Any], bold: Any) -> None:  # noqa: ANN401 - xlsxwriter's
        self._sheet, self._formats, self._bold = sheet, formats, bold
        self._comments = 0

    def head(self, row: int, column: int, text: str) -> None:
        """See `to_mend.Paper`."""
        self._sheet.write_string(row, column, text[:LONGEST_TEXT], self._bold)

    def put(self, row: int, column: int, cell: Cell, *, faulty: bool = False) -> None:
        """See `to_mend.Paper`."""
        if isinstance(cell, float) and not isinstance(cell, bool):
            self._sheet.write_number(row, column, cell, self._formats["number", faulty])
        elif isinstance(cell, date):
            self._sheet.write_datetime(row, column, cell, self._formats["day", faulty])
        else:
            self._sheet.write_string(row, column, shown(cell)[:LONGEST_TEXT], self._formats["text", faulty])

    def comment(self, row: int, column: int, note: str) -> None:
        """Comment a cell, as long as a spreadsheet program can bear it."""
        self._comments += 1
        if self._comments <= MOST_COMMENTS:
            self._sheet.write_comment(row, column, note, {"author": AUTHOR, "x_scale": 2})
