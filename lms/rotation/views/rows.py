"""Duties as rows of a list: who, the reason in words, and what can be done about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from lms import clock
from lms.people.queries import OrgScope
from lms.rotation.queries import Asked, Line
from lms.rotation.queries.offered import drawn_pairs, offered_classes
from lms.rotation.queries.places import streets_of
from lms.rotation.rules.remedies import Hindrance, Remedy, Step, remedy
from lms.rotation.views.asked import address, is_about_today
from lms.rotation.wording import language
from lms.training.queries.classes import ClassCard
from lms.training.wording import intake
from lms.web.addresses import here
from lms.web.wording import day


@dataclass(frozen=True)
class Way:
    """What can be done: words, where they lead, and a line under them; `button`: the words of a button that does it."""

    words: str
    href: str
    note: str = ""
    button: str = ""


@dataclass(frozen=True)
class Row:
    """A line of a list; `place`: street and organisation."""

    person_id: int
    name: str
    place: str
    position: str
    status: str
    reason: str
    href: str
    way: Way | None


def rows_of(asked: Asked, lines: Sequence[Line], scope: OrgScope) -> list[Row]:
    """The lines with their words. The same number of queries for any number of lines."""
    places = {line.organisation_id for line in lines}
    streets = streets_of(places)
    found = ways(asked, lines, scope) if is_about_today(asked) else {}
    return [
        Row(
            person_id=line.person_id,
            name=line.name,
            place=streets.get(line.organisation_id, "") + line.org_name,
            position=line.position,
            status=line.finding.status.value,
            reason=line.reason(language(), on_screen=True),
            href=url_for("rotation.show_person", person_id=line.person_id, **address(asked)),
            way=found.get(line.person_id),
        )
        for line in lines
    ]


def ways(asked: Asked, lines: Sequence[Line], scope: OrgScope, *, deferral_seen: bool = False) -> dict[int, Way | None]:
    """The next step for each person (`rules.remedies.remedy`). Two queries."""
    classes = offered_classes(scope, asked.requirement.rules, clock.today())
    drawn = drawn_pairs(classes, {line.organisation_id for line in lines})
    found = {}
    for line in lines:
        offered = [one for one in classes if (one.draws_from_id, line.organisation_id) in drawn]
        found[line.person_id] = _way(asked, line, remedy(line.finding, offered, deferral_seen=deferral_seen))
    return found


def _way(asked: Asked, line: Line, found: Remedy[ClassCard]) -> Way | None:
    question = address(asked) | {"person": line.person_id, "next": here()}
    card = found.training_class
    if found.step is Step.ENROL and card is not None:
        href = url_for("rotation.confirm_enrolment", class_id=card.id, **question)
        words = _("Enrol in %(intake)s", intake=intake(card))
        begins = _("%(enrol)s, which begins on %(day)s", enrol=words, day=day(card.first_day))
        return Way(words, href, seats_words(card.first_day, card.seats_left), begins)
    if found.step is Step.FIND_CLASS:
        return Way(_("Find a suitable class"), url_for("rotation.choose_class", **question), _hindrance(found))
    if found.step is Step.LEARN:
        return Way(_("Remind of the quizzes"), url_for("rotation.remind_page", **question))
    if found.step is Step.SEE_DEFERRAL and line.finding.waiver is not None:
        href = url_for("rotation.show_person", person_id=line.person_id, **address(asked), _anchor="timeline")
        return Way(_("Look at the deferral"), href, _("Approved by %(who)s", who=line.finding.waiver.approver))
    return None


def seats_words(first_day: date, seats_left: int) -> str:
    """「3月2日开班，还有12个名额」."""
    return ngettext(
        "begins on %(day)s, %(num)s seat left", "begins on %(day)s, %(num)s seats left", seats_left, day=day(first_day)
    )


def _hindrance(found: Remedy[ClassCard]) -> str:
    card = found.training_class
    if card is None or found.hindrance is Hindrance.NONE_OPEN:
        return _("no class is open yet")
    if found.hindrance is Hindrance.FULL:
        return _("%(intake)s is full", intake=intake(card))
    return _("%(intake)s ends too late", intake=intake(card))
