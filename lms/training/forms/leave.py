"""Asking for leave, and deciding about it."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectChoice, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from lms.accounts.forms import tidy
from lms.training.forms.fields import ChecksField, NeedsSome
from lms.training.wording import LEAVE_WORDS


class LeaveForm(FlaskForm):
    """Which half-days somebody asks to miss, and why; the view gives the half-days."""

    meetings = ChecksField(
        _l("Which half-days"),
        coerce=int,
        validators=[NeedsSome(_l("Choose at least one half-day."))],
    )
    kind = RadioField(
        _l("Kind of leave"),
        choices=[SelectChoice(kind.value, words) for kind, words in LEAVE_WORDS.items()],
        validators=[InputRequired(_l("Choose a kind of leave."))],
    )
    reason = TextAreaField(
        _l("Reason"),
        filters=[tidy],
        validators=[
            DataRequired(_l("Say why, in a few words.")),
            Length(max=300, message=_l("A reason has at most 300 characters.")),
        ],
    )


class DecideForm(FlaskForm):
    """A word to the person with the decision."""

    note = TextAreaField(_l("A word to the person"), filters=[tidy], validators=[Length(max=300)])
