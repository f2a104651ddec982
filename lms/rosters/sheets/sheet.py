"""What a sheet is, whatever form it is given in: title, the line under it, headings, rows, and the foot."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import pandas as pd

SERIAL = "序号"
EMPTY = "—"
"""What stands in a cell without a value: a filled-in form leaves none empty (rosters.md §0)."""


class Align(StrEnum):
    """How a column's cells stand."""

    START = "start"
    CENTRE = "center"
    END = "end"


@dataclass(frozen=True)
class Column:
    """A heading, its width in Chinese characters, and how its cells stand.

    `group`: a heading above this one and its neighbours of the same group. `blank`: what stands in a cell
    without a value. `percent`: its numbers are shares of one. `shown`: what stands above it, where two columns of
    one sheet are called the same.
    """

    heading: str
    width: float
    align: Align = Align.CENTRE
    group: str = ""
    blank: str = EMPTY
    percent: bool = False
    shown: str = ""

    @property
    def own_heading(self) -> str:
        """The heading as it stands under its group's; four characters in a narrow column are set two by two."""
        own = self.shown or self.heading.removeprefix(self.group)
        return f"{own[:2]}\n{own[2:]}" if len(own) == 4 and self.width < len(own) else own


@dataclass(frozen=True)
class Signature:
    """Something to sign, stamp or date below the table; `filled` is what is known already."""

    label: str
    filled: str = ""


@dataclass(frozen=True)
class Sheet:
    """A roster. `table` holds one column for each of `columns`, texts and numbers only; serial numbers are added.

    `left`, `middle` and `right` are the line under the title; `foot` the lines after the last row. `name` is
    that of the workbook's sheet and, with `file_name`, of the file. The sheet is A4, landscape unless `portrait`;
    `roomy` rows are high enough to be signed. `made_at`: when its files say they were made, so that the same sheet
    made again is the same to the byte; None: now.
    """

    title: str
    columns: tuple[Column, ...]
    table: pd.DataFrame
    left: str = ""
    middle: str = ""
    right: str = ""
    foot: tuple[str, ...] = ()
    signatures: tuple[Signature, ...] = ()
    portrait: bool = False
    roomy: bool = False
    blocks: tuple[str, ...] = ()
    name: str = "名册"
    file_name: str = ""
    made_at: datetime | None = None

    def __post_init__(self) -> None:
        if list(self.table.columns) != [column.heading for column in self.columns]:
            raise ValueError("a sheet's table needs exactly its columns, in their order")

    def __len__(self) -> int:
        return len(self.table)

    @property
    def all_columns(self) -> tuple[Column, ...]:
        """The columns as printed, the serial number first."""
        return (Column(SERIAL, 2.5), *self.columns)

    @property
    def has_groups(self) -> bool:
        """Whether the heading takes two rows."""
        return any(column.group for column in self.columns)

    def filled(self, first: int | None = None) -> list[list[object]]:
        """The values of each column as printed, column by column, the serial number first; of the `first` rows."""
        table = self.table if first is None else self.table.head(first)
        return [list(range(1, len(table) + 1)), *(_filled(table[one.heading], one) for one in self.columns)]

    def rows(self) -> list[tuple[object, ...]]:
        """Every row as printed: texts and numbers."""
        return list(zip(*self.filled(), strict=True))

    def texts(self, first: int | None = None) -> list[tuple[str, ...]]:
        """Every row, or the `first` ones, in words as people read them."""
        pairs = zip(self.filled(first), self.all_columns, strict=True)
        return list(zip(*([as_text(value, column) for value in values] for values, column in pairs), strict=True))


def _filled(values: pd.Series, column: Column) -> list[object]:
    texts = values.astype(object)
    kept: list[object] = texts.where(texts.notna() & (texts != ""), column.blank).tolist()
    return kept


def as_text(value: object, column: Column) -> str:
    """A value as it is printed: 24 and 7.5, never 24.0; shares with one decimal."""
    if column.percent and isinstance(value, int | float):
        return f"{value:.1%}"
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return str(value)
