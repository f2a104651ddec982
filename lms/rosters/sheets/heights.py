"""How high the rows of a workbook are: programs that open one do not all work that out by themselves."""

import pandas as pd

from lms.rosters.sheets.sheet import Column, Sheet

LEAST, ROOMY, LINE, EDGES = 21.0, 28.0, 14.5, 5.0  # points


def row_heights(sheet: Sheet) -> list[float]:
    """The height of each row in points: as many lines as its longest text takes in its column."""
    lines = pd.concat([_lines(sheet.table[column.heading], column) for column in sheet.columns], axis=1)
    heights: list[float] = (lines.max(axis=1) * LINE + EDGES).clip(lower=ROOMY if sheet.roomy else LEAST).tolist()
    return heights


def _lines(values: pd.Series, column: Column) -> pd.Series:
    """Lines that each text takes; a Chinese character is two places wide: its three bytes and itself, halved."""
    if values.dtype.kind in "ifub":
        return pd.Series(1, index=values.index)
    widths = values.fillna("").astype(str).map(lambda text: (len(text.encode()) + len(text)) // 2)
    return -(-widths // max(2, int(column.width * 2)))
