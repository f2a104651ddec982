"""Lesson text in Markdown, made into safe HTML whose paragraphs are numbered."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import nh3
from flask_babel import gettext as _
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.tasklists import tasklists_plugin

from lms.curriculum.faults import Faults
from lms.curriculum.formats.typesetting import align, tidied

_TAGS = {
    "h2", "h3", "p", "ul", "ol", "li", "blockquote", "strong", "em", "del", "code", "pre", "br", "hr",
    "table", "thead", "tbody", "tr", "th", "td", "details", "summary", "a", "img",
}  # fmt: skip
_CLASSES = {
    "ul": {"contains-task-list"},
    "li": {"task-list-item"},
    "th": {"text-end", "text-center"},
    "td": {"text-end", "text-center"},
}
_ATTRIBUTES = {
    "*": {"id", "data-p"}, "a": {"href"}, "img": {"src", "alt"}, "ol": {"start"},
    "th": {"scope"}, "td": {"data-label"},
}  # fmt: skip
_RAW_TAG = re.compile(r"<!--|</?([A-Za-z][A-Za-z0-9]*)\b([^>]*)>")
_RAW_ACCEPTED = {"details", "summary", "br"}
_LOCAL_IMAGE = re.compile(r"images/[a-z0-9][a-z0-9_-]*\.(?:png|jpg|svg|webp)")

_parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).use(tasklists_plugin)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the second level, the file's line of it, and the tokens that follow up to the next."""

    text: str
    line: int
    tokens: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Rendered:
    """Safe HTML with `paragraphs` numbered paragraphs, the headings, and the images it shows."""

    html: str
    paragraphs: int
    headings: tuple[Heading, ...]
    images: tuple[str, ...]


def render(body: str, first_line: int, image_prefix: str, faults: Faults) -> Rendered:
    """`body` as HTML. `first_line` is its line in the file; `images/x.png` becomes `image_prefix` + `x.png`."""
    tokens = _parser.parse(body)
    images: list[str] = []
    line = first_line
    for token in tokens:
        line = first_line + token.map[0] if token.map else line
        _check_raw(token, line, faults)
        for child in token.children or ():
            if child.type == "image":
                images.extend(_take_image(child, line, image_prefix, faults))
        if token.children:
            token.children = tidied(token.children)
    align(tokens)
    headings = tuple(_headings(tokens, first_line))
    paragraphs = _number(tokens)
    html = nh3.clean(
        _parser.renderer.render(tokens, _parser.options, {}),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        allowed_classes=_CLASSES,
        url_schemes={"https"},
    )
    return Rendered(html, paragraphs, headings, tuple(images))


def plain_text(tokens: Iterable[Token]) -> str:
    """The words of some tokens, without any mark-up."""
    words = [
        child.content for token in tokens for child in token.children or () if child.type in {"text", "code_inline"}
    ]
    raw = [_RAW_TAG.sub("", token.content) for token in tokens if token.type == "html_block"]
    return "".join(words + raw)


def _check_raw(token: Token, line: int, faults: Faults) -> None:
    pieces = [token] if token.type == "html_block" else [c for c in token.children or () if c.type == "html_inline"]
    for piece in pieces:
        for found in _RAW_TAG.finditer(piece.content):
            if "task-list-item-checkbox" in found[0]:
                continue
            if (found[1] or "").lower() not in _RAW_ACCEPTED or (found[2] or "").strip(" /"):
                faults.add(
                    line + piece.content.count("\n", 0, found.start()),
                    _("The HTML %(tag)s is not accepted.", tag=found[0]),
                    _("Write Markdown; of HTML only <details>, <summary> and <br>, without attributes."),
                )


def _take_image(image: Token, line: int, prefix: str, faults: Faults) -> Iterable[str]:
    source = str(image.attrs.get("src", ""))
    if not _LOCAL_IMAGE.fullmatch(source):
        faults.add(
            line,
            _("The picture “%(source)s” is not accepted.", source=source),
            _("Put it into the course's folder images/ and write ![what it shows](images/name.png)."),
        )
        return
    if not image.content.strip():
        faults.add(line, _("The picture has no words."), _("Say between the brackets what it shows."))
    image.attrs["src"] = prefix + source.removeprefix("images/")
    yield source


def _number(tokens: list[Token]) -> int:
    """Give each paragraph, list item, table and heading its number; what lies inside a list item has its."""
    count = depth = 0
    for token in tokens:
        depth += {"list_item_open": 1, "list_item_close": -1}.get(token.type, 0)
        outermost = depth == (1 if token.type == "list_item_open" else 0)
        if outermost and token.type in {"paragraph_open", "heading_open", "list_item_open", "table_open"}:
            count += 1
            token.attrs["id"] = f"p{count}"
            token.attrs["data-p"] = str(count)
    return count


def _headings(tokens: list[Token], first_line: int) -> Iterable[Heading]:
    at = [place for place, token in enumerate(tokens) if token.type == "heading_open" and token.tag == "h2"]
    for place, end in zip(at, [*at[1:], len(tokens)], strict=True):
        line = first_line + (tokens[place].map or [0])[0]
        yield Heading(tokens[place + 1].content.strip(), line, tuple(tokens[place + 3 : end]))
