"""Conditions of the lists of duties."""

from flask_babel import lazy_gettext as _l
from wtforms import Form, HiddenField, SelectChoice, SelectField, StringField

from lms.accounts.forms import chosen, tidy
from lms.people.wording import CATEGORY_WORDS
from lms.rotation.rules import Status
from lms.rotation.wording import GROUPS, PROOF_ORDER
from lms.training.forms.fields import DayField
from lms.web.statuses import STATUSES

ALL = SelectChoice("", _l("All"))
STATUS_CHOICES = [
    SelectChoice("flagged", GROUPS["flagged"][1]),
    *(SelectChoice(one.value, STATUSES[one].word) for one in PROOF_ORDER),
    *(SelectChoice(name, GROUPS[name][1]) for name in ("done", "others", "all")),
]


class ListFilters(Form):
    """Which duties to list: the view gives the organisations to choose from."""

    year = HiddenField()
    requirement = HiddenField()
    called = StringField(_l("Name or person number"), filters=[tidy])
    status = SelectField(_l("Training status"), choices=STATUS_CHOICES, default="flagged")
    organisation = SelectField(_l("Street or unit"))
    category = SelectField(
        _l("Position category"),
        choices=[ALL, *(SelectChoice(one.value, words) for one, words in CATEGORY_WORDS.items())],
    )
    as_of = DayField(_l("As of which day"))

    @property
    def statuses(self) -> frozenset[Status]:
        """The statuses chosen; none: all."""
        wanted = chosen(self.status) or "flagged"
        return GROUPS[wanted][0] if wanted in GROUPS else frozenset({Status(wanted)})


class PersonMoment(Form):
    """Another day to look at a person, and what was known."""

    year = HiddenField()
    requirement = HiddenField()
    as_of = DayField(_l("As of which day"))
    known_on = DayField(_l("As known at the end of which day"))
