"""What offices fill in: how seats are divided, who is taken and why, what a notice says."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Form, RadioField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange

from lms.accounts.forms import tidy
from lms.nomination.actions.calls import CallFields
from lms.nomination.queries.quotas import Quota
from lms.nomination.rules.notice import Written
from lms.nomination.rules.standing import Standing
from lms.nomination.wording import STANDING_WORDS
from lms.training.forms.fields import DayField, WholeField

NOTHING = 0
"""The choice that nobody's duties are counted."""
OWING, EVERYBODY = "owing", "everybody"


class DivideForm(FlaskForm):
    """How the seats of a class are divided; the view gives the requirements."""

    requirement_id = SelectField(
        _l("Counted are those who owe"), coerce=int, validators=[InputRequired(_l("Choose what is owed."))],
        description=_l("Seats are divided by how many people of each unit owe it and have no seat yet."),
    )  # fmt: skip
    owed_year = WholeField(
        _l("For the year"),
        validators=[InputRequired(_l("Enter the year.")), NumberRange(2000, 2100, _l("Enter a year from 2000 on."))],
        description=_l("An earlier year than the class's: it is make-up training."),
    )
    seats = WholeField(
        _l("Seats to divide"),
        validators=[
            InputRequired(_l("Enter how many seats are divided.")),
            NumberRange(1, 5000, _l("Between 1 and 5,000.")),
        ],
    )
    minimum = WholeField(
        _l("At least for each unit"),
        validators=[
            InputRequired(_l("Enter the minimum; 0 for none.")),
            NumberRange(0, 500, _l("Between 0 and 500.")),
        ],
    )
    closes_on = DayField(
        _l("Nominations close on"), validators=[InputRequired(_l("Enter the last day for nominations."))]
    )

    def fields(self) -> CallFields:
        """What was filled in."""
        return CallFields(
            requirement_id=self.requirement_id.data or None, owed_year=self.owed_year.data, seats=self.seats.data,
            minimum=self.minimum.data, closes_on=self.closes_on.data,
        )  # fmt: skip


def quota_form(quotas: Iterable[Quota], **more: Any) -> FlaskForm:  # noqa: ANN401 - as WTForms takes them
    """A form with a number for each unit; `quotas_in` reads it."""
    rows = list(quotas)
    fields = {f"seats_{one.organisation_id}": _quota_field(one) for one in rows}
    form_class: type[FlaskForm] = type("QuotaForm", (FlaskForm,), fields)
    return form_class(data={f"seats_{one.organisation_id}": one.seats for one in rows}, **more)


def _quota_field(quota: Quota) -> Any:  # noqa: ANN401 - WTForms' unbound field
    return WholeField(
        quota.name,
        validators=[
            InputRequired(_l("Enter a number; 0 for none.")),
            NumberRange(0, 5000, _l("Between 0 and 5,000.")),
        ],
        description=_l("%(owing)s owe it, the rule gives %(rule)s, %(filled)s named", owing=quota.owing,
                       rule=quota.by_rule, filled=quota.tally.filled),
    )  # fmt: skip


def quotas_in(form: FlaskForm) -> dict[int, int]:
    """The seats of each unit."""
    return {int(one.name.removeprefix("seats_")): one.data for one in form if one.name.startswith("seats_")}


class ClosingDayForm(FlaskForm):
    """Until when streets nominate."""

    closes_on = DayField(
        _l("Nominations close on"), validators=[InputRequired(_l("Enter the last day for nominations."))]
    )


class ReasonForm(FlaskForm):
    """Why somebody is not taken, or taken back."""

    reason = StringField(
        _l("Reason"), filters=[tidy],
        validators=[DataRequired(_l("Say why.")), Length(max=100, message=_l("At most 100 characters."))],
    )  # fmt: skip


class ReplaceForm(ReasonForm):
    """Who is taken instead; the view gives who waits."""

    instead = RadioField(
        _l("Who is taken instead"), coerce=int, validators=[InputRequired(_l("Choose who is taken instead."))]
    )


class CandidateFilters(Form):
    """Whom of one's own people to show."""

    called = StringField(_l("Name or person number"), filters=[tidy])
    who = SelectField(
        _l("Who is shown"),
        choices=[
            SelectChoice(OWING, _l("Who owes the training, overdue first")),
            SelectChoice(EVERYBODY, _l("Everybody of this unit")),
        ],
    )


class NominationFilters(Form):
    """Which nominations to show; the view gives the units."""

    called = StringField(_l("Name or person number"), filters=[tidy])
    unit = SelectField(_l("Unit"))
    standing = SelectField(
        _l("How it stands"),
        choices=[SelectChoice("", _l("All")), *(SelectChoice(one.value, STANDING_WORDS[one]) for one in Standing)],
    )

    @property
    def standings(self) -> frozenset[Standing]:
        """The standing chosen; none: all."""
        known = {one.value for one in Standing}
        return frozenset({Standing(self.standing.data)}) if self.standing.data in known else frozenset()


def _line(label: Any, most: int, missing: Any = None, **more: Any) -> Any:  # noqa: ANN401 - WTForms' unbound field
    checks = [DataRequired(missing)] if missing else []
    return StringField(
        label, filters=[tidy], validators=[*checks, Length(max=most, message=_l("That is too long."))], **more
    )


def _text(label: Any, missing: Any, **more: Any) -> Any:  # noqa: ANN401 - WTForms' unbound field
    return TextAreaField(
        label, validators=[DataRequired(missing), Length(max=3000, message=_l("That is too long."))], **more
    )


_TEXTS = frozenset({
    "document_number", "issuer", "audience", "content", "demands", "contact", "phone", "email",
})  # fmt: skip


class NoticeForm(FlaskForm):
    """What the office writes into a notice; its time, place, quotas and list come from the class."""

    document_number = _line(
        _l("Document number"),
        60,
        _l("Enter the document number."),
        description=_l("As your office numbers what it sends out."),
    )
    issuer = _line(_l("Signed by"), 100, _l("Say who signs the notice."))
    signed_on = DayField(_l("Date of the notice"), validators=[InputRequired(_l("Enter the date of the notice."))])
    audience = _text(_l("Who is called up"), _l("Say who is called up."))
    content = _text(_l("What is taught"), _l("Say what is taught."))
    demands = _text(
        _l("What is asked of units and trainees"),
        _l("Say what is asked."),
        description=_l("Each on a line of its own."),
    )
    contact = _line(_l("Contact"), 60)
    phone = _line(_l("Telephone"), 40)
    email = _line(_l("E-mail"), 100)

    def written(self) -> Written:
        """What was filled in."""
        texts: dict[str, str] = {one.name: one.data or "" for one in self if one.name in _TEXTS}
        return Written(signed_on=self.signed_on.data, **texts)
