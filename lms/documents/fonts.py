"""The type that print documents use: the same everywhere, whatever a machine has installed."""

from functools import cache
from pathlib import Path

import manimgx_fonts_cjk
import typst
from flask_babel import gettext as _
from fontTools.ttLib import TTCollection

from lms.errors import Refused

FAMILY = "Noto Sans CJK SC"
_FOLDER = Path(manimgx_fonts_cjk.__file__).parent
_MOST_NAMED = 5


@cache
def print_fonts(*, with_installed: bool = False) -> typst.Fonts:
    """The fonts a document may use; the system's own only for an office that names one of them for its titles."""
    return typst.Fonts(include_system_fonts=with_installed, include_embedded_fonts=False, font_paths=[str(_FOLDER)])


@cache
def _characters() -> frozenset[int]:
    collection = TTCollection(str(next(_FOLDER.glob("*.ttc"))), lazy=True)
    return frozenset(
        sign for font in collection.fonts if font["name"].getDebugName(1) == FAMILY for sign in font.getBestCmap()
    )


def missing_glyphs(text: str) -> list[str]:
    """The characters that would be printed as a box."""
    return [sign for sign in sorted(set(text)) if ord(sign) not in _characters() and not sign.isspace()]


def refuse_missing_glyphs(text: str) -> None:
    """Raise Refused when a character would be printed as a box: better no paper than one with a wrong name."""
    missing = missing_glyphs(text)
    if missing:
        shown = "、".join(f"{sign}（U+{ord(sign):04X}）" for sign in missing[:_MOST_NAMED])
        raise Refused(
            _(
                "The print font lacks %(signs)s. No PDF was made; Excel and CSV can be exported all the same.",
                signs=shown,
            )
        )
