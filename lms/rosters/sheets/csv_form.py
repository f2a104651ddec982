"""A sheet as csv for other programs: headings and rows alone, UTF-8 with the mark that spreadsheets look for."""

import csv
import io

from lms.rosters.sheets.sheet import Sheet

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def to_csv(sheet: Sheet) -> bytes:
    """The bytes of the file; a text that a spreadsheet would take for a formula gets an apostrophe in front."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow([column.heading for column in sheet.all_columns])
    writer.writerows([_plain(value) for value in row] for row in sheet.rows())
    return buffer.getvalue().encode("utf-8-sig")


def _plain(value: object) -> object:
    if isinstance(value, str) and value.startswith(_STARTS_A_FORMULA):
        return "'" + value
    return value
