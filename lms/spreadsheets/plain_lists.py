"""A plain list as a file to open in Excel or to read by a program; cells are never formulas."""

import csv
import io
from collections.abc import Iterable, Sequence
from itertools import chain, islice

import xlsxwriter

Cell = str | int | None
MEDIA_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LOOKED_AT_FOR_WIDTHS = 200


def list_file(file_format: str, title: str, headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """The list as "xlsx" or "csv" (UTF-8 with a byte-order mark, for Excel). `title` names the sheet."""
    return _xlsx(title, headings, rows) if file_format == "xlsx" else _csv(headings, rows)


def _csv(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(headings)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _harmless(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_BEGINS_A_FORMULA) else cell


def _xlsx(title: str, headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    memory = io.BytesIO()
    book = xlsxwriter.Workbook(
        memory, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet(title[:31])
    bold = book.add_format({"bold": True, "bottom": 1})
    rows = iter(rows)
    first = list(islice(rows, _LOOKED_AT_FOR_WIDTHS))
    for column, heading in enumerate(headings):
        widest = max([heading, *(str(row[column] or "") for row in first)], key=_width)
        sheet.set_column(column, column, min(_width(widest) + 2, 60))
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.write_row(0, 0, headings, bold)
    for number, row in enumerate(chain(first, rows), start=1):
        for column, cell in enumerate(row):
            if isinstance(cell, int):
                sheet.write_number(number, column, cell)
            elif cell:
                sheet.write_string(number, column, cell)
    book.close()
    return memory.getvalue()


def _width(text: str) -> int:
    return sum(2 if ord(letter) > 0x2E7F else 1 for letter in text)
