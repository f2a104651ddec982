"""The zip of a class's file: made of its contents alone, the same to the byte whenever it is made.

Every entry bears the moment of the closing; documents say they were made then; nothing is compressed, as sheets and
PDFs are already. `manifest.json` and the printed list name each file with its SHA-256; `SHA256SUMS` is what
`sha256sum --check` reads.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterator

from lms import clock
from lms.archive.contents import Contents, Document
from lms.archive.sheets.documents import Listed, documents_sheet
from lms.errors import Refused
from lms.files.actions import opened
from lms.files.models import StoredFile
from lms.rosters.sheets import Sheet
from lms.rosters.sheets.pdf import to_pdf
from lms.rosters.sheets.xlsx import to_xlsx

LIST, MANIFEST, SUMS = "00-班次档案目录", "manifest.json", "SHA256SUMS"
Entry = tuple[str, str, bytes]
"""Which document it belongs to, the name in the zip, the bytes."""
NO_PDF = "（缺字，没有PDF）"
"""What the list says of a sheet that the print font has no character for; its workbook is there all the same."""


def bundle(contents: Contents, stored: dict[int, StoredFile], progress: Callable[[int, int], None]) -> bytes:
    """The zip's bytes. `stored`: the kept files that the contents name. Raises NotFound if one's bytes are gone."""
    steps = len(contents.documents) + 1
    entries: list[Entry] = []
    for number, document in enumerate(contents.documents):
        progress(number, steps)
        entries += _entries(document, stored)
    progress(steps - 1, steps)
    entries = [*_sheet_entries(LIST, "班次档案目录", documents_sheet(contents, _listed(entries))), *entries]
    entries.append(("", MANIFEST, _manifest(contents, entries)))
    sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for _document, name, content in entries)
    return _zipped([*entries, ("", SUMS, sums.encode())], contents)


def _entries(document: Document, stored: dict[int, StoredFile]) -> Iterator[Entry]:
    if document.sheet is not None:
        yield from _sheet_entries(document.stem, document.name, document.sheet)
    for file_id, ending in document.files:
        with opened(stored[file_id]) as stream:
            yield document.name, f"{document.stem}{ending}", stream.read()


def _sheet_entries(stem: str, name: str, sheet: Sheet) -> Iterator[Entry]:
    """As a PDF to print and as a workbook; without the PDF where the font lacks a character."""
    try:
        yield name, f"{stem}.pdf", to_pdf(sheet)
    except Refused:
        name += NO_PDF
    yield name, f"{stem}.xlsx", to_xlsx(sheet)


def _listed(entries: list[Entry]) -> list[Listed]:
    return [
        Listed(document, name, len(content), hashlib.sha256(content).hexdigest()) for document, name, content in entries
    ]


def _manifest(contents: Contents, entries: list[Entry]) -> bytes:
    said = {
        "class": contents.class_name,
        "organiser": contents.organiser,
        "closed_at": contents.closed_at.isoformat(),
        "closed_by": contents.closed_by,
        "known_at": contents.known_at.isoformat(),
        "supplemented_at": contents.supplemented_at.isoformat() if contents.supplemented_at else None,
        "files": [
            {"document": one.document, "name": one.name, "bytes": one.size, "sha256": one.sha256}
            for one in _listed(entries)
        ],
        "left_out": [{"document": name, "why": why} for name, why in contents.left_out],
    }
    return json.dumps(said, ensure_ascii=False, indent=1).encode()


def _zipped(entries: list[Entry], contents: Contents) -> bytes:
    buffer = io.BytesIO()
    at = clock.local(contents.closed_at)
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for _document, name, content in entries:
            entry = zipfile.ZipInfo(name, (at.year, at.month, at.day, at.hour, at.minute, at.second))
            entry.create_system, entry.external_attr = 3, 0o644 << 16  # as if always made on the same machine
            archive.writestr(entry, content)
    return buffer.getvalue()
