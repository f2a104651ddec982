"""Old .xls workbooks: values by calamine, what it loses by `biff`."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path

import olefile
from flask_babel import gettext as _
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from lms.spreadsheets.reading.archive import damaged, encrypted
from lms.spreadsheets.reading.biff import Marks, SheetMarks, marks_of
from lms.spreadsheets.reading.books import Book, Merge, Sheet, Unreadable
from lms.spreadsheets.reading.number_formats import day_of_serial, with_time
from lms.spreadsheets.rules.values import NO_VALUE, Cell, DayAndTime, ErrorValue, Row


@dataclass
class XlsSheet:
    """One sheet of an .xls; at most 65,536 rows, so it is held whole."""

    name: str
    visible: bool
    source: CalamineSheet = field(repr=False)
    marks: SheetMarks = field(repr=False)
    from_1904: bool
    share_read: float = 0.0

    @property
    def merges(self) -> list[Merge]:
        """See `books.Sheet`."""
        ranges = self.source.merged_cell_ranges or []
        return [Merge(top + 1, bottom + 1, left, right) for (top, left), (bottom, right) in ranges]

    def rows(self) -> Iterator[tuple[int, Row]]:
        """See `books.Sheet`."""
        special: dict[int, Row] = {}
        for (row, column), text in self.marks.errors.items():
            special.setdefault(row, {})[column] = ErrorValue(text)
        for row, column in self.marks.without_value:
            special.setdefault(row, {})[column] = NO_VALUE
        height = max(self.source.total_height, 1)
        for index, values in enumerate(self.source.to_python(skip_empty_area=False)):
            self.share_read = min((index + 1) / height, 1.0)
            cells = {column: self._cell(index, column, value) for column, value in enumerate(values) if value != ""}
            cells |= special.get(index, {})
            if cells:
                yield index + 1, cells

    def _cell(self, row: int, column: int, value: object) -> Cell:
        if isinstance(value, bool | str):
            return value
        if isinstance(value, datetime):
            return _with_clock(value)
        if isinstance(value, date):
            return value
        if isinstance(value, int | float):
            number = float(value)
            day = day_of_serial(number, from_1904=self.from_1904) if (row, column) in self.marks.days else None
            return number if day is None else with_time(day, number)
        return _clock_text(value)


def _with_clock(value: datetime) -> date:
    seconds = (value.hour * 60 + value.minute) * 60 + value.second
    return DayAndTime.of(value.date(), seconds) if seconds else value.date()


def _clock_text(value: object) -> Cell:
    """Times of day and durations are kept as the words they show; no column takes them."""
    return str(value) if isinstance(value, time | timedelta) else None


def open_xls(path: Path) -> Book:
    """A workbook in a compound file. Raises Unreadable; an encrypted .xlsx comes in such a file too."""
    try:
        with olefile.OleFileIO(path) as compound:
            stream = _workbook_stream(compound)
        marks = marks_of(stream)
        workbook = CalamineWorkbook.from_path(str(path))
        return Book("xls", list(_sheets(workbook, marks)))
    except (CalamineError, OSError, ValueError, IndexError) as error:
        raise damaged() from error


def _workbook_stream(compound: olefile.OleFileIO) -> bytes:
    names = {entry[-1].lower(): entry for entry in compound.listdir()}
    if "encryptedpackage" in names:
        raise encrypted()
    entry = names.get("workbook") or names.get("book")
    if entry is None:
        raise Unreadable(_("This is an Office file, but no spreadsheet. Send an .xlsx, .xls or .csv file."))
    return compound.openstream(entry).read()


def _sheets(workbook: CalamineWorkbook, marks: Marks) -> Iterator[Sheet]:
    for index, about in enumerate(workbook.sheets_metadata):
        if about.typ is not SheetTypeEnum.WorkSheet:
            continue
        known = marks.sheets[index] if index < len(marks.sheets) else SheetMarks()
        visible = about.visible is SheetVisibleEnum.Visible
        yield XlsSheet(about.name, visible, workbook.get_sheet_by_index(index), known, marks.from_1904)
