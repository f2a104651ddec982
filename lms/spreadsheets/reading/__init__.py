"""From the bytes an office sends to visible sheets with rows: .xlsx, .xls, .csv; the content decides, not the name."""

from lms.spreadsheets.reading.books import Book, Sheet, Unreadable
from lms.spreadsheets.reading.opening import open_book

__all__ = ["Book", "Sheet", "Unreadable", "open_book"]
