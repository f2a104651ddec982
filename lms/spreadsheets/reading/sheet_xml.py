"""The rows of one .xlsx sheet, streamed out of its XML: values, types, dates, errors, formulas without value."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from xml.parsers import expat

from flask_babel import gettext as _

from lms.spreadsheets.reading.archive import damaged
from lms.spreadsheets.reading.books import Unreadable
from lms.spreadsheets.reading.number_formats import day_of_serial, with_time
from lms.spreadsheets.rules.values import NO_VALUE, Cell, ErrorValue, Row, column_index

Attributes = dict[str, str]
_column_of = lru_cache(maxsize=20_000)(column_index)  # there are 16,384 columns
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True)
class Meanings:
    """What a sheet's cells refer to: shared texts, styles that show a day, the date system."""

    texts: list[str]
    day_styles: frozenset[int]
    from_1904: bool


def plain_parser() -> expat.XMLParserType:
    """An expat parser that refuses a document type, and with it every entity of the file's own."""
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def refuse(*_rest: object) -> None:
        raise Unreadable(
            _("The file holds a document type or entities in its XML, which no spreadsheet program writes; "
              "it was not opened. Open it, save it as .xlsx, and send that.")
        )  # fmt: skip

    parser.StartDoctypeDeclHandler = refuse
    return parser


def parse(pieces: Iterable[bytes], parser: expat.XMLParserType) -> Iterator[int]:
    """Feed a part to its parser; yields the number of bytes of each piece once its handlers have run."""
    try:
        for piece in pieces:
            parser.Parse(piece)
            yield len(piece)
        parser.Parse(b"", True)
    except (expat.ExpatError, UnicodeError, LookupError, ValueError) as error:
        raise damaged() from error


def plain_text(text: str) -> str:
    """Text of the file as people see it: _x000D_ and its like stand for characters XML cannot hold."""
    if "_x" not in text:
        return text
    text = _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), text).replace("\0", "")
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # two halves become one character


class TextParts:
    """Collects the text of a rich text, run by run; what tells its pronunciation (rPh) is not text."""

    def __init__(self, parser: expat.XMLParserType) -> None:
        self._parser = parser
        self._parts: list[str] = []
        self._silent = 0

    def begin(self) -> None:
        """A new text begins."""
        self._parts.clear()

    def start(self, tag: str) -> None:
        """An element inside the text begins."""
        if tag == "rPh":
            self._silent += 1
        elif tag == "t" and not self._silent:
            self._parser.CharacterDataHandler = self._parts.append

    def end(self, tag: str) -> None:
        """An element inside the text ends."""
        if tag == "rPh":
            self._silent -= 1
        elif tag == "t":
            self._parser.CharacterDataHandler = None

    def text(self) -> str:
        """The text collected since `begin`."""
        return plain_text("".join(self._parts))


class SheetRows:
    """Turns the events of a sheet's XML into rows. Prefixed element names (x:row) are known by their root."""

    def __init__(self, meanings: Meanings) -> None:
        self._meanings = meanings
        self.parser = plain_parser()
        self.parser.StartElementHandler = self._start_root
        self._rows: list[tuple[int, Row]] = []
        self._number = 0
        self._row: Row = {}
        self._column = -1
        self._type = self._style = ""
        self._formula = False
        self._value: list[str] | None = None
        self._texts = TextParts(self.parser)

    def take(self) -> list[tuple[int, Row]]:
        """The rows that are whole by now; each is given once."""
        rows, self._rows = self._rows, []
        return rows

    def _start_root(self, tag: str, _attributes: Attributes) -> None:
        prefix = tag[: tag.rfind(":") + 1]
        starts: dict[str, Callable[[Attributes], None]] = {
            "row": self._start_row, "c": self._start_cell, "v": self._start_value, "f": self._start_formula,
            "t": lambda _: self._texts.start("t"), "rPh": lambda _: self._texts.start("rPh"),
        }  # fmt: skip
        ends: dict[str, Callable[[], None]] = {
            "row": self._end_row, "c": self._end_cell, "v": self._end_value,
            "t": lambda: self._texts.end("t"), "rPh": lambda: self._texts.end("rPh"),
        }  # fmt: skip
        start_of = {prefix + name: handler for name, handler in starts.items()}.get
        end_of = {prefix + name: handler for name, handler in ends.items()}.get

        def start(tag: str, attributes: Attributes) -> None:
            if handler := start_of(tag):
                handler(attributes)

        def end(tag: str) -> None:
            if handler := end_of(tag):
                handler()

        self.parser.StartElementHandler, self.parser.EndElementHandler = start, end

    def _start_row(self, attributes: Attributes) -> None:
        self._number = int(attributes.get("r") or self._number + 1)
        self._row = {}
        self._column = -1

    def _end_row(self) -> None:
        if self._row:
            self._rows.append((self._number, self._row))

    def _start_cell(self, attributes: Attributes) -> None:
        reference = attributes.get("r")
        self._column = _column_of(reference.rstrip("0123456789")) if reference else self._column + 1
        self._type = attributes.get("t", "n")
        self._style = attributes.get("s", "0")
        self._formula = False
        self._value = None
        if self._type == "inlineStr":
            self._texts.begin()

    def _start_formula(self, _attributes: Attributes) -> None:
        self._formula = True

    def _start_value(self, _attributes: Attributes) -> None:
        self._value = []
        self.parser.CharacterDataHandler = self._value.append

    def _end_value(self) -> None:
        self.parser.CharacterDataHandler = None

    def _end_cell(self) -> None:
        if self._type == "inlineStr":
            value: Cell = self._texts.text() or None
        elif self._value is None:
            value = NO_VALUE if self._formula else None
        else:
            value = self._stored("".join(self._value))
        if value is not None:
            self._row[self._column] = value

    def _stored(self, text: str) -> Cell:
        kind = self._type
        if kind == "s":
            return self._meanings.texts[int(text)] if text else None
        if kind == "n":
            return self._number_or_day(text)
        if kind == "b":
            return text.strip() == "1"
        if kind == "e":
            return ErrorValue(text)
        if kind == "d":
            return _iso_day(text)
        return plain_text(text) or None

    def _number_or_day(self, text: str) -> Cell:
        if not text:
            return NO_VALUE if self._formula else None
        number = float(text)
        if int(self._style) not in self._meanings.day_styles:
            return number
        day = day_of_serial(number, from_1904=self._meanings.from_1904)
        return number if day is None else with_time(day, number)


def _iso_day(text: str) -> Cell:
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return text or None
