"""Conditions of the list of entries."""

from flask_babel import lazy_gettext as _l
from wtforms import DateField, Form, SelectChoice, SelectField, StringField
from wtforms.validators import Optional

from lms.audit.wording import deeds


def tidy(text: str | None) -> str:
    """What was typed, without blanks around it and without characters that cannot be seen."""
    return "".join(letter for letter in text or "" if letter.isprintable()).strip()


class EntryFilters(Form):
    """Who, what, whom, when."""

    who = StringField(_l("Who (name or number)"), filters=[tidy])
    action = SelectField(_l("What was done"), default="", validate_choice=False)
    whom = StringField(_l("To whom or what"), filters=[tidy])
    first_day = DateField(_l("First day"), validators=[Optional()])
    last_day = DateField(_l("Last day"), validators=[Optional()])

    def __init__(self, *given: object) -> None:
        super().__init__(*given)
        self.action.choices = [
            SelectChoice("", _l("All")),
            *(SelectChoice(code, words) for code, words in deeds().items()),
        ]
