"""All that a requirement says, as an organisation department fills it in."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, RadioField, SelectChoice, StringField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, Regexp, ValidationError

from lms.accounts.forms import tidy
from lms.people.rules import PositionCategory
from lms.people.wording import CATEGORY_WORDS as POST_WORDS
from lms.records.rules import TrainingCategory
from lms.rotation.forms.fields import MonthDayField
from lms.rotation.rules import AskedCurriculum, Combine, Requirement, YearBy
from lms.training.forms.fields import ChecksField, HoursField, WholeField
from lms.training.wording import CATEGORY_WORDS as TRAINING_WORDS

_DAYS = (
    InputRequired(_l("Enter a number of days; 0 for none.")),
    NumberRange(0, 366, _l("Enter a number of days between 0 and 366.")),
)
_WHOLE = ("min_times", "continuity_gap_days", "warn_days")
_SAME = ("name", "english_name", "due", "due_in_next_year", "appointed_by", "makeup_until", "is_active")


class RequirementForm(FlaskForm):
    """A requirement; the view gives the curricula to choose from. An existing one keeps its code."""

    version = HiddenField()
    code = StringField(
        _l("Requirement code"),
        filters=[tidy],
        validators=[
            DataRequired(_l("Enter a code of small letters, digits and hyphens.")),
            Regexp(r"[a-z0-9][a-z0-9-]{0,39}$", message=_l("Small letters, digits and hyphens, 40 at most.")),
        ],
        description=_l("Files name the requirement by it, such as rotation; it stays for good."),
    )
    name = StringField(
        _l("Name of the requirement"),
        filters=[tidy],
        validators=[DataRequired(_l("Enter a name.")), Length(max=60, message=_l("At most 60 characters."))],
    )
    english_name = StringField(
        _l("English name"),
        filters=[tidy],
        validators=[Length(max=80, message=_l("At most 80 characters."))],
        description=_l("Shown on English pages; empty: the name above."),
    )
    audience = ChecksField(
        _l("Whom it is for: positions"),
        choices=[SelectChoice(one.value, words) for one, words in POST_WORDS.items()],
        description=_l("Everybody in one of these positions owes it."),
    )
    for_party_members = BooleanField(_l("Also for all party members, whatever post they hold"))
    min_times = WholeField(
        _l("Times a year"),
        validators=[
            InputRequired(_l("Enter a number; 0 if times are not asked.")),
            NumberRange(0, 100, _l("Enter a number between 0 and 100.")),
        ],
        description=_l("0: not asked."),
    )
    min_days_hundredths = HoursField(
        _l("Days a year"),
        validators=[InputRequired(_l("Enter a number; 0 if days are not asked."))],
        description=_l("0: not asked."),
    )
    min_centihours = HoursField(
        _l("Hours a year"),
        validators=[InputRequired(_l("Enter a number; 0 if hours are not asked."))],
        description=_l("0: not asked."),
    )
    curricula = ChecksField(
        _l("Curricula whose quiz must be passed"), description=_l("In whatever year; none: no quiz is asked.")
    )
    combine = RadioField(
        _l("When several things are asked"),
        choices=[
            SelectChoice(Combine.ALL.value, _l("Each of them is needed")),
            SelectChoice(Combine.ANY.value, _l("One of them is enough")),
        ],
        validators=[InputRequired(_l("Choose one."))],
    )
    credit_kinds = ChecksField(
        _l("Training categories that count"),
        choices=[SelectChoice(one.value, words) for one, words in TRAINING_WORDS.items()],
        description=_l("None chosen: training of every category counts."),
    )
    year_by = RadioField(
        _l("Training belongs to the year"),
        choices=[
            SelectChoice(YearBy.LAST_DAY.value, _l("in which it ends")),
            SelectChoice(YearBy.DECLARED.value, _l("that its record declares (winter rounds)")),
        ],
        validators=[InputRequired(_l("Choose one."))],
    )
    due = MonthDayField(
        _l("Due by"),
        validators=[InputRequired(_l("Enter month and day, such as 12-31."))],
        description=_l("Month and day, such as 12-31."),
    )
    due_in_next_year = BooleanField(_l("This day lies in the next year (winter rounds)"))
    appointed_by = MonthDayField(
        _l("Who is appointed after this day starts with the next year"),
        validators=[InputRequired(_l("Enter month and day, such as 09-30."))],
        description=_l("Month and day, such as 09-30."),
    )
    continuity_gap_days = WholeField(
        _l("Days between two posts that do not break service"),
        validators=list(_DAYS),
        description=_l("Who moves to another post within so many days is not newly appointed."),
    )
    warn_days = WholeField(_l("Days before the due day from which somebody is at risk"), validators=list(_DAYS))
    makeup_until = MonthDayField(
        _l("Make-up training counts in the next year until"),
        validators=[Optional()],
        description=_l("Month and day, such as 03-31; empty: there is no make-up training."),
    )
    source = StringField(
        _l("Basis"),
        filters=[tidy],
        validators=[Length(max=300, message=_l("At most 300 characters."))],
        description=_l("The document that asks for it, with its article."),
    )
    is_active = BooleanField(_l("In force: people are judged by it"))

    def validate_audience(self, field: ChecksField) -> None:
        """It is for somebody."""
        if not field.data and not self.for_party_members.data:
            raise ValidationError(_("Choose at least one position, or party members below."))

    def validate_min_times(self, field: WholeField) -> None:
        """It asks for something."""
        amounts = (field.data, self.min_days_hundredths.data, self.min_centihours.data)
        if not any(amounts) and not self.curricula.data:
            raise ValidationError(_("Nothing is asked. Enter times, days or hours, or choose curricula below."))

    def fill(self, rules: Requirement, source: str, version_id: int) -> None:
        """Show a requirement as it is."""
        for name in (*_WHOLE, *_SAME, "for_party_members", "min_days_hundredths", "min_centihours"):
            self[name].data = getattr(rules, name)
        self.audience.data, self.credit_kinds.data = sorted(rules.audience), sorted(rules.credit_kinds)
        self.curricula.data = [one.code for one in rules.curricula]
        self.combine.data, self.year_by.data = rules.combine.value, rules.year_by.value
        self.source.data, self.version.data = source, str(version_id)

    def wanted(self, code: str) -> Requirement:
        """What was filled in."""
        said: dict[str, Any] = {name: self[name].data for name in (*_WHOLE, *_SAME)}
        return Requirement(
            code=code,
            **said,
            for_party_members=bool(self.for_party_members.data),
            audience=frozenset(PositionCategory(one) for one in self.audience.data or ()),
            credit_kinds=frozenset(TrainingCategory(one) for one in self.credit_kinds.data or ()),
            min_days_hundredths=self.min_days_hundredths.data,
            min_centihours=self.min_centihours.data,
            curricula=tuple(AskedCurriculum(one) for one in self.curricula.data or ()),
            combine=Combine(self.combine.data),
            year_by=YearBy(self.year_by.data),
        )
