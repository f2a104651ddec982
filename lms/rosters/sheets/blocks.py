"""A long sheet on paper as two blocks side by side: numbers run down the left one, then down the right one."""

from dataclasses import replace

import pandas as pd

from lms.rosters.sheets.sheet import SERIAL, Column, Sheet

RIGHT = "右"


def laid_out(sheet: Sheet) -> Sheet:
    """The sheet as it is printed: in two blocks of the columns in `blocks` where it names some, else as it is."""
    if not sheet.blocks:
        return sheet
    names = [one for one in sheet.columns if one.heading in sheet.blocks]
    half = (len(sheet) + 1) // 2
    table = sheet.table[[one.heading for one in names]]
    numbers = pd.DataFrame({f"{RIGHT}{SERIAL}": pd.array(range(half + 1, len(sheet) + 1), dtype="Int64")})
    right = table.iloc[half:].reset_index(drop=True).add_prefix(RIGHT)
    blocks = [table.iloc[:half].reset_index(drop=True), numbers.reindex(range(half)), right.reindex(range(half))]
    columns = (*names, Column(f"{RIGHT}{SERIAL}", 2.5, blank="", shown=SERIAL), *map(_on_the_right, names))
    return replace(sheet, columns=columns, table=pd.concat(blocks, axis=1), blocks=())


def _on_the_right(column: Column) -> Column:
    return replace(column, heading=f"{RIGHT}{column.heading}", shown=column.heading, blank="")
