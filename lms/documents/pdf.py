"""A document as PDF, set by typst from data; what people wrote is never pasted into markup."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import cast

import typst

from lms.documents.fonts import FAMILY, print_fonts, refuse_missing_glyphs


def typeset(
    template: Path,
    data: Mapping[str, object],
    *,
    title_font: str = "",
    tagged: bool = True,
    made_at: datetime | None = None,
) -> bytes:
    """The PDF that a template makes of `data`, which it reads as `json(bytes(sys.inputs.data))`; tagged for readers.

    The template also finds `font` and `title_fonts` there. `title_font` names an installed family for titles, such as
    an office's 小标宋. `made_at`: what the document says of that, so that making it again gives the same bytes; None:
    now. Raises Refused when the font lacks a character.
    """
    fonts = {"font": FAMILY, "title_fonts": [title_font, FAMILY] if title_font else [FAMILY]}
    text = json.dumps({**data, **fonts}, ensure_ascii=False)
    refuse_missing_glyphs(text)
    compiler = typst.Compiler(
        font_paths=print_fonts(with_installed=bool(title_font)), ignore_system_fonts=not title_font
    )
    second = made_at.replace(microsecond=0) if made_at else None  # typst counts no smaller
    made = compiler.compile(
        template.read_bytes(), format="pdf", sys_inputs={"data": text}, pdf_tags=tagged, timestamp=second
    )
    return cast("bytes", made)  # one document, one file
