"""What an office fills in for a round, and the conditions of its lists."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Form, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, ValidationError

from lms.accounts.forms import tidy
from lms.records.wording import CATEGORY_WORDS
from lms.rounds.actions.rounds import CHANGEABLE, RoundFields
from lms.rounds.models import RoundTheme, SeasonalRound
from lms.rounds.queries.coverage import ALL, BEHIND, NOTHING, READY
from lms.rounds.rules import CATEGORIES, DEFAULT_THEMES, tidy_themes
from lms.training.forms.fields import DayField, WholeField

MOST_THEMES = 12
MOST_OF_A_THEME = 60


def _number(label: Any, most: int, message: Any, least: int = 0) -> WholeField:  # noqa: ANN401 - lazy texts
    return WholeField(label, validators=[InputRequired(message), NumberRange(least, most, message)])


class RoundForm(FlaskForm):
    """A round; category, year and organiser are asked only when it is opened."""

    name = StringField(
        _l("Name of the round"),
        filters=[tidy],
        validators=[
            DataRequired(_l("Enter a name, such as Winter training of members 2026.")),
            Length(max=150, message=_l("A name has at most 150 characters.")),
        ],
    )
    category = SelectField(
        _l("Winter or spring"),
        choices=[SelectChoice(one.value, CATEGORY_WORDS[one]) for one in CATEGORIES],
        validators=[InputRequired(_l("Choose winter or spring."))],
    )
    year = _number(_l("Year it counts for"), 2100, _l("Enter a year between 2000 and 2100."), 2000)
    organiser_id = SelectField(_l("Organiser"), coerce=int, validators=[InputRequired(_l("Choose an organiser."))])
    first_day = DayField(_l("First day"), validators=[InputRequired(_l("Enter the first day."))])
    last_day = DayField(_l("Last day"), validators=[InputRequired(_l("Enter the last day."))])
    report_by = DayField(_l("Branches report by"), validators=[InputRequired(_l("Enter the day."))])
    themes = TextAreaField(_l("Themes, one a line"), validators=[DataRequired(_l("Enter at least one theme."))])
    meetings_a_theme = _number(
        _l("Meetings of each branch on each theme"), 50, _l("Enter a number between 1 and 50."), 1
    )
    minutes_each = _number(_l("Minutes of each member in all"), 10_000, _l("Enter minutes, such as 360; 0 if none."))
    meetings_each = _number(_l("Meetings of each member"), 200, _l("Enter a number, such as 4; 0 if none."))
    minutes_a_theme = _number(
        _l("Minutes of each member on each theme"), 5_000, _l("Enter minutes, such as 90; 0 if none.")
    )

    def validate_last_day(self, field: DayField) -> None:
        """Not before the first."""
        if self.first_day.data and field.data and field.data < self.first_day.data:
            raise ValidationError(_("The last day lies before the first."))

    def validate_report_by(self, field: DayField) -> None:
        """Not before the round begins."""
        if self.first_day.data and field.data and field.data < self.first_day.data:
            raise ValidationError(_("The deadline lies before the first day of the round."))

    def validate_themes(self, field: TextAreaField) -> None:
        """At least one, each short enough for a column."""
        themes = tidy_themes(field.data or "")
        if not themes or len(themes) > MOST_THEMES:
            raise ValidationError(_("Enter between 1 and %(most)s themes, one a line.", most=MOST_THEMES))
        if max(map(len, themes)) > MOST_OF_A_THEME:
            raise ValidationError(_("A theme has at most %(most)s characters.", most=MOST_OF_A_THEME))

    def fields(self) -> RoundFields:
        """What was filled in."""
        values: dict[str, Any] = {name: self[name].data for name in CHANGEABLE}
        return RoundFields(
            category=self.category.data, year=self.year.data, organiser_id=self.organiser_id.data,
            themes=tidy_themes(self.themes.data or ""), **values,
        )  # fmt: skip

    def fill(self, round_: SeasonalRound, themes: list[RoundTheme]) -> None:
        """Show a round as it is."""
        for name in CHANGEABLE:
            self[name].data = getattr(round_, name)
        self.themes.data = "\n".join(theme.name for theme in themes)

    def keep_fixed(self, round_: SeasonalRound) -> None:
        """Category, year and organiser are those it was opened with."""
        self.organiser_id.choices = [SelectChoice(round_.organiser_id, round_.organiser.name)]
        self.category.data, self.year.data = round_.category, round_.declared_year
        self.organiser_id.data = round_.organiser_id
        for name in ("category", "year", "organiser_id"):
            self[name].raw_data = [str(self[name].data)]

    def suggest(self, year: int) -> None:
        """A new round, as most begin."""
        self.year.data, self.category.data = year, CATEGORIES[0].value
        self.themes.data = "\n".join(DEFAULT_THEMES)
        self.meetings_a_theme.data, self.minutes_each.data = 1, 0
        self.meetings_each.data, self.minutes_a_theme.data = 1, 0


def _whole(typed: Any) -> int:  # noqa: ANN401 - what an address says
    return int(typed) if str(typed or "").isdecimal() else 0


class CoverageFilter(Form):
    """Which branches are shown."""

    street = SelectField(_l("Street or town"), coerce=_whole, default=0)
    text = StringField(_l("Name of the branch"), filters=[tidy])
    state = SelectField(
        _l("How it stands"),
        choices=[
            SelectChoice(ALL, _l("All branches")),
            SelectChoice(BEHIND, _l("Themes missing")),
            SelectChoice(NOTHING, _l("Nothing reported")),
            SelectChoice(READY, _l("All themes reported")),
        ],
        default=ALL,
    )


class NameFilter(Form):
    """Part of a name, of a member or a branch."""

    text = StringField(_l("Name of a member or branch"), filters=[tidy])


class ReasonForm(FlaskForm):
    """Why something weighty is done."""

    reason = TextAreaField(
        _l("Reason"),
        filters=[tidy],
        validators=[DataRequired(_l("Say why.")), Length(max=200, message=_l("A reason has at most 200 characters."))],
    )


class ButtonForm(FlaskForm):
    """A form that is one button."""
