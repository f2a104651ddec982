"""What a branch fills in about a meeting, and about members it reached otherwise."""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any, BinaryIO, cast

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import MultipleFileField
from werkzeug.datastructures import FileStorage, MultiDict
from wtforms import HiddenField, RadioField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, ValidationError

from lms.accounts.forms import tidy
from lms.errors import Refused
from lms.rounds.actions.reaches import ReachFields
from lms.rounds.actions.reports import ReportFields
from lms.rounds.keeping import Checked, checked
from lms.rounds.models import BranchReport, MemberReach, RoundTheme, SeasonalRound
from lms.rounds.rules import Absence, ReachHow, ReachKind
from lms.rounds.wording import HOW_WORDS, REACH_WORDS
from lms.training.forms.fields import DayField, WholeField

NO_THEME = 0
LONGEST = 600
_MINUTES = _l("Enter the minutes, such as 90.")


class _InTheWindow(FlaskForm):
    """A form with a day that lies within a round and not ahead."""

    window: SeasonalRound
    today: date

    def validate_day(self, field: DayField) -> None:
        """Within the round, not ahead."""
        if not field.data:
            return
        if field.data > self.today:
            raise ValidationError(_("The day lies ahead. Report a meeting once it has been held."))
        if not self.window.first_day <= field.data <= self.window.last_day:
            raise ValidationError(_("The day does not lie within the days of the round."))


class ReportForm(_InTheWindow):
    """A meeting of a branch; who came is read by `sent_list`."""

    day = DayField(_l("Day of the meeting"), validators=[InputRequired(_l("Enter the day."))])
    theme_id = RadioField(_l("Theme"), coerce=int, validators=[InputRequired(_l("Choose the theme."))])
    minutes = WholeField(
        _l("How many minutes it lasted"), validators=[InputRequired(_MINUTES), NumberRange(1, LONGEST, _MINUTES)]
    )
    place = StringField(_l("Place"), filters=[tidy], validators=[Length(max=100)])
    note = TextAreaField(_l("What was learned and discussed"), filters=[tidy], validators=[Length(max=500)])
    files = MultipleFileField(_l("Photo or minutes"))
    send_key = HiddenField()
    seen = HiddenField()

    def offer(self, round_: SeasonalRound, themes: Iterable[RoundTheme], today: date) -> None:
        """The themes to choose from, and the days that are taken."""
        self.window, self.today = round_, today
        self.theme_id.choices = [SelectChoice(theme.id, theme.name) for theme in themes]
        self.send_key.data = self.send_key.data or uuid.uuid4().hex

    def fill(self, report: BranchReport) -> None:
        """Show a meeting as it is known."""
        for name in ("day", "theme_id", "minutes", "place", "note"):
            self[name].data = getattr(report, name)
        self.seen.data = str(report.id)

    def sent_files(self) -> list[Checked]:
        """The files that were sent, looked into. Raises Refused."""
        sent = [one for one in self.files.data or () if isinstance(one, FileStorage) and one.filename]
        return [checked(one.filename, cast("BinaryIO", one.stream)) for one in sent]

    def take_files(self) -> list[Checked] | None:
        """The same; None after the field was told what is wrong."""
        try:
            return self.sent_files()
        except Refused as refusal:
            self.files.errors = [*self.files.errors, str(refusal)]
            return None

    def fields(self, sent: MultiDict[str, str]) -> ReportFields:
        """What was filled in, with the list of who came."""
        return ReportFields(
            theme_id=self.theme_id.data, day=self.day.data, minutes=self.minutes.data, place=self.place.data or "",
            note=self.note.data or "", attended=sent_people(sent), reasons=sent_reasons(sent),
        )  # fmt: skip


class ReachForm(_InTheWindow):
    """Members reached otherwise; whom is read by `sent_people`."""

    kind = RadioField(
        _l("How they were reached"),
        choices=[SelectChoice(one.value, REACH_WORDS[one]) for one in ReachKind],
        validators=[InputRequired(_l("Choose how they were reached."))],
    )
    how = RadioField(
        _l("What was done"),
        choices=[SelectChoice(one.value, HOW_WORDS[one]) for one in ReachHow],
        validators=[InputRequired(_l("Choose what was done."))],
    )
    day = DayField(_l("Day"), validators=[InputRequired(_l("Enter the day."))])
    minutes = WholeField(
        _l("How many minutes they learned"),
        validators=[InputRequired(_MINUTES), NumberRange(0, LONGEST, _MINUTES)],
    )
    theme_id = SelectField(_l("Theme"), coerce=int)
    reached_by = StringField(
        _l("By whom"),
        filters=[tidy],
        validators=[
            DataRequired(_l("Enter who went or called.")),
            Length(max=60, message=_l("At most 60 characters.")),
        ],
    )
    note = StringField(_l("Note"), filters=[tidy], validators=[Length(max=300, message=_l("At most 300 characters."))])

    def offer(self, round_: SeasonalRound, themes: Iterable[RoundTheme], today: date) -> None:
        """The themes to choose from, and the days that are taken."""
        self.window, self.today = round_, today
        all_of_them = SelectChoice(NO_THEME, _("No theme in particular"))
        self.theme_id.choices = [all_of_them, *(SelectChoice(theme.id, theme.name) for theme in themes)]

    def fill(self, reach: MemberReach) -> None:
        """Show an entry as it is known."""
        for name in ("kind", "how", "day", "minutes", "reached_by", "note"):
            self[name].data = getattr(reach, name)
        self.theme_id.data = reach.theme_id or NO_THEME

    def fields(self) -> ReachFields:
        """What was filled in."""
        return ReachFields(
            kind=self.kind.data, how=self.how.data, day=self.day.data, minutes=self.minutes.data,
            reached_by=self.reached_by.data or "", theme_id=self.theme_id.data or None, note=self.note.data or "",
        )  # fmt: skip


def sent_people(sent: MultiDict[str, str], name: str = "person") -> frozenset[int]:
    """The people (or what else has this name) that were ticked, once each."""
    return frozenset(int(one) for one in sent.getlist(name) if one.isdecimal() and len(one) < 10)


def sent_reasons(sent: MultiDict[str, str]) -> dict[int, str]:
    """Why people did not come: person → reason, from `why-N`."""
    known: set[Any] = set(Absence)
    return {
        int(name.removeprefix("why-")): value
        for name, value in sent.items()
        if name.startswith("why-") and name.removeprefix("why-").isdecimal() and value in known
    }
