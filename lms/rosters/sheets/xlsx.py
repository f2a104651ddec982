"""A sheet as a workbook that prints as it is: title, repeated headings, frozen panes, print area, page numbers."""

import io
from collections.abc import Iterator
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from lms.rosters.sheets.sheet import Sheet

_A4 = 9
_FONT = "宋体"
_TITLE_FONT = "黑体"


class _Formats:
    """The few looks a sheet has, made once a workbook."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        base = {"font_name": _FONT, "font_size": 11, "valign": "vcenter"}
        box = base | {"border": 1, "text_wrap": True}
        self.title = book.add_format(
            {"font_name": _TITLE_FONT, "font_size": 18, "bold": True, "align": "center", "valign": "vcenter"}
        )
        self.line = {side: book.add_format(base | {"align": side}) for side in ("left", "center", "right")}
        self.heading = book.add_format(box | {"bold": True, "align": "center"})
        self.cell = {
            align: book.add_format(box | {"align": side, "num_format": "@"})
            for align, side in (("start", "left"), ("center", "center"), ("end", "right"))
        }
        self.number = {
            align: book.add_format(box | {"align": side})
            for align, side in (("start", "left"), ("center", "center"), ("end", "right"))
        }
        self.foot = book.add_format(base | {"align": "left"})


def to_xlsx(sheet: Sheet) -> bytes:
    """The workbook's bytes. Texts are written as texts, so that no cell can be a formula."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    page = book.add_worksheet(sheet.name[:31])
    formats = _Formats(book)
    _set_up_page(page, sheet)
    row = _write_head(page, sheet, formats)
    first_row = row
    for cells in sheet.rows():
        _write_row(page, row, cells, sheet, formats)
        row += 1
    last_row = _write_foot(page, row, sheet, formats)
    page.repeat_rows(0, first_row - 1)
    page.freeze_panes(first_row, 3 if len(sheet.all_columns) > 6 else 0)
    page.print_area(0, 0, last_row, len(sheet.all_columns) - 1)
    book.close()
    return buffer.getvalue()


def _set_up_page(page: Worksheet, sheet: Sheet) -> None:
    page.set_paper(_A4)
    if sheet.portrait:
        page.set_portrait()
    else:
        page.set_landscape()
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    page.center_horizontally()
    page.fit_to_pages(1, 0)
    page.set_footer("&C第&P页 共&N页")
    for index, column in enumerate(sheet.all_columns):
        page.set_column(index, index, column.width * 2 + 1)


def _write_head(page: Worksheet, sheet: Sheet, formats: _Formats) -> int:
    """Title, the line under it and the headings; gives the first row of the table's body."""
    last = len(sheet.all_columns) - 1
    page.set_row(0, 34)
    page.merge_range(0, 0, 0, last, sheet.title, formats.title)
    for (start, end), side, text in zip(_thirds(last), ("left", "center", "right"), _line(sheet), strict=True):
        if end > start:
            page.merge_range(1, start, 1, end, text, formats.line[side])
        else:
            page.write_string(1, start, text, formats.line[side])
    page.set_row(1, 22)
    return _write_headings(page, sheet, formats)


def _line(sheet: Sheet) -> tuple[str, str, str]:
    return sheet.left, sheet.middle, sheet.right


def _thirds(last: int) -> tuple[tuple[int, int], ...]:
    """Three neighbouring ranges of columns over the whole width; at least three columns are there."""
    first, second = (last + 1) // 3, 2 * (last + 1) // 3
    return (0, first - 1), (first, second - 1), (second, last)


def _write_headings(page: Worksheet, sheet: Sheet, formats: _Formats) -> int:
    columns = sheet.all_columns
    if not sheet.has_groups:
        page.set_row(2, 32)
        for index, column in enumerate(columns):
            page.write_string(2, index, column.heading, formats.heading)
        return 3
    for start, end, group in group_ranges(sheet):
        if not group:
            page.merge_range(2, start, 3, start, columns[start].heading, formats.heading)
            continue
        if end > start:
            page.merge_range(2, start, 2, end, group, formats.heading)
        else:
            page.write_string(2, start, group, formats.heading)
        for index in range(start, end + 1):
            page.write_string(3, index, columns[index].heading.removeprefix(group), formats.heading)
    return 4


def group_ranges(sheet: Sheet) -> Iterator[tuple[int, int, str]]:
    """Neighbouring columns of one group as (first, last, group); a column without a group stands alone."""
    columns = sheet.all_columns
    start = 0
    while start < len(columns):
        end, group = start, columns[start].group
        while group and end + 1 < len(columns) and columns[end + 1].group == group:
            end += 1
        yield start, end, group
        start = end + 1


def _write_row(page: Worksheet, row: int, cells: list[Any], sheet: Sheet, formats: _Formats) -> None:
    for index, (value, column) in enumerate(zip(cells, sheet.all_columns, strict=True)):
        if isinstance(value, int | float) and not isinstance(value, bool):
            page.write_number(row, index, value, formats.number[column.align])
        else:
            page.write_string(row, index, str(value), _cell(formats, column.align))


def _cell(formats: _Formats, align: str) -> Format:
    return formats.cell[align]


def _write_foot(page: Worksheet, row: int, sheet: Sheet, formats: _Formats) -> int:
    """The sums and who signs; gives the last row written."""
    last = len(sheet.all_columns) - 1
    lines = list(sheet.foot)
    if sheet.signatures:
        lines.append("          ".join(f"{role}（签字）：____________" for role in sheet.signatures))
    for line in lines:
        page.set_row(row, 24)
        page.merge_range(row, 0, row, last, line, formats.foot)
        row += 1
    return max(row - 1, 0)
