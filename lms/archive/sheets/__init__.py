"""Sheets that only a class's file has: its timetable, who signed in when, its material, the list of its documents."""

from lms.archive.sheets.documents import documents_sheet
from lms.archive.sheets.materials import materials_sheet
from lms.archive.sheets.signed import signed_sheets
from lms.archive.sheets.timetable import timetable_sheet

__all__ = ["documents_sheet", "materials_sheet", "signed_sheets", "timetable_sheet"]
