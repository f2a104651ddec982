r"""Escapes: `\~ \= \# \{ \} \: \\` stand for the sign itself, `\n` for a new line.

While a question is taken apart an escaped sign is a noncharacter, which no text contains, so that the signs
that are left are those that mean something. A line break of the file is no new line: between two Chinese
characters it is nothing, otherwise a blank.
"""

import re

from lms.curriculum.formats.typesetting import is_wide

_SIGNS = "~=#{}:\\"
_HIDDEN = {f"\\{sign}": chr(0xFDD0 + place) for place, sign in enumerate(_SIGNS)} | {"\\n": chr(0xFDDF)}
_SHOWN = {hidden: "\n" if written == "\\n" else written[1] for written, hidden in _HIDDEN.items()}
_ESCAPE = re.compile("|".join(re.escape(written) for written in _HIDDEN))
_HIDDEN_SIGN = re.compile("[" + "".join(_SHOWN) + "]")
_TO_ESCAPE = re.compile("[" + re.escape(_SIGNS) + "]")
_WRAP = re.compile(r"[^\S\n]*\n\s*")
_PLAIN_FORMAT = re.compile(r"\[(?:plain|moodle|markdown)\]")
_ANY_FORMAT = re.compile(r"\[(?:plain|moodle|markdown|html)\]")


def hide(text: str) -> str:
    """`text` with every escape replaced by its noncharacter; lengths change, lines do not."""
    return _ESCAPE.sub(lambda found: _HIDDEN[found[0]], text)


def reveal(text: str) -> str:
    """What the author meant by a piece of hidden text: unwrapped, without the format in front, unescaped."""
    text = _WRAP.sub(_joint, text.strip())
    text = _PLAIN_FORMAT.sub("", text, count=1) if _PLAIN_FORMAT.match(text) else text
    return _HIDDEN_SIGN.sub(lambda found: _SHOWN[found[0]], text).strip()


def escape(text: str) -> str:
    """`text` as it is written in a file, on one line; text that begins like a format gets one in front."""
    written = _TO_ESCAPE.sub(lambda found: f"\\{found[0]}", text).replace("\n", "\\n")
    return f"[plain]{written}" if _ANY_FORMAT.match(written) else written


def is_html(text: str) -> bool:
    """Whether a piece of hidden text says that it is HTML."""
    return text.lstrip().startswith("[html]")


def _joint(found: re.Match[str]) -> str:
    before = found.string[found.start() - 1 : found.start()]
    after = found.string[found.end() : found.end() + 1]
    return "" if is_wide(before) or is_wide(after) else " "
