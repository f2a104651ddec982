"""Rows below a heading that are no data: totals, signatures, the heading once more, examples."""

from lms.spreadsheets.rules.headings import Heading, heading_text
from lms.spreadsheets.rules.text import is_blank, is_empty, without_blanks
from lms.spreadsheets.rules.values import Row, shown

EQUAL_ROW = "equal row"
"""How the report names a row that equals one above it."""

_TOTALS = ("合计", "总计", "小计", "共计", "备注", "说明", "审核", "填表", "制表", "填报")
EXAMPLE = "示例："
"""How the example row of a sample sheet begins."""
_EXAMPLES = ("例:", "示例", "样例")
_LONGEST = 40


def is_blank_row(row: Row) -> bool:
    """Whether no cell of the row itself holds more than blanks."""
    return all(is_blank(cell) for cell in row.values())


def left_out(row: Row, key_column: int, heading: Heading) -> str | None:
    """How a row that is no data begins; None for a row of data.

    `row` holds the row's own cells, without what merged cells lend it; one of them at least is not blank.
    """
    first = next(column for column in sorted(row) if not is_blank(row[column]))
    begins = without_blanks(shown(row[first]))
    without_key = first == key_column or is_empty(row.get(key_column))
    if without_key and begins.startswith(_TOTALS):
        return begins[:_LONGEST]
    if begins.startswith(_EXAMPLES) or _is_heading_again(row, first, key_column, heading):
        return begins[:_LONGEST]
    return None


def _is_heading_again(row: Row, first: int, key_column: int, heading: Heading) -> bool:
    if heading_text(row.get(key_column)) == heading.text_of(key_column):
        return True
    if all(line.get(first) != heading_text(row[first]) for line in heading.texts):
        return False
    texts = {column: heading_text(cell) for column, cell in row.items() if not is_blank(cell)}
    return len(texts) > 1 and any(
        all(line.get(column) == text for column, text in texts.items()) for line in heading.texts
    )
