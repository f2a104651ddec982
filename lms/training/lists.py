"""Reading whom an uploaded list names, whatever kind of spreadsheet the office sent."""

import tempfile
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from lms.errors import Refused
from lms.spreadsheets.reading import Sheet, open_book
from lms.spreadsheets.rules.headings import heading_text
from lms.spreadsheets.rules.values import Row, shown

MOST_ROWS = 5_000
NUMBER_HEADING, NAME_HEADING = "人员编号", "姓名"
_SEARCHED_ROWS = 50


def names_in_upload(upload: FileStorage) -> str:
    """What an uploaded list names, a line each. Raises Refused with one sentence when it cannot be read."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list"
        upload.save(path)
        return names_in_file(path)


def names_in_file(path: Path) -> str:
    """The numbers under 人员编号, else the names under 姓名, else the first column; of the first sheet that has any."""
    with open_book(path, frozenset({NUMBER_HEADING, NAME_HEADING})).opened() as book:
        for sheet in book.sheets:
            names = _names(sheet) if sheet.visible else []
            if names:
                return "\n".join(names)
    raise Refused(_("The file names nobody: there is nothing under 人员编号, under 姓名, or in the first column."))


def _names(sheet: Sheet) -> list[str]:
    rows = [cells for _number, cells in islice(sheet.rows(), MOST_ROWS + _SEARCHED_ROWS)]
    first_row, column = _place(rows)
    return [words for row in rows[first_row:] if (words := " ".join(shown(row.get(column)).split()))]


def _place(rows: Sequence[Row]) -> tuple[int, int]:
    """The row after the heading, and the column to read."""
    for wanted in (NUMBER_HEADING, NAME_HEADING):
        for place, row in enumerate(rows[:_SEARCHED_ROWS]):
            for column, cell in row.items():
                if heading_text(cell) == wanted:
                    return place + 1, column
    return 0, min((min(row) for row in rows if row), default=0)
