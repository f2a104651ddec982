"""What people find in their inbox about a call-up: streets that may nominate, people called up, and changes."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from flask_babel import force_locale, pgettext
from flask_babel import gettext as _

from lms.audit.actor import Actor
from lms.messages import actions as messages
from lms.nomination.queries.offices import offices_of
from lms.training.models import ClassSchedule, TrainingClass
from lms.training.queries import classes
from lms.training.wording import day_span
from lms.web.wording import day

# A message is kept as it was sent; the sender's language of the moment is not the reader's.
LANGUAGE = "zh_Hans"


def tell_open(actor: Actor, training_class: TrainingClass, units: Iterable[int], closes_on: date) -> int:
    """The offices of units with seats may nominate: until when, and where their number stands. Gives how many."""
    people = {person for held in offices_of(units).values() for person in held}
    with force_locale(LANGUAGE):
        title = _("Nominate people for %(name)s", name=classes.name_of(training_class))
        body = _("Nominate until %(day)s, those who are overdue first. Your quota stands on the page.",
                 day=day(closes_on))  # fmt: skip
    return messages.send(actor, people, title, body, call_page(training_class.id))


def tell_unfilled(actor: Actor, class_id: int, class_name: str, closes_on: date, people: Iterable[int]) -> int:
    """The offices of units still have seats to name somebody for. Gives how many were told."""
    with force_locale(LANGUAGE):
        title = _("Seats of %(name)s are not filled yet", name=class_name)
        body = _("Nominate until %(day)s. Seats that nobody is named for go to others.", day=day(closes_on))
    return messages.send(actor, people, title, body, call_page(class_id))


class NamedClass(Protocol):
    """A class and what it is called."""

    @property
    def name(self) -> str:
        """Its whole name."""

    @property
    def class_id(self) -> int:
        """Its number."""


def tell_decided(actor: Actor, of: NamedClass, unit: int, person: str, reason: str, instead: str = "") -> None:
    """The department did not take somebody a unit named, or took somebody else; the unit's office hears why."""
    with force_locale(LANGUAGE):
        title = (
            _("%(person)s is replaced by %(instead)s", person=person, instead=instead)
            if instead
            else _("%(person)s is not accepted", person=person)
        )
        body = _("%(name)s. Reason: %(reason)s", name=of.name, reason=reason)
    messages.send(actor, offices_of([unit]).get(unit, []), title, body, call_page(of.class_id))


def tell_called(
    actor: Actor, training_class: TrainingClass, schedule: ClassSchedule, number: str, people: Iterable[int]
) -> int:
    """They are called up, by which document: when and where, and where the notice is."""
    with force_locale(LANGUAGE):
        title = _("Notice of call-up: %(name)s", name=classes.name_of(training_class))
        between = pgettext("between clauses", ", ")
        where = training_class.venue or _("the venue follows")
        body = _(
            "%(when)s. Notice %(number)s with list and timetable can be opened here. Come on time; nobody may be sent "
            "in your place. Who cannot come asks for leave in writing.",
            when=f"{day_span(schedule.first_day, schedule.last_day)}{between}{where}", number=number,
        )  # fmt: skip
    return messages.send(actor, people, title, body, own_notice(training_class.id))


def tell_not_called_any_more(actor: Actor, training_class: TrainingClass, number: str, people: Iterable[int]) -> int:
    """They stood on the list sent before, and do not on this one."""
    with force_locale(LANGUAGE):
        title = _("You are not called up any more: %(name)s", name=classes.name_of(training_class))
        body = _("The list was changed by notice %(number)s. Ask your unit if something is wrong.", number=number)
    return messages.send(actor, people, title, body, own_notice(training_class.id))


def tell_units(
    actor: Actor, training_class: TrainingClass, number: str, units: Iterable[int], *, is_change: bool
) -> int:
    """The offices of units hear that the notice is out, or that it was changed for people of theirs."""
    people = {person for held in offices_of(units).values() for person in held}
    with force_locale(LANGUAGE):
        name = classes.name_of(training_class)
        title = (
            _("The list of %(name)s is changed", name=name)
            if is_change
            else _("Notice of call-up: %(name)s", name=name)
        )
        body = (
            _("Notice %(number)s has the new list; people of yours are new on it, or no longer on it.", number=number)
            if is_change
            else _("Notice %(number)s is sent. Your people on the list have it in their inbox.", number=number)
        )
    return messages.send(actor, people, title, body, call_page(training_class.id))


def call_page(class_id: int) -> str:
    """Where a unit finds its part of a call-up."""
    return f"/calls/{class_id}"


def own_notice(class_id: int) -> str:
    """Where somebody called up reads the notice."""
    return f"/my-classes/{class_id}/notice"
