"""The type that print documents use: the same everywhere, whatever a machine has installed."""

from functools import cache
from pathlib import Path

import manimgx_fonts_cjk
import typst
from fontTools.ttLib import TTCollection

from lms.errors import Refused

FAMILY = "Noto Sans CJK SC"
_FOLDER = Path(manimgx_fonts_cjk.__file__).parent


@cache
def print_fonts() -> typst.Fonts:
    """The fonts a document may use; the system's own are left out."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(_FOLDER)])


@cache
def _characters() -> frozenset[int]:
    collection = TTCollection(str(next(_FOLDER.glob("*.ttc"))), lazy=True)
    return frozenset(collection.fonts[0].getBestCmap())


def refuse_missing_glyphs(text: str) -> None:
    """Raise Refused when a character would be printed as a box: better no paper than one with a wrong name."""
    missing = sorted({sign for sign in text if ord(sign) not in _characters() and not sign.isspace()})
    if missing:
        shown = "、".join(f"{sign}（U+{ord(sign):04X}）" for sign in missing[:5])
        raise Refused(f"打印字体里没有这些字：{shown}。没有生成PDF；Excel和CSV可以照常导出。")
