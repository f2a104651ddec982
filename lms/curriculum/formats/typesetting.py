"""What Markdown leaves to be set right for Chinese text and for narrow screens."""

import unicodedata
from collections.abc import Sequence

from markdown_it.token import Token

_ALIGNED = {"text-align:right": "text-end", "text-align:center": "text-center"}
_CHECKBOX = "task-list-item-checkbox"


def tidied(children: Sequence[Token]) -> list[Token]:
    """The pieces of a paragraph without blanks that only the file needed.

    A line break, or the blank that Markdown wants after a bold 。, is nothing beside a Chinese character; the
    boxes of a checklist are drawn by its style.
    """
    kept = [child for child in children if _CHECKBOX not in child.content]
    for before, child, after in zip([None, *kept], kept, [*kept[1:], None], strict=False):
        if child.type == "softbreak" and _meets_wide(_last(before), _first(after)):
            child.type, child.content = "text", ""
        elif child.type == "text" and (before is None or before.nesting == -1):
            trimmed = child.content.lstrip(" ")
            child.content = trimmed if before is None or _meets_wide("", trimmed[:1]) else child.content
    return kept


def align(tokens: Sequence[Token]) -> None:
    """Alignment of columns as a class, for pages allow no inline style; each cell knows its column's heading."""
    labels: list[str] = []
    column = 0
    for place, token in enumerate(tokens):
        if token.type == "table_open":
            labels = []
        elif token.type == "tr_open":
            column = 0
        elif token.type in {"th_open", "td_open"}:
            css_class = _ALIGNED.get(str(token.attrs.pop("style", "")))
            if css_class:
                token.attrs["class"] = css_class
            if token.type == "th_open":
                token.attrs["scope"] = "col"
                labels.append(tokens[place + 1].content)
            else:
                token.attrs["data-label"] = labels[column]
            column += 1


def _first(token: Token | None) -> str:
    return token.content[:1] if token else ""


def _last(token: Token | None) -> str:
    return token.content[-1:] if token else ""


def is_wide(sign: str) -> bool:
    """Whether a character is as wide as a Chinese one; quotation marks and dashes are, beside Chinese."""
    return bool(sign) and (unicodedata.east_asian_width(sign) in "WF" or sign in "“”‘’…—")


def _meets_wide(*signs: str) -> bool:
    return any(is_wide(sign) for sign in signs)
