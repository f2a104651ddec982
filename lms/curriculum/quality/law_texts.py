"""A folder of law texts, one file a law: which articles each has, and of which day it is."""

import re
from dataclasses import dataclass
from pathlib import Path

from flask_babel import gettext as _

from lms.curriculum.faults import Fault
from lms.curriculum.quality.citations import citations_in
from lms.curriculum.quality.register import RegisteredSource

_VERSION = re.compile(r"^- 版本日期[^:：]*[:：]\s*([0-9]{4}-[0-9]{2}-[0-9]{2})", re.MULTILINE)
_ARTICLE_LINE = re.compile(r"^第[^条\n]{1,10}条(?:之[一二三四五六七八九十]+)?(?=[ \u3000])", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class LawText:
    """The articles of a law (as citations have them) and the day of its version, "" when the file says none."""

    articles: frozenset[str]
    version: str


def read_law(text: str) -> LawText:
    """What a file of law says: its articles begin their lines."""
    version = _VERSION.search(text)
    articles = (one.article for line in _ARTICLE_LINE.findall(text) for one in citations_in(line))
    return LawText(frozenset(articles), version[1] if version else "")


def law_in(folder: Path, name: str) -> LawText | None:
    """The law of that name, its books (民法典·总则编) taken together; None when its text is not there."""
    places = [folder / f"{name}.md", *sorted(folder.glob(f"{name}·*.md"))]
    parts = [read_law(place.read_text(encoding="utf-8")) for place in places if place.is_file()]
    if not parts:
        return None
    return LawText(frozenset().union(*(part.articles for part in parts)), parts[0].version)


def check_against_text(register: str, source: RegisteredSource, law: LawText | None) -> list[Fault]:
    """A registered source whose text is not there, is of another day, or lacks an article."""

    def fault(problem: str, accepted: str) -> Fault:
        return Fault(register, source.line, source.name, problem, accepted)

    if law is None:
        return [
            fault(_("The text of this source is not there."), _("Teach it without an article number: articles = []."))
        ] if source.articles else []  # fmt: skip
    found = []
    if law.version and law.version != source.version.isoformat():
        found.append(fault(_("version is %(version)s.", version=source.version),
                           _("The text that is there is of %(version)s.", version=law.version)))  # fmt: skip
    if source.articles - law.articles:
        gone = ", ".join(sorted(source.articles - law.articles))
        found.append(fault(_("The law has no article %(articles)s.", articles=gone),
                           _("It has %(count)s articles.", count=len(law.articles))))  # fmt: skip
    return found
