"""A sheet as a workbook that prints as it is: title, repeated headings, frozen panes, print area, page numbers."""

import io
from collections.abc import Callable, Iterator
from itertools import accumulate

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from lms.rosters.sheets.blocks import laid_out
from lms.rosters.sheets.heights import row_heights
from lms.rosters.sheets.sheet import Align, Column, Sheet

_A4 = 9
_FONT = "宋体"
_TITLE_FONT = "黑体"
_SIDES = {Align.START: "left", Align.CENTRE: "center", Align.END: "right"}
_FROZEN_COLUMNS = 3
_AIR = 6  # characters around each text of the line under the title
_IN_ORDER_FROM = 20_000  # rows: from here on a row leaves memory once it is written


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
        self.foot = book.add_format(base | {"align": "left", "text_wrap": True})
        self.text = {one: book.add_format(box | {"align": side, "num_format": "@"}) for one, side in _SIDES.items()}
        self.number = {one: book.add_format(box | {"align": side}) for one, side in _SIDES.items()}
        self.share = {one: book.add_format(box | {"align": side, "num_format": "0.0%"}) for one, side in _SIDES.items()}

    def number_of(self, column: Column) -> Format:
        """How the numbers of a column look."""
        return (self.share if column.percent else self.number)[column.align]


def to_xlsx(sheet: Sheet) -> bytes:
    """The workbook's bytes. Texts are written as texts, so that no cell can be a formula."""
    sheet, buffer = laid_out(sheet), io.BytesIO()
    in_order = len(sheet) >= _IN_ORDER_FROM and not sheet.has_groups
    book = xlsxwriter.Workbook(
        buffer, {"constant_memory": in_order, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": sheet.title, **({"created": sheet.made_at} if sheet.made_at else {})})
    page = book.add_worksheet(sheet.name[:31])
    formats = _Formats(book)
    _set_up_page(page, sheet)
    first_row = _write_head(page, sheet, formats)
    next_row = _write_rows(page, first_row, sheet, formats)
    last_row = _write_foot(page, next_row, sheet, formats)
    page.repeat_rows(0, first_row - 1)
    page.freeze_panes(first_row, min(_FROZEN_COLUMNS, len(sheet.columns)))
    page.print_area(0, 0, last_row, len(sheet.columns))
    page.ignore_errors({"number_stored_as_text": f"A1:XFD{last_row + 1}"})  # no green corner on a person's number
    book.close()
    return buffer.getvalue()


def units(column: Column) -> float:
    """A column's width as workbooks count it: two for a Chinese character, and room at the edges."""
    return column.width * 2 + 1.2


def _set_up_page(page: Worksheet, sheet: Sheet) -> None:
    page.set_paper(_A4)
    if sheet.portrait:
        page.set_portrait()
    else:
        page.set_landscape()
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    page.center_horizontally()
    page.fit_to_pages(1, 0)
    page.set_footer("&C第&P页 共&N页")
    for index, column in enumerate(sheet.all_columns):
        page.set_column(index, index, units(column))


def _write_head(page: Worksheet, sheet: Sheet, formats: _Formats) -> int:
    """Title, the line under it and the headings; gives the first row of the table's body."""
    last = len(sheet.columns)
    page.set_row(0, 36)
    page.merge_range(0, 0, 0, last, "", formats.title)
    page.write_string(0, 0, sheet.title, formats.title)
    page.set_row(1, 22)
    line = (sheet.left, sheet.middle, sheet.right)
    for (start, end), side, text in zip(_three_parts(sheet), ("left", "center", "right"), line, strict=True):
        _write_across(page, (1, start, 1, end), text, formats.line[side])
    return _write_headings(page, sheet, formats)


def _three_parts(sheet: Sheet) -> tuple[tuple[int, int], ...]:
    """Three neighbouring ranges of columns, as wide as the texts of the line under the title need.

    At least three columns are there; each part has one.
    """
    last = len(sheet.columns)
    ends = list(accumulate(units(column) for column in sheet.all_columns))
    needed = list(accumulate(len(text) + _AIR for text in (sheet.left, sheet.middle, sheet.right)))
    first = min(range(last - 1), key=lambda index: abs(ends[index] / ends[-1] - needed[0] / needed[-1]))
    second = min(range(first + 1, last), key=lambda index: abs(ends[index] / ends[-1] - needed[1] / needed[-1]))
    return (0, first), (first + 1, second), (second + 1, last)


def _write_across(page: Worksheet, place: tuple[int, int, int, int], text: str, look: Format) -> None:
    """A text over a range of cells: first row, first column, last row, last column."""
    if place[:2] != place[2:]:
        page.merge_range(*place, "", look)
    page.write_string(*place[:2], text, look)


def _write_headings(page: Worksheet, sheet: Sheet, formats: _Formats) -> int:
    columns = sheet.all_columns
    if not sheet.has_groups:
        page.set_row(2, 34)
        for index, column in enumerate(columns):
            page.write_string(2, index, column.own_heading, formats.heading)
        return 3
    page.set_row(2, 22)
    page.set_row(3, 22)
    for start, end, group in group_ranges(sheet):
        if not group:
            _write_across(page, (2, start, 3, start), columns[start].own_heading, formats.heading)
            continue
        _write_across(page, (2, start, 2, end), group, formats.heading)
        for index in range(start, end + 1):
            page.write_string(3, index, columns[index].own_heading, formats.heading)
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


def _write_rows(page: Worksheet, row: int, sheet: Sheet, formats: _Formats) -> int:
    """The body, each row as high as its longest text needs; gives the row after it."""
    numbers = [formats.number_of(column) for column in sheet.all_columns]
    texts = [formats.text[column.align] for column in sheet.all_columns]
    write_string: Callable[..., int] = page.write_string
    write_number: Callable[..., int] = page.write_number
    for height, cells in zip(row_heights(sheet), sheet.rows(), strict=True):
        page.set_row(row, height)
        for index, value in enumerate(cells):
            if isinstance(value, str):
                write_string(row, index, value, texts[index])
            else:
                write_number(row, index, value, numbers[index])
        row += 1
    return row


def _write_foot(page: Worksheet, row: int, sheet: Sheet, formats: _Formats) -> int:
    """The sums, and what is signed; gives the last row written."""
    last = len(sheet.columns)
    whole = sum(units(column) for column in sheet.all_columns)
    for line in sheet.foot:
        page.set_row(row, 20 * -(-2 * len(line) // max(1, int(whole))))
        _write_across(page, (row, 0, row, last), line, formats.foot)
        row += 1
    if sheet.signatures:
        page.set_row(row, 30)
        signed = (f"{one.label}：{one.filled or '＿' * 7}" for one in sheet.signatures)
        _write_across(page, (row, 0, row, last), "　　　".join(signed), formats.foot)
        row += 1
    return row - 1
