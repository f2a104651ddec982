"""The parts of an .xlsx workbook around its sheets: which sheets there are, styles, shared texts, merged cells."""

import codecs
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring
from flask_babel import gettext as _

from lms.spreadsheets.reading.archive import Archive, damaged
from lms.spreadsheets.reading.books import Book, Merge, Unreadable, merge_of
from lms.spreadsheets.reading.number_formats import BUILT_IN_DAYS, shows_a_day
from lms.spreadsheets.reading.sheet_xml import Meanings, SheetRows, TextParts, parse, plain_parser
from lms.spreadsheets.rules.values import Row

Element = Any  # of xml.etree, which only defusedxml may touch
MOST_MERGES = 200_000
_MERGED = re.compile(r"<(?:\w+:)?mergeCell\s[^>]*?\bref\s*=\s*[\"']([^\"']+)[\"']")
_LONGEST_TAG = 400


@dataclass
class XlsxSheet:
    """One sheet of the workbook; its rows are streamed."""

    name: str
    visible: bool
    part: str
    archive: Archive = field(repr=False)
    meanings: Meanings = field(repr=False)
    share_read: float = 0.0

    def rows(self) -> Iterator[tuple[int, Row]]:
        """See `books.Sheet`."""
        reader = SheetRows(self.meanings)
        size = max(self.archive.size(self.part), 1)
        done = 0
        for length in parse(self.archive.chunks(self.part), reader.parser):
            done += length
            self.share_read = done / size
            yield from reader.take()
        yield from reader.take()

    @cached_property
    def merges(self) -> list[Merge]:
        """Merged cells stand behind the rows in the file, so they are looked for before the rows are read."""
        found = [merge for text in self._merge_texts() if (merge := merge_of(text))]
        if len(found) > MOST_MERGES:
            raise Unreadable(
                _("The sheet has more than %(most)s merged cells. Copy the rows into a new workbook, as values.",
                  most=f"{MOST_MERGES:,}")
            )  # fmt: skip
        return found

    def _merge_texts(self) -> Iterator[str]:
        """The names of merged ranges, sought in the bytes: `<` cannot stand in a cell's text."""
        decoder = None
        rest = ""
        for piece in self.archive.chunks(self.part):
            if decoder is None:
                wide = piece.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
                decoder = codecs.getincrementaldecoder("utf-16" if wide else "latin-1")("replace")
            text = rest + decoder.decode(piece)
            end = 0
            for found in _MERGED.finditer(text):
                yield found.group(1)
                end = found.end()
            rest = text[max(end, len(text) - _LONGEST_TAG) :]


@dataclass
class XlsxBook(Book):
    """An .xlsx workbook."""

    archive: Archive | None = field(default=None, repr=False)

    def close(self) -> None:
        """Let the file go."""
        if self.archive:
            self.archive.close()


def open_xlsx(path: Path) -> XlsxBook:
    """Read what stands around the sheets. Raises Unreadable."""
    archive = Archive(path)
    try:
        return _book(archive)
    except BaseException:
        archive.close()
        raise


def _book(archive: Archive) -> XlsxBook:
    main = _main_part(archive)
    root = _xml(archive, main)
    targets = _relationships(archive, main)
    by_type = dict(targets.values())
    meanings = Meanings(
        texts=_shared_texts(archive, by_type.get("sharedStrings")),
        day_styles=_day_styles(archive, by_type.get("styles")),
        from_1904=_child(root, "workbookPr").get("date1904", "0").lower() in {"1", "true", "on"},
    )
    sheets = []
    for sheet in _children(_child(root, "sheets"), "sheet"):
        relation = next((value for key, value in sheet.attrib.items() if _local(key) == "id"), "")
        kind, part = targets.get(relation, ("", ""))
        if kind != "worksheet" or part not in archive:
            continue
        visible = sheet.get("state", "visible") == "visible"
        sheets.append(XlsxSheet(sheet.get("name", ""), visible, part, archive, meanings))
    return XlsxBook("xlsx", list(sheets), archive)


def _main_part(archive: Archive) -> str:
    targets = _relationships(archive, "")
    main = next((target for kind, target in targets.values() if kind == "officeDocument"), "xl/workbook.xml")
    if main.endswith(".bin"):
        raise Unreadable(_("This is a binary workbook (.xlsb). Save it as .xlsx and send that."))
    return main


def _relationships(archive: Archive, part: str) -> dict[str, tuple[str, str]]:
    """Id → (last word of the type, whole name of the target) of what a part refers to."""
    folder, name = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    if relations not in archive:
        return {}
    found = {}
    for one in _xml(archive, relations):
        target = one.get("Target", "").replace("\\", "/")
        whole = target if target.startswith("/") else posixpath.join(folder, target)
        kind = one.get("Type", "").rpartition("/")[2]
        found[one.get("Id", "")] = (kind, posixpath.normpath(whole).lstrip("/"))
    return found


def _shared_texts(archive: Archive, part: str | None) -> list[str]:
    texts: list[str] = []
    if not part or part not in archive:
        return texts
    parser = plain_parser()
    collected = TextParts(parser)

    def start(tag: str, _attributes: dict[str, str]) -> None:
        tag = _local(tag)
        if tag == "si":
            collected.begin()
        else:
            collected.start(tag)

    def end(tag: str) -> None:
        tag = _local(tag)
        if tag == "si":
            texts.append(collected.text())
        else:
            collected.end(tag)

    parser.StartElementHandler, parser.EndElementHandler = start, end
    for _length in parse(archive.chunks(part), parser):
        pass
    return texts


def _day_styles(archive: Archive, part: str | None) -> frozenset[int]:
    """The numbers of cell styles whose number format shows a day."""
    if not part or part not in archive:
        return frozenset()
    root = _xml(archive, part)
    codes = {one.get("numFmtId", ""): one.get("formatCode", "") for one in _children(_child(root, "numFmts"), "numFmt")}

    def is_day(style: Element) -> bool:
        number = style.get("numFmtId", "0")
        if number in codes:
            return shows_a_day(codes[number])
        return number.isdigit() and int(number) in BUILT_IN_DAYS

    styles = _children(_child(root, "cellXfs"), "xf")
    return frozenset(index for index, style in enumerate(styles) if is_day(style))


def _xml(archive: Archive, part: str) -> Element:
    try:
        return fromstring(archive.read(part), forbid_dtd=True)
    except DefusedXmlException as error:
        raise Unreadable(
            _("The file holds a document type or entities in its XML, which no spreadsheet program writes; "
              "it was not opened. Open it, save it as .xlsx, and send that.")
        ) from error  # fmt: skip
    except (ParseError, UnicodeError, LookupError, ValueError) as error:
        raise damaged() from error


def _local(tag: str) -> str:
    """A name without its namespace or prefix."""
    return tag.rpartition("}")[2].rpartition(":")[2]


def _children(element: Element, name: str) -> list[Element]:
    return [one for one in element if _local(one.tag) == name]


def _child(element: Element, name: str) -> Element:
    """The first child of that name, else an empty element of its kind."""
    found = _children(element, name)
    return found[0] if found else element.makeelement(name, {})
