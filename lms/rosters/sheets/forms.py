"""A sheet in the form somebody asked for."""

from lms.rosters.rules.kinds import FileFormat
from lms.rosters.sheets.csv_form import to_csv
from lms.rosters.sheets.pdf import to_pdf
from lms.rosters.sheets.sheet import Sheet
from lms.rosters.sheets.xlsx import to_xlsx


def to_file(sheet: Sheet, file_format: FileFormat, title_font: str = "") -> bytes:
    """The bytes of the file. Raises Refused when it cannot be printed (`to_pdf`)."""
    if file_format is FileFormat.PDF:
        return to_pdf(sheet, title_font)
    return to_xlsx(sheet) if file_format is FileFormat.XLSX else to_csv(sheet)
