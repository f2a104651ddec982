"""What a sheet is, whatever form it is given in: title, the line under it, headings, rows, and the foot."""

from dataclasses import dataclass, field
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
    """A heading, its width in Chinese characters, and how its cells stand."""

    heading: str
    width: int
    align: Align = Align.CENTRE
    group: str = ""  # a heading above this one and its neighbours of the same group


@dataclass(frozen=True)
class Sheet:
    """A roster. `table` holds one column for each of `columns`, texts and numbers only; serial numbers are added.

    `left`, `middle` and `right` are the line under the title; `foot` the lines after the last row; `signatures`
    the roles who sign. The sheet is A4, landscape unless `portrait`.
    """

    title: str
    columns: tuple[Column, ...]
    table: pd.DataFrame
    left: str = ""
    middle: str = ""
    right: str = ""
    foot: tuple[str, ...] = ()
    signatures: tuple[str, ...] = ()
    portrait: bool = False
    name: str = field(default="名册")

    def __post_init__(self) -> None:
        if list(self.table.columns) != [column.heading for column in self.columns]:
            raise ValueError("a sheet's table needs exactly its columns, in their order")

    @property
    def all_columns(self) -> tuple[Column, ...]:
        """The columns as printed, the serial number first."""
        return (Column(SERIAL, 3), *self.columns)

    def rows(self) -> list[list[object]]:
        """Every row as printed, with its serial number; no value is a dash."""
        filled = self.table.astype(object).where(self.table.notna(), EMPTY)
        return [
            [number, *(EMPTY if value == "" else value for value in row)]
            for number, row in enumerate(filled.itertuples(index=False, name=None), start=1)
        ]

    @property
    def has_groups(self) -> bool:
        """Whether the heading takes two rows."""
        return any(column.group for column in self.columns)
