"""courses/SOURCES.toml: every source that lessons and questions state law from."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from flask_babel import gettext as _

from lms.curriculum.faults import Fault, Faults
from lms.curriculum.formats.folder import read_text

_ASKED = {"name": str, "title": str, "kind": str, "issuing_body": str, "version": date, "articles": list}
_ARTICLE = re.compile(r"[1-9][0-9]*(?:-[1-9][0-9]*)?")


@dataclass(frozen=True, slots=True)
class RegisteredSource:
    """A source as it is registered: `line` is where its entry begins, `articles` are as citations have them."""

    name: str
    title: str
    version: date
    articles: frozenset[str]
    line: int


@dataclass(frozen=True, slots=True)
class Register:
    """The sources by name, and what is wrong with the file itself."""

    file: str
    sources: Mapping[str, RegisteredSource]
    faults: tuple[Fault, ...] = ()


def read_register(path: Path) -> Register:
    """The register; a missing or unreadable one is a fault."""
    faults = Faults(str(path))
    text = read_text(path, faults)
    try:
        entries = tomllib.loads(text or "").get("source", [])
    except tomllib.TOMLDecodeError as error:
        faults.add(0, _("This is no TOML: %(reason)s.", reason=str(error)))
        entries = []
    lines = [number for number, line in enumerate((text or "").split("\n"), start=1) if line.strip() == "[[source]]"]
    sources: dict[str, RegisteredSource] = {}
    for line, entry in zip(lines, entries, strict=False):
        faults.item = str(entry.get("name", ""))
        if _is_sound(entry, line, faults) and entry["name"] in sources:
            faults.add(line, _("The source stands here twice."), _("One entry a source."))
        elif not [fault for fault in faults.found if fault.line == line]:
            articles = frozenset(str(article) for article in entry["articles"])
            sources[entry["name"]] = RegisteredSource(entry["name"], entry["title"], entry["version"], articles, line)
    return Register(str(path), sources, tuple(faults.found))


def _is_sound(entry: Mapping[str, object], line: int, faults: Faults) -> bool:
    for key, kind in _ASKED.items():
        if not isinstance(entry.get(key), kind) or entry[key] == "":
            faults.add(
                line, _("%(key)s is missing.", key=key),
                _("A source has name, title, kind, issuing_body, version (a date) and articles."),
            )  # fmt: skip
            return False
    articles = entry["articles"]
    wrong = [one for one in articles if not _ARTICLE.fullmatch(str(one))] if isinstance(articles, list) else []
    if wrong:
        faults.add(
            line, _("“%(article)s” is no article.", article=wrong[0]), _('Write 17, or "17-1" for 第十七条之一.')
        )
    return not wrong
