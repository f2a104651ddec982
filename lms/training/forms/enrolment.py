"""Choosing whom to enrol: from a list, by pasting, from a file; and what a seat may change."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import BooleanField, Form, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, NumberRange, Optional

from lms.accounts.forms import tidy
from lms.training.forms.fields import WholeField

WITHDRAWAL_REASONS = [
    SelectChoice("本人申请", _l("At the person's own wish")),
    SelectChoice("工作调动", _l("Moved to another post")),
    SelectChoice("不再参训", _l("Not called up any more")),
    SelectChoice("编入有误", _l("Enrolled by mistake")),
]


def make_up_field() -> Any:  # noqa: ANN401 - WTForms' unbound field
    """The year a seat makes up for."""
    return WholeField(
        _l("Makes up for the year"),
        validators=[Optional(), NumberRange(2000, 2100, _l("Enter a year between 2000 and 2100."))],
        description=_l("Only for make-up training; otherwise leave it empty."),
    )


class PeopleFilters(Form):
    """Whom to show for picking."""

    called = StringField(_l("Name or person number"), filters=[tidy])
    organisation = StringField(_l("Organisation (code or name)"), filters=[tidy])


class PickForm(FlaskForm):
    """People chosen from the list; their boxes are read by the view."""

    make_up_year = make_up_field()


class ListForm(FlaskForm):
    """Names or numbers pasted, or a file of them."""

    text = TextAreaField(
        _l("Names or person numbers"),
        description=_l("One a line, or with commas between."),
        validators=[Length(max=100_000, message=_l("That is too long for one list. Paste it in parts."))],
    )
    file = FileField(_l("Or a file"), description=_l("Excel or CSV; the names or numbers stand in the first column."))
    make_up_year = make_up_field()
    leave_unknown = BooleanField(_l("Leave out those who were not found, enrol the others"))


class WithdrawForm(FlaskForm):
    """Why a seat ends."""

    reason = SelectField(_l("Reason"), choices=WITHDRAWAL_REASONS, validators=[DataRequired()])


class MakeUpForm(FlaskForm):
    """The year a seat makes up for, or none."""

    make_up_year = make_up_field()


class TraineeFilters(Form):
    """Which trainees to show."""

    called = StringField(_l("Name"), filters=[tidy])
    class_called = StringField(_l("Programme"), filters=[tidy])
