"""To whom a file was handed over, and the conditions of the list."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Form, HiddenField, SelectChoice, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length

from lms.archive.actions import Handing
from lms.training.forms.fields import DayField


def tidy(text: str | None) -> str:
    """What was typed, without spaces around it."""
    return " ".join((text or "").split())


class HandoverForm(FlaskForm):
    """On which day a file was handed over, and to whom. `seen`: the entry that the page showed."""

    on = DayField(_l("Handed over on"), validators=[InputRequired(_l("Enter the day."))])
    office = StringField(
        _l("Receiving office"),
        filters=[tidy],
        validators=[DataRequired(_l("Enter the office that keeps the file.")), Length(max=100)],
    )
    receiver = StringField(
        _l("Received by"), filters=[tidy], validators=[DataRequired(_l("Enter who received it.")), Length(max=60)]
    )
    seen = HiddenField()

    def handing(self) -> Handing:
        """What was filled in."""
        return Handing(self.on.data, self.receiver.data or "", self.office.data or "")

    @property
    def seen_entry(self) -> int | None:
        """The entry that the page showed."""
        return int(self.seen.data) if (self.seen.data or "").isdigit() else None

    def fill(self, entry: Any) -> None:  # noqa: ANN401 - a FileHandover or None
        """Show the entry that is there."""
        if entry is not None:
            self.on.data, self.office.data, self.receiver.data = entry.handed_on, entry.receiving_office, entry.receiver
        self.seen.data = str(entry.id) if entry is not None else ""


class FileConditions(Form):
    """Which files are listed."""

    which = SelectField(
        _l("Handing over"),
        choices=[
            SelectChoice("waiting", _l("Not handed over yet")),
            SelectChoice("handed", _l("Handed over")),
            SelectChoice("all", _l("All of them")),
        ],
    )
