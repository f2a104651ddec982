"""Which reader a file needs, by its first bytes; what no reader takes is refused by name."""

from pathlib import Path

from flask_babel import gettext as _

from lms.spreadsheets.reading.archive import Archive
from lms.spreadsheets.reading.books import Book, Unreadable
from lms.spreadsheets.reading.delimited import open_delimited
from lms.spreadsheets.reading.xls import open_xls
from lms.spreadsheets.reading.xlsx import open_xlsx

_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER_FILES = {
    b"%PDF": "PDF", b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"GIF8": "GIF", b"Rar!": "RAR", b"7z\xbc\xaf": "7z",
    b"\x1f\x8b": "gzip", b"{\\rtf": "RTF", b"BM": "BMP", b"II*\0": "TIFF", b"MM\0*": "TIFF", b"SQLite format": "SQLite",
}  # fmt: skip
_OLD_EXCEL = (b"\x09\x00", b"\x09\x02", b"\x09\x04", b"\x09\x08")


def open_book(path: Path, headings: frozenset[str]) -> Book:
    """Open a file as what it is. `headings` help to find a text table's delimiter. Raises Unreadable."""
    try:
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError as error:
        raise Unreadable(
            _("The file %(name)s cannot be read: %(why)s.", name=path.name, why=error.strerror or type(error).__name__)
        ) from error
    if not head:
        raise Unreadable(_("The file is empty (0 bytes). Save it again and send it once more."))
    if head.startswith(_ZIP):
        _refuse_other_archives(path)
        return open_xlsx(path)
    if head.startswith(_COMPOUND):
        return open_xls(path)
    _refuse_other_files(head)
    return open_delimited(path, headings)


def _refuse_other_archives(path: Path) -> None:
    archive = Archive(path)
    try:
        names = archive.names()
        opendocument = archive.read("mimetype") if "mimetype" in archive else b""
    finally:
        archive.close()
    if opendocument.startswith(b"application/vnd.oasis"):
        raise Unreadable(_("This is an OpenDocument file. Save it as .xlsx and send that."))
    if not any(name.startswith("xl/") or "workbook" in name for name in names):
        raise Unreadable(_("This is a zip archive or another Office file, but no spreadsheet. Send the .xlsx itself."))


def _refuse_other_files(head: bytes) -> None:
    for signature, name in _OTHER_FILES.items():
        if head.startswith(signature):
            raise Unreadable(_("This is a %(name)s file, no spreadsheet. Send an .xlsx, .xls or .csv file.", name=name))
    if head.startswith(_OLD_EXCEL):
        raise Unreadable(_("This workbook is from before Excel 97. Save it as .xlsx and send that."))
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<", b"mime-version:")):
        raise Unreadable(
            _("This is a web page or XML under the name of a spreadsheet. Open it in Excel or WPS, "
              "save it as .xlsx, and send that.")
        )  # fmt: skip
