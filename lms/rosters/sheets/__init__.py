"""A sheet an office prints and files as it is, and the forms it is given in: xlsx, pdf, csv."""

from lms.rosters.sheets.sheet import Column, Sheet

__all__ = ["Column", "Sheet"]
