"""What every page must be, checked wherever any test fetches one: `check_page(html)` names the element and the rule."""

from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
SVG_SELF_CLOSING = {"rect", "path", "circle", "use", "line", "polyline", "polygon", "ellipse", "stop"}
ERROR_PREFIXES = ("有误：", "Error: ")
HEADINGS = {f"h{level}": level for level in range(1, 7)}
NEEDS_NO_LABEL = {"hidden", "submit", "button", "image", "reset"}
LOADS = {"src", "srcset", "poster", "data", "action", "formaction"}
REFERS = {"for", "aria-labelledby", "aria-describedby", "aria-controls"}


class BrokenPageError(AssertionError):
    """A page broke a rule; the message names the element and the rule."""


@dataclass
class Element:
    """An element with its attributes, the text in it, and whether a label holds it."""

    tag: str
    attributes: dict[str, str]
    line: int
    in_label: bool
    words: str = ""

    def __str__(self) -> str:
        shown = "".join(f' {name}="{value}"' for name, value in list(self.attributes.items())[:4])
        return f"line {self.line}: <{self.tag}{shown}>"


@dataclass
class Page:
    """Everything the rules ask about."""

    elements: list[Element] = field(default_factory=list)

    def all(self, *tags: str) -> list[Element]:
        return [element for element in self.elements if element.tag in tags]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self._open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = self._add(tag, attrs)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._add(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        for place in range(len(self._open) - 1, -1, -1):
            if self._open[place].tag == tag:
                del self._open[place:]
                return

    def handle_data(self, data: str) -> None:
        if data.strip():
            for element in self._open:
                element.words += data

    def _add(self, tag: str, attrs: list[tuple[str, str | None]]) -> Element:
        in_label = any(element.tag == "label" for element in self._open)
        element = Element(tag, {name: value or "" for name, value in attrs}, self.getpos()[0], in_label)
        self.page.elements.append(element)
        return element


def read(html: str) -> Page:
    """The elements of a page, in order."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.page


def check_page(html: str) -> None:
    """Raise BrokenPageError at the first rule that a page breaks. Pieces of a page are held to what concerns them."""
    page = read(html)
    for rule in (*PIECE_RULES, *(WHOLE_PAGE_RULES if page.all("html") else ())):
        rule(page)


def _refuse(element: Element | str, rule: str) -> None:
    raise BrokenPageError(f"{element}: {rule}")


def _has_language(page: Page) -> None:
    if not page.all("html")[0].attributes.get("lang"):
        _refuse(page.all("html")[0], "a page says its language")


def _one_h1_begins_the_title(page: Page) -> None:
    headings, titles = page.all("h1"), [title for title in page.all("title") if title.words]
    if len(headings) != 1 or not titles:
        _refuse(f"{len(headings)} <h1>, {len(titles)} <title>", "a page has one of each")
    title = " ".join(titles[0].words.split())
    for prefix in ERROR_PREFIXES:
        title = title.removeprefix(prefix)
    heading = " ".join(headings[0].words.split())
    if not heading or not title.startswith(heading):
        _refuse(headings[0], f"the title {title!r} begins with the heading {heading!r}")


def _no_heading_level_is_skipped(page: Page) -> None:
    level = 0
    for heading in page.all(*HEADINGS):
        if HEADINGS[heading.tag] > level + 1:
            _refuse(heading, f"a level is skipped after h{level}")
        level = HEADINGS[heading.tag]


def _ids_are_unique_and_found(page: Page) -> None:
    ids = Counter(element.attributes["id"] for element in page.elements if "id" in element.attributes)
    for name, times in ids.items():
        if times > 1 or not name:
            _refuse(f'id="{name}"', "an id stands for one element")
    if not page.all("html"):
        return  # what a piece refers to may stand in the rest of its page
    for element in page.elements:
        for name in REFERS & element.attributes.keys():
            for wanted in element.attributes[name].split():
                if wanted not in ids:
                    _refuse(element, f'{name} names "{wanted}", which is not there')


def _fields_have_labels(page: Page) -> None:
    labelled = {label.attributes["for"] for label in page.all("label") if "for" in label.attributes and label.words}
    for control in page.all("input", "select", "textarea"):
        if control.attributes.get("type") in NEEDS_NO_LABEL:
            continue
        named = {"aria-label", "aria-labelledby"} & control.attributes.keys()
        if not (control.in_label or named or control.attributes.get("id") in labelled):
            _refuse(control, "a field has a label")
        if "placeholder" in control.attributes:
            _refuse(control, "a placeholder is no label and no help")


def _nothing_is_inline(page: Page) -> None:
    for element in page.elements:
        if element.tag == "style" or (element.tag == "script" and "src" not in element.attributes):
            _refuse(element, "scripts and styles are files")
        for name, value in element.attributes.items():
            if name == "style" or name.startswith("on"):
                _refuse(element, f"no {name} attribute")
            if value.strip().lower().startswith(("javascript:", "data:")):
                _refuse(element, f"no {value.split(':')[0]}: address")


def _nothing_comes_from_elsewhere(page: Page) -> None:
    for element in page.elements:
        addresses = [element.attributes[name] for name in LOADS & element.attributes.keys()]
        if element.tag in {"link", "use", "image"}:
            addresses.append(element.attributes.get("href", ""))
        if any(address.startswith(("http:", "https:", "//")) for address in addresses):
            _refuse(element, "a page loads and sends only to its own site")


def _regions_are_named(page: Page) -> None:
    for element in page.all("nav", "dialog"):
        if not (element.attributes.get("aria-label") or element.attributes.get("aria-labelledby")):
            _refuse(element, "navigation has a name")
    for image in page.all("img"):
        if "alt" not in image.attributes:
            _refuse(image, "a picture has a text, or an empty one")


def _what_can_be_pressed_has_words(page: Page) -> None:
    for element in page.all("button", "summary"):
        if not element.words.strip():
            _refuse(element, "a button has words")
    for link in page.all("a"):
        if "href" in link.attributes and not link.words.strip():
            _refuse(link, "a link has words")


PIECE_RULES = (
    _ids_are_unique_and_found,
    _fields_have_labels,
    _nothing_is_inline,
    _nothing_comes_from_elsewhere,
    _regions_are_named,
    _what_can_be_pressed_has_words,
)
WHOLE_PAGE_RULES = (_has_language, _one_h1_begins_the_title, _no_heading_level_is_skipped)
