"""The rows that `--partial` left behind, with the reasons, to be mended and imported again."""

from pathlib import Path

from lms.spreadsheets.report import Report
from lms.spreadsheets.writing.fresh import fresh_workbook
from lms.spreadsheets.writing.to_mend import TITLE, Notes, only_refused, read_again, write_rows_to_mend


def write_refused(source: Path, report: Report, target: Path) -> None:
    """Write the refused rows of `source`, as `report` tells them, to `target` (.xlsx)."""
    with read_again(source, report) as (_book, rows), fresh_workbook(target) as workbook:
        write_rows_to_mend(workbook.sheet(TITLE), report, only_refused(rows, report), Notes(report))


def beside(source: Path) -> Path:
    """Where the refused rows go when nobody says: beside the file, over nothing that is there already."""
    target = source.with_name(f"{source.stem}-{TITLE}.xlsx")
    number = 2
    while target.exists():
        target = source.with_name(f"{source.stem}-{TITLE}-{number}.xlsx")
        number += 1
    return target
