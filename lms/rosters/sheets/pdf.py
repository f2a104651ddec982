"""A sheet as a PDF, set by typst from data; rows are never pasted into markup."""

from pathlib import Path

from flask_babel import gettext as _

from lms.documents.pdf import typeset
from lms.errors import Refused
from lms.rosters.sheets.blocks import laid_out
from lms.rosters.sheets.sheet import Sheet
from lms.rosters.sheets.xlsx import group_ranges

_TEMPLATE = Path(__file__).parent.parent / "print" / "roster.typ"
MOST_ROWS = 20_000
_TAGGED_UP_TO = 5_000  # rows: beyond, the marks for readers would make the file thirteen times as long
_ROOMY = 74
"""So many Chinese characters fit across A4 landscape in the usual size; wider sheets are set smaller."""
_ROOMY_UPRIGHT = 48


def to_pdf(sheet: Sheet, title_font: str = "") -> bytes:
    """The document's bytes, tagged for readers. Raises Refused when the font lacks a character.

    `title_font` names an installed family for the title, such as an office's 小标宋. Raises Refused too when there
    are more rows than anybody prints.
    """
    if len(sheet) > MOST_ROWS:
        raise Refused(
            _("A PDF takes %(most)s rows at most. Choose one street, or export Excel or CSV.", most=f"{MOST_ROWS:,}")
        )
    tagged = len(sheet) <= _TAGGED_UP_TO
    return typeset(_TEMPLATE, _data(laid_out(sheet)), title_font=title_font, tagged=tagged, made_at=sheet.made_at)


def _data(sheet: Sheet) -> dict[str, object]:
    columns = sheet.all_columns
    groups = list(group_ranges(sheet)) if sheet.has_groups else []
    width = sum(column.width + 0.7 for column in columns)
    return {
        "title": sheet.title,
        "left": sheet.left,
        "middle": sheet.middle,
        "right": sheet.right,
        "columns": [{"heading": one.own_heading, "width": one.width + 0.7, "align": str(one.align)} for one in columns],
        "groups": [{"first": first, "last": last, "name": name} for first, last, name in groups],
        "rows": sheet.texts(),
        "foot": list(sheet.foot),
        "signatures": [{"label": one.label, "filled": one.filled} for one in sheet.signatures],
        "portrait": sheet.portrait,
        "roomy": sheet.roomy,
        "scale": min(1.0, (_ROOMY_UPRIGHT if sheet.portrait else _ROOMY) / width),
    }
