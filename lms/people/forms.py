"""What people send to find persons, to correct what is known of them, and to change the tree."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Form, SelectChoice, StringField
from wtforms.validators import InputRequired, ValidationError

from lms import clock
from lms.people.fields import CellField, ChoiceField, DayField, OrganisationCellField
from lms.people.imports.words import NATIONALITIES, POLITICAL_STATUSES
from lms.people.wording import CATEGORY_WORDS, GENDER_WORDS, KIND_WORDS
from lms.spreadsheets.rules.text import tidy

UNSAID = SelectChoice("", _l("not known"))
NUMBERS = ("id_number", "phone")


def _same(words: dict[str, str]) -> list[SelectChoice]:
    return [SelectChoice(word, word) for word in dict.fromkeys(words.values())]


def plain(text: str | None) -> str:
    """What was typed, without blanks around and inside Chinese names."""
    return tidy(text or "")


class PeopleFilters(Form):
    """Conditions of the list of people."""

    text = StringField(_l("Name or person number"), filters=[plain])
    organisation = StringField(_l("Organisation (code or name)"), filters=[plain])
    category = ChoiceField(
        _l("Position category"),
        default="",
        choices=[
            SelectChoice("", _l("All")),
            *(SelectChoice(one.value, words) for one, words in CATEGORY_WORDS.items()),
        ],
    )


class PersonForm(FlaskForm):
    """Facts on a person's own row. Numbers that may not be seen whole are empty, and empty leaves them as they are."""

    name = CellField(_l("Name"), column="name", validators=[InputRequired(_l("Enter the name."))])
    gender = ChoiceField(
        _l("Gender"), choices=[UNSAID, *(SelectChoice(value, words) for value, words in GENDER_WORDS.items())]
    )
    birth_date = DayField(_l("Date of birth"), column="birth_date")
    ethnicity = ChoiceField(_l("Ethnic group"), choices=[UNSAID, *_same(NATIONALITIES)])
    education = CellField(_l("Education"), column="education")
    id_number = CellField(_l("Identity number"), column="id_number")
    phone = CellField(_l("Mobile number"), column="phone")

    def validate_birth_date(self, field: DayField) -> None:
        """Nobody is born tomorrow."""
        _not_in_future(field)

    def said(self, *, whole_numbers: bool) -> dict[str, Any]:
        """What the form says of each field; numbers left empty are not mentioned unless they could be seen."""
        values: dict[str, Any] = {
            "name": self.name.value,
            "gender": self.gender.data or None,
            "birth_date": self.birth_date.data,
            "ethnicity": self.ethnicity.data or None,
            "education": self.education.value,
            "id_number": self.id_number.value,
            "phone": self.phone.value,
        }
        return {field: value for field, value in values.items() if value or whole_numbers or field not in NUMBERS}


class StandingForm(FlaskForm):
    """政治面貌 and 入党日期."""

    political_status = ChoiceField(_l("Political status"), choices=[UNSAID, *_same(POLITICAL_STATUSES)])
    joined_party_on = DayField(_l("Joined the party on"), column="joined_party_on")

    def validate_joined_party_on(self, field: DayField) -> None:
        """Nobody joins tomorrow."""
        _not_in_future(field)


class EndForm(FlaskForm):
    """The last day in a post."""

    last_day = DayField(
        _l("Last day in post"),
        column="last_day",
        validators=[InputRequired(_l("Enter the last day in post, for example 2026-03-05."))],
        description=_l("The person is in post on this day still"),
    )

    def __init__(self, first_day: date | None) -> None:
        super().__init__()
        self._first_day = first_day

    def validate_last_day(self, field: DayField) -> None:
        """Not before the first day."""
        _in_order(self._first_day, field)


class AppointmentForm(FlaskForm):
    """A post: where, as what, from when, until when."""

    organisation = StringField(
        _l("Organisation"),
        filters=[plain],
        validators=[InputRequired(_l("Enter the code or the whole name of the organisation."))],
        description=_l("Code or whole name"),
    )
    position_category = ChoiceField(
        _l("Position category"),
        choices=[
            SelectChoice("", _l("Please choose")),
            *(SelectChoice(one.value, words) for one, words in CATEGORY_WORDS.items()),
        ],
        validators=[InputRequired(_l("Choose the category of the position."))],
    )
    position = CellField(_l("Position"), column="position", description=_l("In the words of the office"))
    first_day = DayField(
        _l("First day in post"),
        column="first_day",
        validators=[InputRequired(_l("Enter the first day in post, for example 2026-03-05."))],
    )
    last_day = DayField(
        _l("Last day in post"), column="last_day", description=_l("Leave empty for who is still in post")
    )

    def validate_last_day(self, field: DayField) -> None:
        """Not before the first day."""
        _in_order(self.first_day.data, field)


class NewPersonForm(PersonForm, StandingForm, AppointmentForm):
    """A person nobody knew yet, with their first post: what a row of the people file says."""

    person_no = CellField(
        _l("Person number"),
        column="person_no",
        validators=[InputRequired(_l("Enter a number that nobody else has."))],
        description=_l("As the personnel file has it; it stays with the person for good"),
    )


class OrganisationForm(FlaskForm):
    """An organisation and its place in the tree."""

    code = OrganisationCellField(
        _l("Code"),
        column="code",
        validators=[InputRequired(_l("Enter a code that no other organisation has."))],
        description=_l("It stays with the organisation for good, whatever its name becomes"),
    )
    name = OrganisationCellField(
        _l("Name of the organisation"), column="name", validators=[InputRequired(_l("Enter the whole name."))]
    )
    kind = ChoiceField(
        _l("Kind of organisation"), choices=[SelectChoice(one.value, words) for one, words in KIND_WORDS.items()]
    )
    parent = StringField(
        _l("Organisation above"),
        filters=[plain],
        validators=[InputRequired(_l("Enter the code or the whole name of the organisation above."))],
        description=_l("Code or whole name"),
    )

    @classmethod
    def for_change(cls, *, has_parent: bool, **data: object) -> "OrganisationForm":
        """Its code stays; the topmost organisation has none above it."""
        form = cls(data=data)
        del form.code
        if not has_parent:
            del form.parent
        return form


def _in_order(first_day: date | None, field: DayField) -> None:
    if first_day and field.data and field.data < first_day:
        raise ValidationError(
            _("The last day is before the first day, %(first)s. It may be the same day, not an earlier one.",
              first=first_day.isoformat())
        )  # fmt: skip


def _not_in_future(field: DayField) -> None:
    if field.data and field.data > clock.today():
        raise ValidationError(_("This day is still to come. Enter a day up to today."))
