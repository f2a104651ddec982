"""Which sheet of a book holds the table, and where its heading stands."""

from dataclasses import dataclass
from itertools import islice

from flask_babel import gettext as _

from lms.spreadsheets.reading import Book, Unreadable
from lms.spreadsheets.reading.books import numbered_rows
from lms.spreadsheets.rules.headings import Heading, NearMiss, Wanted, find_heading, twice

ROWS_SEARCHED = 1_000


@dataclass(frozen=True)
class Place:
    """Where a book's table is: the index of its sheet among all sheets, the heading, other sheets that have it."""

    sheet_index: int
    sheet_name: str
    heading: Heading
    other_sheets: tuple[str, ...] = ()


def locate(book: Book, wanted: Wanted) -> Place:
    """The first visible sheet with the required headings. Raises Unreadable: there is none, or a heading twice."""
    found: list[Place] = []
    nearest: tuple[NearMiss, str] | None = None
    for index, sheet in enumerate(book.sheets):
        if not sheet.visible:
            continue
        heading = find_heading(list(islice(numbered_rows(sheet), ROWS_SEARCHED)), wanted)
        if isinstance(heading, Heading):
            found.append(Place(index, sheet.name, heading))
        elif nearest is None or heading.hits > nearest[0].hits:
            nearest = heading, sheet.name
    if not found:
        raise _no_heading(nearest, wanted)
    first = found[0]
    if doubled := twice(first.heading, wanted):
        raise Unreadable(
            _("Row %(row)s has the heading %(headings)s more than once. Keep one list and one column of each.",
              row=first.heading.last_row, headings="、".join(doubled))
        )  # fmt: skip
    return Place(first.sheet_index, first.sheet_name, first.heading, tuple(place.sheet_name for place in found[1:]))


def _no_heading(nearest: tuple[NearMiss, str] | None, wanted: Wanted) -> Unreadable:
    if nearest is None or nearest[0].hits < 2:
        return Unreadable(
            _("No row with the headings was found in the visible sheets. One row must have these: %(headings)s.",
              headings="、".join(wanted.required))
        )  # fmt: skip
    miss = nearest[0]
    return Unreadable(
        _("The headings in row %(row)s lack %(missing)s. Add the columns, then send the file again.",
          row=miss.row, missing="、".join(miss.missing))
    )  # fmt: skip
