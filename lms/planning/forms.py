"""What an office fills in for a planned programme, and the conditions of plan and calendar."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Form, HiddenField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, ValidationError

from lms.accounts.forms import tidy
from lms.people.wording import CATEGORY_WORDS as POST_WORDS
from lms.planning.actions.plan import PlanFields
from lms.planning.models import PlannedProgramme
from lms.planning.queries.plan import span_of
from lms.planning.rules.clashes import ClashKind
from lms.planning.rules.wanted import Span, read_point, span_between
from lms.planning.wording import CLASH_WORDS
from lms.records.rules import TrainingCategory
from lms.records.wording import CATEGORY_WORDS
from lms.training.forms.fields import ChecksField, HoursField, WholeField

ALL = ""
CATEGORIES = [SelectChoice(one.value, CATEGORY_WORDS[one]) for one in TrainingCategory]
_SAME = ("name", "category", "organiser_id", "theme", "audience", "seats", "intakes", "note")


class DaysField(HoursField):
    """Days such as 3 or 0.5; `data` is in hundredths, None when empty."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the days; at most two decimals."""
        try:
            super().process_formdata([value.strip().removesuffix("天") for value in valuelist])
        except ValueError as error:
            raise ValueError(str(_l("Enter the days as a number, such as 3 or 0.5."))) from error
        if (self.data or 0) > 36_600:
            raise ValueError(str(_l("A programme lasts a year at most.")))


class PlanForm(FlaskForm):
    """A programme in the plan of a year; the view gives the year and the organisers to choose from."""

    name = StringField(
        _l("Name of the programme"),
        filters=[tidy],
        validators=[
            DataRequired(_l("Enter a name, such as Rotation training for community officials.")),
            Length(max=150, message=_l("A name has at most 150 characters.")),
        ],
    )
    category = SelectField(
        _l("Training category"), choices=CATEGORIES, validators=[DataRequired(_l("Choose a category."))]
    )
    organiser_id = SelectField(_l("Organiser"), coerce=int, validators=[InputRequired(_l("Choose an organiser."))])
    theme = StringField(
        _l("Theme"), filters=[tidy], validators=[Length(max=200, message=_l("A theme has at most 200 characters."))]
    )
    audience = ChecksField(
        _l("Whom it is for"), choices=[SelectChoice(one.value, words) for one, words in POST_WORDS.items()]
    )
    seats = WholeField(
        _l("Budgeted seats"),
        validators=[
            InputRequired(_l("Enter for how many people it is planned.")),
            NumberRange(1, 100_000, _l("A plan has between 1 and 100,000 seats.")),
        ],
        description=_l("Of all intakes together."),
    )
    intakes = WholeField(
        _l("Number of intakes"),
        validators=[
            InputRequired(_l("Enter how many intakes are planned.")),
            NumberRange(1, 999, _l("Enter a number of intakes between 1 and 999.")),
        ],
    )
    days = DaysField(_l("Days of each intake"), validators=[InputRequired(_l("Enter the days of each intake."))])
    hours = HoursField(
        _l("Credit hours of each intake"), validators=[InputRequired(_l("Enter the credit hours of each intake."))]
    )
    begins = StringField(
        _l("Wanted from"),
        filters=[tidy],
        description=_l("A month such as 2026-03, or a day such as 2026-03-10. Empty: not fixed yet."),
    )
    ends = StringField(
        _l("Wanted until"), filters=[tidy], description=_l("The same way. Empty: that month or day alone.")
    )
    note = TextAreaField(_l("Notes"), filters=[tidy], validators=[Length(max=2000)])

    def __init__(self, year: int, **more: Any) -> None:  # noqa: ANN401 - as WTForms takes them
        super().__init__(**more)
        self.year = year
        self.wanted: Span | None = None

    def validate_begins(self, field: StringField) -> None:
        """It is a month or a day, of the plan's year."""
        if not field.data:
            if self.ends.data:
                raise ValidationError(_("Enter from when it is wanted, too."))
            return
        point = self._point(field)
        if point.day.year != self.year:
            raise ValidationError(_("A plan of %(year)s begins in %(year)s.", year=self.year))

    def validate_ends(self, field: StringField) -> None:
        """It is a month or a day, not before the begin and not after the next year."""
        if self.begins.errors or not self.begins.data:
            return
        last = self._point(field) if field.data else None
        if last and last.day.year > self.year + 1:
            raise ValidationError(
                _("A plan of %(year)s ends in %(next)s at the latest.", year=self.year, next=self.year + 1)
            )
        try:
            self.wanted = span_between(read_point(self.begins.data, self.year), last)
        except ValueError as error:
            raise ValidationError(_("It ends before it begins.")) from error

    def _point(self, field: StringField) -> Any:  # noqa: ANN401 - a Point
        try:
            return read_point(field.data or "", self.year)
        except ValueError as error:
            raise ValidationError(_("Enter a month such as 2026-03, or a real day such as 2026-03-10.")) from error

    def fields(self) -> PlanFields:
        """What was filled in."""
        return PlanFields(
            name=self.name.data or "",
            category=self.category.data,
            organiser_id=self.organiser_id.data,
            seats=self.seats.data or 0,
            days_hundredths=self.days.data or 0,
            credit_centihours=self.hours.data or 0,
            theme=self.theme.data or "",
            audience=tuple(self.audience.data or ()),
            intakes=self.intakes.data or 1,
            wanted=self.wanted,
            note=self.note.data or "",
        )

    def fill(self, planned: PlannedProgramme) -> None:
        """Show a planned programme as it is."""
        for name in _SAME:
            self[name].data = getattr(planned, name)
        self.days.data, self.hours.data = planned.days_hundredths, planned.credit_centihours
        span = span_of(planned)
        if span is not None:
            form = "%Y-%m" if span.by_month else "%Y-%m-%d"
            self.begins.data, self.ends.data = f"{span.first:{form}}", f"{span.last:{form}}"


def _identity_or_none(value: Any) -> int | str:  # noqa: ANN401 - what an address holds
    text = str(value or "")
    return int(text) if text.isdecimal() else ALL


class PlanConditions(Form):
    """Which part of the plans is shown; the view gives years and organisers."""

    year = SelectField(_l("Year"), coerce=int)
    organiser = SelectField(_l("Organiser"), coerce=_identity_or_none)
    category = SelectField(_l("Training category"), choices=[SelectChoice(ALL, _l("All categories")), *CATEGORIES])


class CalendarConditions(Form):
    """Which part of the year's classes is shown."""

    year = SelectField(_l("Year"), coerce=int)
    organiser = SelectField(_l("Organiser"), coerce=_identity_or_none)


class ClashConditions(CalendarConditions):
    """The same, and which kind of clash."""

    kind = SelectField(
        _l("What clashes"),
        choices=[
            SelectChoice(ALL, _l("Everything")), *(SelectChoice(one.value, CLASH_WORDS[one]) for one in ClashKind)
        ],
    )  # fmt: skip


class CopyConditions(Form):
    """Whose plan of the year before is copied."""

    year = HiddenField()
    organiser = SelectField(_l("Organiser"), coerce=_identity_or_none)
