"""Certificates as PDF, with the code that proves them."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import segno
from flask_babel import gettext as _

from lms import clock
from lms.certificates import keys
from lms.certificates.queries.papers import Paper
from lms.certificates.rules import paper as words
from lms.certificates.rules.proof import token
from lms.documents.fonts import missing_glyphs
from lms.documents.pdf import typeset
from lms.documents.wording import day
from lms.errors import Refused

TEMPLATE = Path(__file__).parent / "print" / "certificate.typ"
MOST_AT_ONCE = 60
"""More are set in the background."""
_TAGGED_UP_TO = 60
_MOST_NAMED = 5


def certificates_pdf(papers: Sequence[Paper], base: str, title_font: str = "") -> bytes:
    """One certificate a sheet, in the order given; `base` is the address the codes lead to.

    Raises Refused, with names, when the print font lacks a character of one: no certificate bears a wrong name.
    """
    refuse_missing(papers)
    return typeset(TEMPLATE, printed(papers, base), title_font=title_font, tagged=len(papers) <= _TAGGED_UP_TO)


def printed(papers: Sequence[Paper], base: str) -> dict[str, Any]:
    """What the template is given."""
    sign = keys.paper_key().sign
    return {"title": "结业证书", "certificates": [_sheet(one, base, sign) for one in papers]}


def word_of(paper: Paper) -> str:
    """The word that says and proves a certificate."""
    return token(paper.said, keys.paper_key().sign)


def refuse_missing(papers: Sequence[Paper]) -> None:
    """Raise Refused when a certificate would show a box."""
    lacking = [(one.name, sign) for one in papers for sign in missing_glyphs(one.name + one.class_name + one.issuer)]
    if lacking:
        shown = _("; ").join(_("%(sign)s of %(name)s", sign=f"{sign}（U+{ord(sign):04X}）", name=name)
                             for name, sign in lacking[:_MOST_NAMED])  # fmt: skip
        raise Refused(_("The print font lacks %(signs)s. Nothing was printed: no certificate bears a wrong name.",
                        signs=shown))  # fmt: skip


def _sheet(one: Paper, base: str, sign: Callable[[bytes], bytes]) -> dict[str, str]:
    return {
        "number": one.number,
        "name": one.name,
        "sentence": words.sentence(one.said, is_excellent=one.is_excellent),
        "issuer": one.issuer,
        "date": day(clock.local(one.issued_at).date()),
        "code": _drawn(f"{base}/c/{token(one.said, sign)}"),
    }


def _drawn(address: str) -> str:
    """A code as SVG; the quiet zone belongs to it."""
    drawn: str = segno.make(address, error="m", micro=False).svg_inline(border=4, dark="#000", light="#fff")
    return drawn
