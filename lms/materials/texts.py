"""What people type, as safe HTML: paragraphs, lists, emphasis; no links, no pictures, no mark-up of their own."""

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

_TAGS = {"p", "br", "ul", "ol", "li", "strong", "em", "blockquote", "del"}
_NOT_OURS = ["heading", "lheading", "code", "fence", "html_block", "html_inline", "image", "link", "autolink",
             "reference", "hr", "entity", "backticks"]  # fmt: skip
_parser = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("strikethrough").disable(_NOT_OURS)


def shown(text: str) -> Markup:
    """A text as typed, in simple Markdown, made into HTML that can do no harm."""
    html = nh3.clean(_parser.render(text), tags=_TAGS, attributes={"ol": {"start"}})
    return Markup(html)  # noqa: S704 - sanitised by nh3 right before
