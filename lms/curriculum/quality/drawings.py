"""Pictures written as SVG: they say in words what they show, fit a phone, and bring nothing of their own along."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from flask_babel import gettext as _

from lms.curriculum.faults import Fault

WIDEST, SMALLEST_TYPE = 360, 12
_DRAWN = {
    "svg", "title", "desc", "g", "defs", "marker", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon",
    "text", "tspan", "use", "symbol", "clipPath", "linearGradient", "radialGradient", "stop",
}  # fmt: skip
_OUTSIDE = re.compile(r"url\(\s*['\"]?(?!#)", re.IGNORECASE)


@dataclass(slots=True)
class _Drawing:
    """What is found while an SVG is read: words of its title and its description, and (line, problem) pairs."""

    parser: expat.XMLParserType
    words: dict[str, str] = field(default_factory=dict)
    problems: list[tuple[int, str]] = field(default_factory=list)
    open: list[str] = field(default_factory=list)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.open.append(name)
        if name not in _DRAWN:
            self.note(_("<%(name)s> is not accepted.", name=name))
        if len(self.open) == 1:
            self._root(attributes)
        for attribute, value in attributes.items():
            self._attribute(attribute, value)

    def end(self, _name: str) -> None:
        self.open.pop()

    def text(self, words: str) -> None:
        if self.open[1:] in (["title"], ["desc"]):
            self.words[self.open[-1]] = self.words.get(self.open[-1], "") + words

    def note(self, problem: str) -> None:
        self.problems.append((self.parser.CurrentLineNumber, problem))

    def entity(self, *_declared: object) -> None:
        self.note(_("It declares an entity."))

    def _root(self, attributes: dict[str, str]) -> None:
        box = attributes.get("viewBox", "").split()
        if len(box) != 4 or not _number(box[2]) or float(box[2]) > WIDEST:
            self.note(_("Its viewBox is missing or wider than %(widest)s.", widest=WIDEST))

    def _attribute(self, attribute: str, value: str) -> None:
        name = attribute.rpartition(":")[2].lower()
        if name == "style" or name.startswith("on"):
            self.note(_("The attribute %(name)s is not accepted.", name=attribute))
        elif (name in {"href", "src"} and not value.startswith("#")) or _OUTSIDE.search(value):
            self.note(_("It refers to something outside: %(value)s.", value=value))
        elif name == "font-size" and not (_number(value) and float(value) >= SMALLEST_TYPE):
            self.note(_("Its type is smaller than %(smallest)s.", smallest=SMALLEST_TYPE))


def problems_of(svg: str) -> list[tuple[int, str]]:
    """What is wrong with a drawing: (line, problem) pairs."""
    parser = expat.ParserCreate()
    drawing = _Drawing(parser)
    parser.StartElementHandler, parser.EndElementHandler = drawing.start, drawing.end
    parser.CharacterDataHandler, parser.EntityDeclHandler = drawing.text, drawing.entity
    try:
        parser.Parse(svg, True)
    except expat.ExpatError as error:
        return [(error.lineno, _("This is no SVG that can be read."))]
    missing = [(1, _("It has no <%(name)s>.", name=name)) for name in ("title", "desc") if not drawing.words.get(name)]
    return [*missing, *dict.fromkeys(drawing.problems)]


def check_drawings(root: Path) -> list[Fault]:
    """Every SVG in the folders images/ below `root`."""
    return [
        Fault(
            str(path), line, "", problem,
            _("Write <title> and <desc>, at most %(widest)s wide; no script, style or outside file.", widest=WIDEST),
        )
        for path in sorted(root.glob("*/images/*.svg"))
        for line, problem in problems_of(path.read_text(encoding="utf-8"))
    ]  # fmt: skip


def _number(written: str) -> bool:
    return re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", written) is not None
