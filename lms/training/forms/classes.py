"""What an office fills in for a class and its half-days."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange

from lms import clock
from lms.accounts.forms import tidy
from lms.training.actions.classes import ClassFields
from lms.training.actions.meetings import MeetingFields
from lms.training.forms.fields import ChecksField, ClockField, DayField, HoursField, NeedsSome, WholeField
from lms.training.queries.classes import ClassCard
from lms.training.queries.meetings import MeetingRow
from lms.training.rules.words import Half
from lms.training.wording import HALF_WORDS

NOBODY = 0
HALVES = [SelectChoice(half.value, words) for half, words in HALF_WORDS.items()]
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


class MeetingForm(FlaskForm):
    """A half-day of a class."""

    day = DayField(_l("Day"), validators=[InputRequired(_l("Enter the day."))])
    half = SelectField(_l("Half of the day"), choices=HALVES)
    starts = ClockField(_l("Starts at"), validators=[InputRequired(_l("Enter when it starts, such as 8:30."))])
    ends = ClockField(_l("Ends at"), validators=[InputRequired(_l("Enter when it ends, such as 11:30."))])
    hours = HoursField(_l("Credit hours"), description=_l("Empty: by its length, 45 minutes each."))
    topic = StringField(_l("Topic"), filters=[tidy], validators=[Length(max=150)])
    teacher = StringField(_l("Teacher"), filters=[tidy], validators=[Length(max=60)])
    room = StringField(
        _l("Room"), filters=[tidy], validators=[Length(max=60)], description=_l("Empty: the venue of the class.")
    )

    def fields(self) -> MeetingFields:
        """What was filled in."""
        return MeetingFields(
            day=self.day.data,
            half=Half(self.half.data),
            starts=self.starts.data,
            ends=self.ends.data,
            credit_centihours=self.hours.data,
            topic=self.topic.data or "",
            teacher=self.teacher.data or "",
            room=self.room.data or "",
        )

    def fill(self, meeting: MeetingRow) -> None:
        """Show a half-day as it is."""
        for name in ("day", "half", "topic", "teacher", "room"):
            self[name].data = getattr(meeting, name)
        self.starts.data = clock.local(meeting.starts_at).time()
        self.ends.data = clock.local(meeting.ends_at).time()
        self.hours.data = meeting.credit_centihours


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
