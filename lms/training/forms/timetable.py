"""All half-days of a class on one page: a row of fields each, sent together."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, cast

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, FormField, HiddenField, SelectField
from wtforms.validators import InputRequired, Optional, ValidationError

from lms.training.actions.clashes import TimetableRefused
from lms.training.actions.meetings import NEW
from lms.training.actions.timetable import SentRow
from lms.training.forms.fields import ClockField, DayField
from lms.training.forms.meetings import HalfDayFields, as_filled_in
from lms.training.queries.meetings import MeetingRow
from lms.training.wording import meeting_name

MOST_ROWS = 1_200
"""A year of three half-days a day, and a few that are not there any more."""
_ROW = re.compile(r"(?:m[1-9][0-9]{0,17}|new)-seen")
_FILLED_IN = ("day", "half", "starts", "ends", "minutes", "topic", "teacher", "room", "kind")


class RowForm(HalfDayFields):
    """A half-day among all others; `seen` is what stood there when the page was made."""

    seen = HiddenField()
    remove = BooleanField(_l("Take this half-day away"))
    name_in_faults = ""

    def __init__(self, *arguments: Any, **more: Any) -> None:  # noqa: ANN401 - as FormField calls it
        super().__init__(*arguments, **more)
        self.minutes.description = self.room.description = ""  # said once, above all rows

    @property
    def mark(self) -> str:
        """What the fields say, in short."""
        said = "\n".join(str(self[name].data) for name in _FILLED_IN)
        return hashlib.sha256(said.encode()).hexdigest()[:16]

    @property
    def seen_sequence(self) -> int:
        """The number the half-day had when the page was made."""
        number = (self.seen.data or "").partition(".")[0]
        return int(number) if number.isdecimal() else -1

    @property
    def is_touched(self) -> bool:
        """Whether anything differs from what the page showed."""
        return bool(self.remove.data) or self.mark != (self.seen.data or "").partition(".")[2]

    def fill(self, meeting: MeetingRow) -> None:
        """Show a half-day as it is now, whatever was sent."""
        for name, value in as_filled_in(meeting).items():
            self[name].data, self[name].raw_data = value, None
        self.show(meeting.sequence)

    def show(self, sequence: int) -> None:
        """Note what stands there as the page is made."""
        self.seen.data = f"{sequence}.{self.mark}"

    def show_again(self, sequence: int) -> None:
        """Note that what stands there now was told; the fields keep what was typed, and saving it is meant."""
        self.seen.data = f"{sequence}."


class NewRowForm(RowForm):
    """A half-day that does not exist yet; nothing is meant while it is empty."""

    day = DayField(_l("Day"))
    starts = ClockField(_l("Starts at"), validators=[Optional()])
    ends = ClockField(_l("Ends at"), validators=[Optional()])

    @property
    def is_touched(self) -> bool:
        """Whether anything was typed."""
        typed = ("day", "starts", "ends", "minutes", "topic", "teacher", "room")
        return any((self[name].raw_data or [""])[0].strip() for name in typed)

    def validate_day(self, field: DayField) -> None:
        """A half-day needs its day."""
        if field.data is None and not field.errors and self.is_touched:
            raise ValidationError(_("Enter the day."))


class TimetableForm(FlaskForm):
    """All half-days of a class, a row each, as `timetable_form` makes it."""

    @property
    def rows(self) -> dict[int, RowForm]:
        """The rows by the meeting's id; the new one is below nothing."""
        return {
            _key_of(field.short_name): cast("RowForm", field.form) for field in self if isinstance(field, FormField)
        }

    @property
    def sent(self) -> list[SentRow]:
        """The rows somebody changed, as they are to be."""
        return [
            SentRow(key, row.seen_sequence, row.fields(), remove=bool(row.remove.data))
            for key, row in self.rows.items()
            if row.is_touched
        ]

    def show_faults(self, refused: TimetableRefused) -> None:
        """Put each reason at its row."""
        rows = self.rows
        for fault in refused.faults:
            field = rows[fault.key][fault.field]
            field.errors = [*field.errors, fault.sentence]

    def catch_up(self, meetings: Mapping[int, MeetingRow], told: Mapping[int, int]) -> None:
        """Show what others saved meanwhile where nothing was touched; rows `told` of it keep their own."""
        for key, row in self.rows.items():
            if key in told:
                row.show_again(told[key])
            elif key in meetings and not row.is_touched and row.seen_sequence != meetings[key].sequence:
                row.fill(meetings[key])


def timetable_form(meetings: Mapping[int, MeetingRow], sent: Iterable[str] = ()) -> TimetableForm:
    """The form of these half-days as they are; or, with the names that were `sent`, of those it was sent with."""
    keys = list(dict.fromkeys(_key_of(name) for name in sent if _ROW.fullmatch(name)))[:MOST_ROWS]
    is_sent = bool(keys)
    fields = {
        _name_of(key): FormField(RowForm if key > 0 else NewRowForm) for key in (keys if is_sent else (*meetings, NEW))
    }
    made = type("TimetableRows", (TimetableForm,), fields)
    shown = {} if is_sent else {_name_of(key): as_filled_in(one) for key, one in meetings.items()}
    form = cast("TimetableForm", made(data=shown) if is_sent else made(formdata=None, data=shown))
    for key, row in form.rows.items():
        row.name_in_faults = _row_name(meetings.get(key), key)
        if not is_sent and key in meetings:
            row.show(meetings[key].sequence)
    return form


def _row_name(meeting: MeetingRow | None, key: int) -> str:
    if meeting is not None:
        return meeting_name(meeting)
    return _("A further half-day") if key == NEW else _("A half-day that is not there any more")


def _name_of(key: int) -> str:
    return f"m{key}" if key > 0 else "new"


def _key_of(name: str) -> int:
    number = name.removeprefix("m").partition("-")[0]
    return int(number) if number.isdecimal() else NEW


class CopyDayForm(FlaskForm):
    """The half-days of one day, once more on another."""

    from_day = SelectField(_l("The day to copy"), validators=[InputRequired(_l("Choose a day."))])
    to_day = DayField(_l("The day it is copied to"), validators=[InputRequired(_l("Enter the day."))])

    @property
    def day_to_copy(self) -> date:
        """The day that was chosen."""
        return date.fromisoformat(self.from_day.data)
