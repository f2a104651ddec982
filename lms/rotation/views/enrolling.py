"""Giving those chosen a seat in a class that counts for what they owe: choose the class, look, then do it.

Whom one may choose the right to see duties says; which classes draw from where one manages classes.
"""

from dataclasses import dataclass
from typing import Any

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from lms import clock
from lms.accounts.guard import current_actor, current_scope, requires, scope_for
from lms.accounts.rules import Permission
from lms.people.queries import EVERYWHERE
from lms.rotation.queries import Asked, Line
from lms.rotation.queries.offered import drawn_pairs, offered_class, offered_classes
from lms.rotation.rules.remedies import Counts, counts, is_in_time
from lms.rotation.views.asked import address, asked_by_address
from lms.rotation.views.blueprint import bp
from lms.rotation.views.chosen import chosen_lines, way_back
from lms.training.actions.enrolment import Enrolled, enrol_many
from lms.training.queries.classes import ClassCard
from lms.training.wording import intake, seatless_words
from lms.transaction import transaction
from lms.web.notices import tell
from lms.web.wording import day


@dataclass(frozen=True)
class Choice:
    """A class as it would be for those chosen: whom it draws and helps, and whether it counts as make-up training."""

    card: ClassCard
    drawn: int
    helped: int
    counts: Counts

    @property
    def is_open(self) -> bool:
        """Whether it makes sense to go on with it."""
        return bool(self.card.seats_left and self.helped)


@bp.get("/rotation/enrol")
@requires(Permission.VIEW_ROTATION)
def choose_class() -> ResponseReturnValue:
    """Which open class: those that draw these people and would count for what they owe come with a link."""
    asked = asked_by_address()
    lines = chosen_lines(asked, current_scope())
    classes = offered_classes(scope_for(Permission.MANAGE_CLASSES), asked.requirement.rules, clock.today())
    choices = _choices(lines, classes) if lines else []
    return render_template("rotation/choose_class.html", choices=choices, **_page(asked, lines))


@bp.get("/rotation/enrol/<int:class_id>")
@requires(Permission.VIEW_ROTATION)
def confirm_enrolment(class_id: int) -> ResponseReturnValue:
    """What will happen, to whom, and whether it can be undone."""
    asked = asked_by_address()
    card = offered_class(class_id, scope_for(Permission.MANAGE_CLASSES), clock.today())
    lines = chosen_lines(asked, current_scope())
    return _confirm_page(asked, lines, card)


@bp.post("/rotation/enrol/<int:class_id>")
@requires(Permission.VIEW_ROTATION)
def enrol_chosen(class_id: int) -> ResponseReturnValue:
    """Give them their seats, as make-up training where the class lies in another year."""
    with transaction():
        asked = asked_by_address()
        card = offered_class(class_id, scope_for(Permission.MANAGE_CLASSES), clock.today())
        lines = chosen_lines(asked, current_scope())
        if lines:
            # The class may be the district's: what counts is that it draws these people, which enrol_many checks.
            done = _enrol(asked, lines, card)
    if not lines:
        return _confirm_page(asked, [], card, refused=True), 422
    _tell(card, done)
    return redirect(way_back(asked), code=303)


def _enrol(asked: Asked, lines: list[Line], card: ClassCard) -> Enrolled:
    people = [line.person_id for line in lines]
    is_make_up = _counts(lines, card) is Counts.MAKE_UP
    return enrol_many(current_actor(), card.id, people, asked.year if is_make_up else None, scope=EVERYWHERE)


def _choices(lines: list[Line], classes: list[ClassCard]) -> list[Choice]:
    pairs = drawn_pairs(classes, {line.organisation_id for line in lines})
    return [
        _choice([line for line in lines if (one.draws_from_id, line.organisation_id) in pairs], one) for one in classes
    ]


def _choice(drawn: list[Line], card: ClassCard) -> Choice:
    helped = sum(is_in_time(line.finding, card) for line in drawn)
    return Choice(card, len(drawn), helped, _counts(drawn, card))


def _counts(lines: list[Line], card: ClassCard) -> Counts:
    """How the class counts for these people: all have the same requirement and year; a deferral may reach further."""
    found = {counts(line.finding, card.declared_year, card.last_day) for line in lines}
    return next((one for one in (Counts.OWN, Counts.MAKE_UP) if one in found), Counts.NOT)


def _confirm_page(asked: Asked, lines: list[Line], card: ClassCard, *, refused: bool = False) -> str:
    pairs = drawn_pairs([card], {line.organisation_id for line in lines})
    drawn = [line for line in lines if (card.draws_from_id, line.organisation_id) in pairs]
    choice = _choice(drawn, card)
    here = url_for(".choose_class", **_question(asked, lines))
    return render_template(
        "rotation/enrol.html",
        choice=choice,
        card=card,
        back_to_choice=here,
        refused=refused,
        **_page(asked, lines),
    )


def _page(asked: Asked, lines: list[Line]) -> dict[str, Any]:
    return {
        "asked": asked,
        "address": address(asked),
        "lines": lines,
        "question": _question(asked, lines),
        "how_it_counts": how_it_counts,
        "back_to_list": way_back(asked),
    }


def _question(asked: Asked, lines: list[Line]) -> dict[str, Any]:
    return address(asked) | {"person": [line.person_id for line in lines], "next": way_back(asked)}


def how_it_counts(choice: Choice, people: int, year: int) -> str:
    """Whether a class helps those chosen: for its own year, as make-up training, for some of them, or not."""
    if not choice.drawn:
        return _("It draws none of them")
    if not choice.card.seats_left:
        return _("No seat is left")
    if not choice.helped:
        return _("It ends too late to count for %(year)s", year=year)
    words = (
        _("As make-up training for %(year)s", year=year)
        if choice.counts is Counts.MAKE_UP
        else _("For %(year)s", year=year)
    )
    return (
        words if choice.helped == people else _("%(words)s, for %(helped)s of them", words=words, helped=choice.helped)
    )


def _tell(card: ClassCard, done: Enrolled) -> None:
    """What became of everybody, in numbers that add up."""
    rest = []
    if done.already:
        rest.append(ngettext("%(num)s had a seat already.", "%(num)s had a seat already.", len(done.already)))
    rest += seatless_words(done)
    title = ngettext("%(num)s person is enrolled in %(intake)s.", "%(num)s people are enrolled in %(intake)s.",
                     len(done.enrolled), intake=intake(card))  # fmt: skip
    undo = _("Until %(day)s they can be withdrawn on the page of the class.", day=day(card.first_day))
    is_whole = bool(done.enrolled) and not (done.without_seat or done.not_drawn or done.elsewhere)
    tell(title, " ".join([*rest, undo] if done.enrolled else rest), kind="done" if is_whole else "warning")
