"""A sheet as csv for other programs: headings and rows alone, UTF-8 with the mark that spreadsheets look for."""

import csv
import io

from lms.rosters.sheets.sheet import Sheet

_BLANKS = " \u00a0\u3000\ufeff"
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def to_csv(sheet: Sheet) -> bytes:
    """The bytes of the file; a text that a spreadsheet would take for a formula gets an apostrophe in front."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow([column.heading for column in sheet.all_columns])
    writer.writerows([_harmless(text) for text in row] for row in sheet.texts())
    return buffer.getvalue().encode("utf-8-sig")


def _harmless(text: str) -> str:
    return "'" + text if text.lstrip(_BLANKS).startswith(_STARTS_A_FORMULA) else text
