"""What an office gets back: its own workbook with every faulty cell marked, or the refused rows alone."""

from lms.spreadsheets.writing.marked import write_marked
from lms.spreadsheets.writing.refused import beside, write_refused

__all__ = ["beside", "write_marked", "write_refused"]
