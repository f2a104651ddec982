"""Where a table begins: the first row, or pair of rows, that has the required headings."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lms.spreadsheets.rules.text import without_blanks
from lms.spreadsheets.rules.values import Cell, Row, shown


@dataclass(frozen=True)
class NumberedRow:
    """A row as it stands in the sheet, and with the values of merged cells that reach down into it."""

    number: int
    own: Row
    filled: Row
    reaching_down: frozenset[int] = frozenset()  # columns whose merged cell goes on in the next row


@dataclass(frozen=True)
class Heading:
    """A heading that was found: its rows, the known columns by heading, the others by name, and its texts."""

    first_row: int
    last_row: int
    columns: Mapping[str, int]
    unknown: tuple[tuple[int, str], ...]
    texts: tuple[Mapping[int, str], ...]  # of each of its rows, by column

    def text_of(self, column: int) -> str:
        """What stands above a column, lowest first; empty if nothing does."""
        return next((texts[column] for texts in reversed(self.texts) if column in texts), "")


@dataclass(frozen=True)
class Wanted:
    """The headings of an import: all of them, and those a file must have."""

    known: frozenset[str]
    required: tuple[str, ...]


@dataclass(frozen=True)
class NearMiss:
    """The best row that is not the heading: where it is, what it lacks."""

    row: int
    hits: int
    missing: tuple[str, ...]


def heading_text(cell: Cell) -> str:
    """A heading as it is compared: half-width, no blanks, no asterisk."""
    return without_blanks(shown(cell)).replace("*", "")


def find_heading(rows: Sequence[NumberedRow], wanted: Wanted) -> Heading | NearMiss:
    """The first heading among `rows`, else the row that came nearest to one."""
    nearest = NearMiss(0, 0, wanted.required)
    for index, row in enumerate(rows):
        below = rows[index + 1] if index + 1 < len(rows) and rows[index + 1].number == row.number + 1 else None
        for lines in _readings(row, below, wanted):
            names = _names(lines)
            hits = wanted.known & set(names.values())
            missing = tuple(name for name in wanted.required if name not in hits)
            if not missing:
                return _heading(lines, names, wanted)
            if len(hits) > nearest.hits:
                nearest = NearMiss(lines[-1].number, len(hits), missing)
    return nearest


def twice(heading: Heading, wanted: Wanted) -> tuple[str, ...]:
    """Known headings that stand in more than one column."""
    counted = Counter(heading.text_of(column) for column in {key for texts in heading.texts for key in texts})
    return tuple(sorted(name for name, number in counted.items() if number > 1 and name in wanted.known))


def _readings(row: NumberedRow, below: NumberedRow | None, wanted: Wanted) -> Iterable[tuple[NumberedRow, ...]]:
    """The row alone, or with the one below where a heading goes on there; alone first, unless cells reach down."""
    if below is None:
        return [(row,)]
    known_goes_on = any(heading_text(row.filled.get(column)) in wanted.known for column in row.reaching_down)
    if known_goes_on:
        return [(row, below)]
    if _is_whole(row, wanted) or _is_whole(below, wanted):
        return [(row,)]
    return [(row,), (row, below)]


def _is_whole(row: NumberedRow, wanted: Wanted) -> bool:
    return set(wanted.required) <= {heading_text(cell) for cell in row.filled.values()}


def _names(lines: tuple[NumberedRow, ...]) -> dict[int, str]:
    names: dict[int, str] = {}
    for line in lines:
        names |= _texts(line)
    return names


def _texts(line: NumberedRow) -> dict[int, str]:
    texts = {column: heading_text(cell) for column, cell in line.own.items()}
    return {column: text for column, text in texts.items() if text}


def _heading(lines: tuple[NumberedRow, ...], names: dict[int, str], wanted: Wanted) -> Heading:
    columns: dict[str, int] = {}
    for column in sorted(names):
        if names[column] in wanted.known:
            columns.setdefault(names[column], column)
    return Heading(
        first_row=lines[0].number,
        last_row=lines[-1].number,
        columns=columns,
        unknown=tuple((column, names[column]) for column in sorted(names) if names[column] not in wanted.known),
        texts=tuple(_texts(line) for line in lines),
    )
