"""Conditions of an export; they stand in the address."""

from flask_babel import lazy_gettext as _l
from wtforms import Form, HiddenField, SelectChoice

from lms.people.fields import ChoiceField
from lms.rosters.wording import ROSTER_WORDS
from lms.training.forms.fields import DayField


class RosterConditions(Form):
    """Which roster; the view gives those that the right reaches."""

    roster = ChoiceField(_l("Roster"), choices=[SelectChoice(one.value, words) for one, words in ROSTER_WORDS.items()])


class ClassConditions(RosterConditions):
    """Of which class."""

    class_id = ChoiceField(_l("Class"), coerce=int)
    day = ChoiceField(_l("Day of the class"))


class DutyConditions(RosterConditions):
    """Of which duty, street and day."""

    requirement = ChoiceField(_l("Requirement"))
    year = ChoiceField(_l("Year"), coerce=int)
    organisation = ChoiceField(_l("Street or town"))
    as_of = DayField(_l("As of which day"))
    known_on = HiddenField()
