"""What calamine does not tell of an .xls: error cells, formulas without value, cells whose format shows a day.

A walk over the records of the workbook stream ([MS-XLS] 2.4); cell texts and numbers are calamine's to read.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from lms.spreadsheets.reading.archive import damaged, encrypted
from lms.spreadsheets.reading.number_formats import BUILT_IN_DAYS, shows_a_day

Position = tuple[int, int]  # row from 0, column from 0

_EOF, _FILEPASS, _DATEMODE, _FORMAT, _XF = 0x0A, 0x2F, 0x22, 0x41E, 0xE0
_BOUNDSHEET, _BOOLERR, _FORMULA, _NUMBER, _RK, _MULRK = 0x85, 0x205, 0x06, 0x203, 0x27E, 0xBD
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}


@dataclass
class SheetMarks:
    """The cells of one sheet that need more than calamine gives."""

    errors: dict[Position, str] = field(default_factory=dict)
    without_value: set[Position] = field(default_factory=set)
    days: set[Position] = field(default_factory=set)


@dataclass
class Marks:
    """The same for a workbook, sheet by sheet in the order of the file, and its date system."""

    sheets: list[SheetMarks] = field(default_factory=list)
    from_1904: bool = False


def marks_of(stream: bytes) -> Marks:
    """Walk the workbook stream of an .xls. Raises Unreadable when it is encrypted or broken."""
    try:
        return _Walk(stream).marks()
    except (struct.error, IndexError) as error:
        raise damaged() from error


class _Walk:
    def __init__(self, stream: bytes) -> None:
        self._stream = stream
        self._codes: dict[int, str] = {}
        self._formats: list[int] = []
        self._day_styles: frozenset[int] = frozenset()

    def marks(self) -> Marks:
        marks = Marks()
        begins = []
        for kind, body in self._records(0):
            if kind == _FILEPASS:
                raise encrypted()
            if kind == _DATEMODE:
                marks.from_1904 = struct.unpack_from("<H", body)[0] == 1
            elif kind == _BOUNDSHEET:
                begins.append(struct.unpack_from("<I", body)[0])
            else:
                self._note_format(kind, body)
        self._day_styles = frozenset(index for index, number in enumerate(self._formats) if self._is_day(number))
        marks.sheets = [self._sheet(begin) for begin in begins]
        return marks

    def _records(self, position: int) -> Iterator[tuple[int, bytes]]:
        """The records of one substream."""
        while position + 4 <= len(self._stream):
            kind, length = struct.unpack_from("<HH", self._stream, position)
            if kind == _EOF:
                return
            yield kind, self._stream[position + 4 : position + 4 + length]
            position += 4 + length

    def _note_format(self, kind: int, body: bytes) -> None:
        if kind == _XF:
            self._formats.append(struct.unpack_from("<H", body, 2)[0])
        elif kind == _FORMAT and len(body) >= 5:  # shorter ones are of Excel 95, whose formats calamine knows
            number, length, wide = struct.unpack_from("<HHB", body)
            raw = body[5 : 5 + (length * 2 if wide & 1 else length)]
            self._codes[number] = raw.decode("utf-16-le" if wide & 1 else "latin-1", "replace")

    def _is_day(self, number: int) -> bool:
        return shows_a_day(self._codes[number]) if number in self._codes else number in BUILT_IN_DAYS

    def _sheet(self, begin: int) -> SheetMarks:
        marks = SheetMarks()
        for kind, body in self._records(begin):
            if kind in {_NUMBER, _RK}:
                self._note_days(marks, body, [struct.unpack_from("<H", body, 4)[0]])
            elif kind == _MULRK:
                self._note_days(marks, body, [style for style, _ in struct.iter_unpack("<Hi", body[4:-2])])
            elif kind == _BOOLERR:
                row, column, _style, value, is_error = struct.unpack_from("<HHHBB", body)
                if is_error:
                    marks.errors[row, column] = _ERRORS.get(value, "#N/A")
            elif kind == _FORMULA:
                self._note_formula(marks, body)
        return marks

    def _note_days(self, marks: SheetMarks, body: bytes, styles: list[int]) -> None:
        row, first = struct.unpack_from("<HH", body)
        marks.days |= {(row, first + index) for index, style in enumerate(styles) if style in self._day_styles}

    def _note_formula(self, marks: SheetMarks, body: bytes) -> None:
        """A formula's result: a number, or, after two bytes FF, a text (0), truth (1), error (2) or nothing (3)."""
        row, column, style = struct.unpack_from("<HHH", body)
        result = body[6:14]
        if result[6:8] != b"\xff\xff":
            if style in self._day_styles:
                marks.days.add((row, column))
        elif result[0] == 2:
            marks.errors[row, column] = _ERRORS.get(result[2], "#N/A")
        elif result[0] == 3:
            marks.without_value.add((row, column))
