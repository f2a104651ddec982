"""Text as people type it: blanks, widths, names, codes, lists of words."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache

from lms.spreadsheets.rules.values import (
    Cell,
    ErrorValue,
    Fault,
    FaultCode,
    NoValue,
    Value,
    fault,
    number_text,
    shown,
)

ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_BLANK_STARTS = frozenset(ZERO_WIDTH + "".join(chr(one) for one in range(0x3001) if chr(one).isspace()))
_BLANKS = re.compile(rf"[\s{ZERO_WIDTH}]+")
_LINE_BREAKS = re.compile(rf"[\r\n\v\f\x85\u2028\u2029{ZERO_WIDTH}]+")
_HAN = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\ue000-\uf8ff\uf900-\ufaff\U00020000-\U0003ffff"
)
_BETWEEN_HAN = re.compile(rf"(?<=[{_HAN}])\s+(?=[{_HAN}])")
_DOT_BETWEEN_HAN = re.compile(rf"(?<=[{_HAN}])[•・．](?=[{_HAN}])")
_EMPTY_MARKS = re.compile(r"[-—–―/、]*|无|空")
_LOST = re.compile("[?？□\ufffd\ue000-\uf8ff]")
_NUMBER_LIKE = re.compile(r"[+-]?[\d,.]+(E[+-]?\d+)?%?", re.IGNORECASE)
_ERROR_TEXTS = frozenset({
    "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#FIELD!",
    "#BLOCKED!", "#CONNECT!", "#UNKNOWN!", "#BUSY!", "#GETTING_DATA",
})  # fmt: skip
_FORMULA_SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")

PERSON_NAME_LENGTH = 30


@lru_cache(maxsize=4096)
def without_blanks(text: str) -> str:
    """Half-width (NFKC) and without any blank: how headings, codes, dates, numbers and categories are compared."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text))


def is_empty(cell: Cell) -> bool:
    """Whether a cell holds nothing: no text, only blanks, or one of 无 空 and dashes or strokes alone."""
    if cell is None:
        return True
    return type(cell) is str and _EMPTY_MARKS.fullmatch(without_blanks(cell)) is not None


def is_blank(cell: Cell) -> bool:
    """Whether a cell holds nothing at all, or blanks only."""
    if cell is None:
        return True
    return isinstance(cell, str) and (not cell or cell[0] in _BLANK_STARTS) and not _BLANKS.sub("", cell)


def broken(cell: Cell) -> Fault | None:
    """The fault of a cell that any known column refuses: an error value, or a formula without stored value."""
    if isinstance(cell, NoValue):
        return fault(FaultCode.NO_VALUE)
    if isinstance(cell, ErrorValue) or (isinstance(cell, str) and without_blanks(cell).upper() in _ERROR_TEXTS):
        return fault(FaultCode.ERROR_VALUE, value=str(cell))
    return None


def tidy(text: str) -> str:
    """A name or a text: line breaks, zero-width characters and blanks between Chinese characters go."""
    text = _LINE_BREAKS.sub("", text)
    text = _BETWEEN_HAN.sub("", text.strip())
    return _DOT_BETWEEN_HAN.sub("·", text)


def lost_characters(text: str) -> str:
    """Marks that stand where an old font's rare character was: ? □ and private-use characters."""
    return "".join(dict.fromkeys(_LOST.findall(text)))


def person_name(cell: Cell) -> Value | Fault:
    """A person's name, one to thirty characters. A number, TRUE or a typed formula is no name."""
    return _name(cell, PERSON_NAME_LENGTH)


def organisation_name(cell: Cell) -> Value | Fault:
    """An organisation's name, up to two hundred characters, by the same rules."""
    return _name(cell, 200)


def _name(cell: Cell, longest: int) -> Value | Fault:
    if not isinstance(cell, str):
        return fault(FaultCode.NAME, "no text", value=shown(cell))
    name = tidy(cell)
    plain = without_blanks(name)
    if name.startswith(_FORMULA_SIGNS):
        return fault(FaultCode.NAME, "formula")
    if _NUMBER_LIKE.fullmatch(plain) or plain.upper() in {"TRUE", "FALSE"}:
        return fault(FaultCode.NAME, "no text", value=plain)
    if len(name) > longest:
        return fault(FaultCode.NAME, "length", length=len(name), longest=longest)
    return name


def code(cell: Cell) -> Value | Fault:
    """A code as its characters, half-width; a number is its digits, refused when it has too many to be whole."""
    if isinstance(cell, float) and not isinstance(cell, bool):
        return digits_of(cell)
    if not isinstance(cell, str):
        return fault(FaultCode.TEXT, "code", value=shown(cell))
    text = without_blanks(cell).removeprefix("'")
    if is_scientific(text):
        return fault(FaultCode.DIGITS_LOST, value=text)
    if text.startswith(("=", "+", "@")):
        return fault(FaultCode.TEXT, "code", value=text)
    if len(text) > 60:
        return fault(FaultCode.TOO_LONG, length=len(text), longest=60)
    return text or None


_SCIENTIFIC = re.compile(r"\d(\.\d+)?E\+\d+", re.IGNORECASE)


def is_scientific(text: str) -> bool:
    """Whether a text is a number in scientific notation, its last digits lost."""
    return _SCIENTIFIC.fullmatch(text) is not None


def digits_of(number: float) -> str | Fault:
    """A number as digits, or a Fault: spreadsheets keep fifteen digits, of a longer number the rest is lost."""
    text = number_text(number)
    if "e" in text or len(text.lstrip("-").partition(".")[0]) > 15:
        return fault(FaultCode.DIGITS_LOST, value=text)
    return text


def free_text(longest: int) -> Callable[[Cell], Value | Fault]:
    """A column of any words up to `longest` characters."""

    def read(cell: Cell) -> Value | Fault:
        text = tidy(shown(cell))
        if len(text) > longest:
            return fault(FaultCode.TOO_LONG, length=len(text), longest=longest)
        return text

    return read


def one_of(words: Mapping[str, str]) -> Callable[[Cell], Value | Fault]:
    """A column that takes the keys of `words` alone; each means its value. Nothing is guessed."""
    accepted = "、".join(dict.fromkeys(words.values()))

    def read(cell: Cell) -> Value | Fault:
        text = without_blanks(shown(cell)).removeprefix("'")
        if text in words:
            return words[text]
        return fault(FaultCode.CATEGORY, value=text, accepted=accepted)

    return read
