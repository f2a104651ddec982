"""Text tables: comma, semicolon or tab; CRLF, LF or CR; UTF-8 with or without byte-order mark, or GB18030."""

import codecs
import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from flask_babel import gettext as _

from lms.spreadsheets.reading.books import Book, Merge, Unreadable
from lms.spreadsheets.rules.headings import heading_text
from lms.spreadsheets.rules.values import Row

DELIMITERS = (",", ";", "\t")
_CHUNK = 256 * 1024
_ROWS_TO_LOOK_AT = 200
_CUT_OFF_WITHIN = 4  # the longest character of both encodings


@dataclass
class DelimitedSheet:
    """The one sheet of a text table."""

    path: Path
    encoding: str
    delimiter: str
    name: str = ""
    visible: bool = True
    share_read: float = 0.0

    @property
    def merges(self) -> list[Merge]:
        """A text table has no merged cells."""
        return []

    def rows(self) -> Iterator[tuple[int, Row]]:
        """See `books.Sheet`. A quoted line break does not begin a new row, a blank line is a row."""
        number = 0
        with self.path.open(encoding=self.encoding, newline="") as lines:
            records = csv.reader(self._watched(lines), delimiter=self.delimiter, strict=True)
            while True:
                number += 1
                try:
                    record = next(records)
                except StopIteration:
                    return
                except csv.Error as error:
                    raise _broken_quotes(number) from error
                if row := {index: text for index, text in enumerate(record) if text}:
                    yield number, row  # type: ignore[misc]

    def _watched(self, lines: Iterable[str]) -> Iterator[str]:
        """The lines, while `share_read` keeps count; a character counts as two bytes, near enough."""
        size = max(self.path.stat().st_size, 1)
        done = 0
        for line in lines:
            done += len(line) * 2
            self.share_read = min(done / size, 1.0)
            yield line


def open_delimited(path: Path, headings: frozenset[str]) -> Book:
    """A text table; its delimiter is the one under which a row shows most of `headings`. Raises Unreadable."""
    encoding = _encoding_of(path)
    sheets = [DelimitedSheet(path, encoding, delimiter) for delimiter in DELIMITERS]
    return Book("csv", [max(sheets, key=lambda sheet: _headings_seen(sheet, headings))])


def _headings_seen(sheet: DelimitedSheet, headings: frozenset[str]) -> int:
    try:
        rows = list(islice(sheet.rows(), _ROWS_TO_LOOK_AT))
    except Unreadable:
        return 0
    return max((sum(heading_text(cell) in headings for cell in row.values()) for _number, row in rows), default=0)


def _encoding_of(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(4096)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or _looks_like_utf16(head):
        raise Unreadable(
            _("The text is in UTF-16 (Excel calls it Unicode text). Save it as .xlsx, or as .csv in UTF-8 or GB18030.")
        )
    if head.startswith(codecs.BOM_UTF8):
        return _checked(path, "utf-8-sig")
    try:
        return _checked(path, "utf-8")
    except UnicodeDecodeError as error:
        cut_off = error.reason == "unexpected end of data"
        return _as_gb18030(path, cut_off=cut_off)


def _as_gb18030(path: Path, *, cut_off: bool) -> str:
    """Try the other encoding, unless the file is UTF-8 whose last character is missing its end."""
    if not cut_off:
        try:
            return _checked(path, "gb18030")
        except UnicodeDecodeError as error:
            cut_off = error.reason == "incomplete multibyte sequence"
    if cut_off:
        raise Unreadable(_("The file was cut off on its way: it ends in the middle of a character. Send it once more."))
    raise Unreadable(_("This is neither a spreadsheet nor text in UTF-8 or GB18030. Send an .xlsx, .xls or .csv file."))


def _checked(path: Path, encoding: str) -> str:
    """Decode the file once from end to end. Raises UnicodeDecodeError, or Unreadable for a NUL."""
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        while piece := file.read(_CHUNK):
            if b"\0" in piece:
                raise Unreadable(
                    _("The file holds NUL characters: it is damaged, or no text table. Send an .xlsx or .csv file.")
                )
            decoder.decode(piece)
        decoder.decode(b"", True)
    return encoding


def _looks_like_utf16(head: bytes) -> bool:
    """Every other byte of Latin text in UTF-16 is a NUL."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    return len(head) > 4 and max(even, odd) > len(head) // 8 and min(even, odd) < max(even, odd) // 8


def _broken_quotes(row: int) -> Unreadable:
    return Unreadable(
        _("A quotation mark in row %(row)s is never closed, or text follows it. "
          "Write two marks for one inside a text, or send the workbook as .xlsx.", row=row)
    )  # fmt: skip
