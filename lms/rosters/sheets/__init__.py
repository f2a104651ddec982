"""A sheet an office prints and files as it is, and the forms it is given in: xlsx, pdf, csv."""

from lms.rosters.sheets.sheet import Align, Column, Sheet, Signature

__all__ = ["Align", "Column", "Sheet", "Signature"]
