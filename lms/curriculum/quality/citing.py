"""Citations held against the register: each source and article stands in it, and none stands there idle."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from flask_babel import gettext as _

from lms.curriculum.faults import Fault
from lms.curriculum.quality.citations import Citation, citations_in
from lms.curriculum.quality.pages import Page
from lms.curriculum.quality.register import Register

REPLACED = {"中国共产党纪律处分条例": date(2023, 12, 1), "纪律处分条例": date(2023, 12, 1)}  # cited in no older version


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is cited."""

    file: str
    line: int
    item: str = ""


@dataclass(slots=True)
class Citing:
    """What is cited, gathered over all files; `used` holds pairs of a source and an article ("" for its name)."""

    register: Register
    used: set[tuple[str, str]] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)

    def text(self, text: str, place: Place, laws: Collection[str] = ()) -> None:
        """Running text. `laws` are named beside it; a bare 第…条 may belong to any of them or of the text's own."""
        found = list(citations_in(text))
        near = dict.fromkeys([*laws, *(one.law for one in found if one.law and self._source(one.law))])
        for one in found:
            at = Place(place.file, place.line + text.count("\n", 0, one.offset), place.item)
            if one.law and not one.article:
                self._name(one.law, at)
            elif one.law:
                self.article(one.law, one.article, at)
            else:
                self._bare(one, near, at)

    def article(self, law: str, article: str, place: Place) -> None:
        """One article of a law that is named beside it; "" when the law alone is named as a source."""
        self._refuse_replaced(law, place)
        source = self._source(law)
        if source is None:
            self._fault(place, _("《%(law)s》 stands in no list of sources.", law=law),
                        _("Read its text, then register it in courses/SOURCES.toml."))  # fmt: skip
            return
        self.used |= {(source, ""), (source, article)}
        if article and article not in self.register.sources[source].articles:
            self._fault(
                place, _("《%(law)s》 has no article %(article)s in courses/SOURCES.toml.", law=law, article=article),
                _("Read the article, then register it, or mend the number."),
            )  # fmt: skip

    def _bare(self, cited: Citation, near: Iterable[str], place: Place) -> None:
        article = cited.article
        laws = [law for law in near if law in self.register.sources]
        holding = {(law, article) for law in laws if article in self.register.sources[law].articles}
        self.used |= holding
        if holding or not cited.certain:
            return
        if laws:
            self._fault(place, _("No law that is named here has an article %(article)s in the register.",
                                 article=article), _("Write the law before it: 《…》第…条."))  # fmt: skip
        else:
            self._fault(place, _("Article %(article)s is of no law that is named here.", article=article),
                        _("Write the law before it: 《…》第…条."))  # fmt: skip

    def _name(self, law: str, place: Place) -> None:
        self._refuse_replaced(law, place)
        source = self._source(law)
        if source:
            self.used.add((source, ""))

    def _refuse_replaced(self, law: str, place: Place) -> None:
        since = REPLACED.get(law)
        source = self.register.sources.get(law)
        if since and (source is None or source.version < since):
            self._fault(place, _("《%(law)s》 was replaced; its old text is not cited.", law=law),
                        _("Teach the rule without law and article, or register the text of %(year)s.",
                          year=since.year))  # fmt: skip

    def _source(self, law: str) -> str | None:
        """The registered name of a law that is called by its name or by its full title."""
        if law in self.register.sources:
            return law
        return next((source.name for source in self.register.sources.values() if source.title == law), None)

    def _fault(self, place: Place, problem: str, accepted: str) -> None:
        self.faults.append(Fault(place.file, place.line, place.item, problem, accepted))


def cite_lesson(citing: Citing, page: Page) -> None:
    """The laws of a lesson's front matter and those of its text."""
    for law in page.lesson.sources:
        citing.article(law, "", Place(page.file, 1))
    citing.text(page.lesson.markdown, Place(page.file, page.first_line), page.lesson.sources)


def check_idle(citing: Citing) -> list[Fault]:
    """Registered sources and articles that nothing cites, and registered versions that were replaced."""
    found = []
    for source in citing.register.sources.values():
        idle = sorted(article for article in source.articles if (source.name, article) not in citing.used)
        place = (citing.register.file, source.line, source.name)
        accepted = _("The register holds what is cited; take it out.")
        if (source.name, "") not in citing.used:
            found.append(Fault(*place, _("Nothing cites this source."), accepted))
        elif idle:
            found.append(Fault(*place, _("Nothing cites article %(articles)s.", articles=", ".join(idle)), accepted))
        if source.version < REPLACED.get(source.name, source.version):
            found.append(Fault(*place, _("This version was replaced."), _("Register the text that is in force.")))
    return found
