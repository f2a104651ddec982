"""What an office fills in for a class and its half-days."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange

from lms.accounts.forms import tidy
from lms.training.actions.classes import ClassFields
from lms.training.forms.fields import ChecksField, DayField, HoursField, NeedsSome, WholeField
from lms.training.forms.meetings import HALVES
from lms.training.queries.classes import ClassCard
from lms.training.rules.words import Half

NOBODY = 0
_YEAR = NumberRange(2000, 2100, _l("Enter a year between 2000 and 2100."))


class ClassForm(FlaskForm):
    """A class of a programme; the view gives organisers and supervisors to choose from."""

    organiser_id = SelectField(_l("Organiser"), coerce=int, validators=[InputRequired(_l("Choose an organiser."))])
    intake_number = WholeField(
        _l("Intake number"),
        validators=[
            InputRequired(_l("Enter the number of the intake.")),
            NumberRange(1, 9999, _l("An intake has a number from 1.")),
        ],
    )
    first_day = DayField(_l("First day of the class"), validators=[InputRequired(_l("Enter the first day."))])
    last_day = DayField(_l("Last day of the class"), validators=[InputRequired(_l("Enter the last day."))])
    halves = ChecksField(
        _l("Half-days of each day"),
        choices=HALVES,
        validators=[NeedsSome(_l("Choose at least one half of the day."))],
        description=_l("They are made with the usual times; each can be changed afterwards."),
    )
    declared_year = WholeField(_l("Counts for the year"), validators=[InputRequired(_l("Enter the year.")), _YEAR])
    planned_hours = HoursField(_l("Planned hours"), description=_l("Empty: the hours of its half-days, four for each."))
    venue = StringField(_l("Venue"), filters=[tidy], validators=[Length(max=100)])
    capacity = WholeField(
        _l("Seats"),
        validators=[
            InputRequired(_l("Enter how many people can take part.")),
            NumberRange(1, 5000, _l("A class has between 1 and 5,000 seats.")),
        ],
    )
    supervisor_person_id = SelectField(_l("Class supervisor"), coerce=int)

    def fields(self) -> ClassFields:
        """What was filled in."""
        return ClassFields(
            organiser_id=self.organiser_id.data,
            intake_number=self.intake_number.data,
            first_day=self.first_day.data,
            last_day=self.last_day.data,
            declared_year=self.declared_year.data,
            capacity=self.capacity.data,
            venue=self.venue.data or "",
            planned_centihours=self.planned_hours.data,
            supervisor_person_id=self.supervisor_person_id.data or None,
            halves=frozenset(Half(half) for half in (self.halves.data or [])) if "halves" in self else frozenset(),
        )

    def fill(self, card: ClassCard) -> None:
        """Show a class as it is."""
        for name in ("organiser_id", "intake_number", "first_day", "last_day", "declared_year", "venue", "capacity"):
            self[name].data = getattr(card, name)
        self.planned_hours.data = card.planned_centihours
        self.supervisor_person_id.data = card.supervisor_person_id or NOBODY


class DrawsFromForm(FlaskForm):
    """Which organisation a class draws its people from."""

    organisation = StringField(
        _l("Organisation (code or name)"),
        filters=[tidy],
        validators=[DataRequired(_l("Enter the code or the whole name of an organisation."))],
    )


class ReasonForm(FlaskForm):
    """Why something weighty is done: cancelling, reopening."""

    reason = TextAreaField(
        _l("Reason"),
        filters=[tidy],
        validators=[
            DataRequired(_l("Say why, in a few words; the reason is kept.")),
            Length(max=300, message=_l("A reason has at most 300 characters.")),
        ],
    )


class CloseForm(FlaskForm):
    """Closing a class as it was shown."""
