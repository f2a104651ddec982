"""openpyxl keeps formulas and forgets their results; put the results back, so that the workbook reads as before."""

import re
import shutil
import zipfile
from collections.abc import Mapping
from datetime import date, datetime
from html import escape
from pathlib import Path

from lms.spreadsheets.rules.values import Cell, ErrorValue, NoValue

_FORMULA_CELL = re.compile(
    r'<c r="(?P<name>[A-Z]+\d+)"(?P<style>(?: s="\d+")?)(?: t="\w+")?>'
    r"(?P<formula><f\b[^>]*/>|<f\b.*?</f>)<v\s*(?:/>|></v>)</c>",
    re.DOTALL,
)


def keep_stored_values(workbook: Path, part: str, stored: Mapping[str, Cell], epoch: datetime) -> None:
    """Give formula cells of one sheet of a saved workbook their results, by the names of the cells."""
    if not stored:
        return

    def with_value(found: re.Match[str]) -> str:
        kind, text = _stored(stored.get(found["name"]), epoch)
        if not text:
            return found[0]
        return f'<c r="{found["name"]}"{found["style"]}{kind}>{found["formula"]}<v>{text}</v></c>'

    rewritten = workbook.with_name(f"{workbook.name}.tmp")
    with zipfile.ZipFile(workbook) as old, zipfile.ZipFile(rewritten, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == part:
                content = _FORMULA_CELL.sub(with_value, content.decode()).encode()
            new.writestr(entry, content)
    shutil.move(rewritten, workbook)


def _stored(value: Cell, epoch: datetime) -> tuple[str, str]:
    """The type attribute and text of a stored result; no text: there is none."""
    if value is None or isinstance(value, NoValue):
        return "", ""
    if isinstance(value, bool):
        return ' t="b"', str(int(value))
    if isinstance(value, float):
        return "", repr(value)
    if isinstance(value, date):
        return "", str((value - epoch.date()).days)
    return (' t="e"' if isinstance(value, ErrorValue) else ' t="str"'), escape(value, quote=False)
