"""What offices put down about one person: training taken part in elsewhere, a waiver; and what people write."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, ValidationError

from lms import clock
from lms.accounts.forms import paragraphs, tidy
from lms.records.rules import NewRecord, TrainingCategory
from lms.rotation.rules import WaiverKind
from lms.training.forms.fields import DayField, HoursField, WholeField
from lms.training.wording import CATEGORY_WORDS

_YEAR = NumberRange(2000, 2100, _l("Enter a year between 2000 and 2100."))


class RecordForm(FlaskForm):
    """Training that a person took part in, as a notice or certificate says it."""

    category = SelectField(
        _l("Training category"), choices=[SelectChoice(one.value, words) for one, words in CATEGORY_WORDS.items()]
    )
    name = StringField(
        _l("Name of the training"),
        filters=[tidy],
        validators=[
            DataRequired(_l("Enter the name of the training, as its notice writes it.")),
            Length(max=200, message=_l("A name has at most 200 characters.")),
        ],
    )
    first_day = DayField(_l("First day"), validators=[InputRequired(_l("Enter the first day."))])
    last_day = DayField(_l("Last day"), validators=[InputRequired(_l("Enter the last day."))])
    days = HoursField(
        _l("Number of days"), description=_l("Empty: the days of the calendar from the first to the last.")
    )
    hours = HoursField(
        _l("Credit hours"), validators=[InputRequired(_l("Enter the hours, such as 24 or 7.5; 0 if there are none."))]
    )
    result = RadioField(
        _l("Result"),
        choices=[SelectChoice("yes", _l("Training completed")), SelectChoice("no", _l("Training not completed"))],
        validators=[InputRequired(_l("Choose whether the training was completed."))],
        description=_l("Only completed training counts."),
    )
    declared_year = WholeField(_l("Counts for the year"), validators=[InputRequired(_l("Enter the year.")), _YEAR])
    make_up_year = WholeField(
        _l("Makes up for the year"),
        validators=[Optional(), _YEAR],
        description=_l("Only for make-up training; otherwise leave it empty."),
    )

    def validate_last_day(self, field: DayField) -> None:
        """In order, and not still to come."""
        if self.first_day.data and field.data and field.data < self.first_day.data:
            raise ValidationError(_("The last day is before the first day. Enter the same day or a later one."))
        if field.data and field.data > clock.today():
            raise ValidationError(
                _("This training has not ended yet. Put it down once it is over, or enrol the person.")
            )

    def record(self, person_id: int) -> NewRecord:
        """What was filled in."""
        return NewRecord(
            person_id=person_id,
            declared_year=self.declared_year.data,
            category=TrainingCategory(self.category.data),
            name=self.name.data or "",
            first_day=self.first_day.data,
            last_day=self.last_day.data,
            credit_centihours=self.hours.data,
            completed=self.result.data == "yes",
            days_hundredths=self.days.data,
            make_up_year=self.make_up_year.data,
        )


class WaiverForm(FlaskForm):
    """An exemption, or a deferral until a day, that was approved."""

    kind = RadioField(
        _l("Kind of waiver"),
        choices=[
            SelectChoice(WaiverKind.DEFERRAL.value, _l("Deferral: due later")),
            SelectChoice(WaiverKind.EXEMPTION.value, _l("Exemption: not required this year")),
        ],
        validators=[InputRequired(_l("Choose deferral or exemption."))],
    )
    deferred_until = DayField(_l("Deferred until"), description=_l("Only for a deferral."))
    reason = TextAreaField(
        _l("Reason"),
        filters=[paragraphs],
        validators=[
            DataRequired(_l("Say why, in a few words; the reason is kept.")),
            Length(max=300, message=_l("A reason has at most 300 characters.")),
        ],
    )
    approver = StringField(
        _l("Approved by"),
        filters=[tidy],
        validators=[
            DataRequired(_l("Enter who approved it, such as the party committee of a town.")),
            Length(max=100, message=_l("At most 100 characters.")),
        ],
    )
    approved_on = DayField(
        _l("Approved on"),
        validators=[InputRequired(_l("Enter the day of the approval."))],
        description=_l("It counts from this day on."),
    )

    def __init__(self, due: date | None = None, **more: object) -> None:
        super().__init__(**more)
        self._due = due

    def validate_deferred_until(self, field: DayField) -> None:
        """A deferral has its day, later than the due day; an exemption has none."""
        if self.kind.data == WaiverKind.EXEMPTION.value:
            field.data = None
        elif self.kind.data == WaiverKind.DEFERRAL.value and field.data is None:
            raise ValidationError(_("Enter the day until which the training is deferred, for example 2027-03-01."))
        elif field.data and self._due and field.data <= self._due:
            raise ValidationError(
                _("That is not after the day on which it is due anyway, %(due)s. A deferral never shortens.",
                  due=self._due.isoformat())
            )  # fmt: skip

    def validate_approved_on(self, field: DayField) -> None:
        """Approved up to today."""
        if field.data and field.data > clock.today():
            raise ValidationError(_("This day is still to come. Enter a day up to today."))


class WhyForm(FlaskForm):
    """Why a waiver is taken back."""

    why = TextAreaField(
        _l("Reason"),
        filters=[paragraphs],
        validators=[
            DataRequired(_l("Say why, in a few words; the reason is kept.")),
            Length(max=300, message=_l("A reason has at most 300 characters.")),
        ],
    )


class ReportForm(FlaskForm):
    """What is wrong, in one's own words."""

    text = TextAreaField(
        _l("What is not right"),
        filters=[paragraphs],
        validators=[
            DataRequired(_l("Write what is wrong and what would be right.")),
            Length(max=1000, message=_l("At most 1,000 characters.")),
        ],
        description=_l("For example: which training you took part in, and when; or since when you hold your post."),
    )


class ReminderForm(FlaskForm):
    """A reminder to the people chosen."""

    title = StringField(
        _l("Title of the message"),
        filters=[tidy],
        validators=[DataRequired(_l("Enter a title.")), Length(max=100, message=_l("At most 100 characters."))],
    )
    text = TextAreaField(
        _l("Text of the message"),
        filters=[paragraphs],
        validators=[DataRequired(_l("Enter a text.")), Length(max=1000, message=_l("At most 1,000 characters."))],
        description=_l("Everybody also gets a link to their own duty, with the reason and what to do."),
    )
