"""A sheet as a PDF, set by typst from data; rows are never pasted into markup."""

import json
from pathlib import Path

import typst

from lms.rosters.sheets.fonts import FAMILY, print_fonts, refuse_missing_glyphs
from lms.rosters.sheets.sheet import Sheet
from lms.rosters.sheets.xlsx import group_ranges

_TEMPLATE = Path(__file__).parent.parent / "print" / "roster.typ"


def to_pdf(sheet: Sheet, title_font: str = "") -> bytes:
    """The document's bytes, tagged for readers. Raises Refused when the font lacks a character."""
    data = json.dumps(_data(sheet, title_font), ensure_ascii=False)
    refuse_missing_glyphs(data)
    compiler = typst.Compiler(font_paths=print_fonts(), ignore_system_fonts=True)
    result = compiler.compile(_TEMPLATE.read_bytes(), format="pdf", sys_inputs={"sheet": data})
    assert isinstance(result, bytes)  # noqa: S101 - one document, one file
    return result


def _data(sheet: Sheet, title_font: str) -> dict[str, object]:
    groups = list(group_ranges(sheet)) if sheet.has_groups else []
    return {
        "title": sheet.title,
        "left": sheet.left,
        "middle": sheet.middle,
        "right": sheet.right,
        "columns": [
            {"heading": one.heading.removeprefix(one.group), "width": one.width, "align": str(one.align)}
            for one in sheet.all_columns
        ],
        "groups": [{"first": first, "last": last, "name": name} for first, last, name in groups],
        "heading_rows": 2 if groups else 1,
        "rows": [[str(value) for value in row] for row in sheet.rows()],
        "foot": list(sheet.foot),
        "signatures": list(sheet.signatures),
        "portrait": sheet.portrait,
        "font": FAMILY,
        "title_font": title_font or FAMILY,
    }
