"""Reading a roll call, a number, and the reasons of corrections from what was sent."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from lms.accounts.forms import tidy
from lms.training.actions.attendance import SentRow
from lms.training.forms.fields import ClockField, WholeField
from lms.training.rules.attendance import Entry
from lms.training.rules.sign_in import Timing
from lms.training.rules.words import Mark


class RollForm(FlaskForm):
    """The head count of a roll call; its rows are read by `sent_rows`."""

    head_count = WholeField(
        _l("People counted in the room"),
        validators=[Optional(), NumberRange(0, 5000, _l("Enter how many people are there, such as 56."))],
    )


class NumberForm(FlaskForm):
    """The six digits on the wall."""

    number = StringField(_l("The six digits on the screen"))


class DeskForm(FlaskForm):
    """Somebody without a phone, and when they came; empty: now."""

    who = StringField(
        _l("Name or person number"),
        filters=[tidy],
        validators=[DataRequired(_l("Enter a name or a person number."))],
    )
    came = ClockField(
        _l("Came at"), validators=[Optional()], description=_l("Leave it empty for now, or enter a time such as 8:30.")
    )


class SignInTimesForm(FlaskForm):
    """The minutes of a class: from when one may sign in, and from when it is late or early."""

    opens_minutes = WholeField(
        _l("Sign-in opens so many minutes before the start"),
        validators=[InputRequired(_l("Enter the minutes.")), NumberRange(0, 120, _l("Enter 0 to 120 minutes."))],
    )
    late_minutes = WholeField(
        _l("Late from so many minutes after the start"),
        validators=[InputRequired(_l("Enter the minutes.")), NumberRange(0, 120, _l("Enter 0 to 120 minutes."))],
    )
    early_minutes = WholeField(
        _l("Leaving is early until so many minutes before the end"),
        validators=[InputRequired(_l("Enter the minutes.")), NumberRange(0, 120, _l("Enter 0 to 120 minutes."))],
    )

    def timing(self) -> Timing:
        """What was filled in."""
        return Timing(self.opens_minutes.data, self.late_minutes.data, self.early_minutes.data)


class TakeForm(FlaskForm):
    """A file of a door system or of a paper sheet, and of which half-day it is."""

    meeting_id = SelectField(_l("Of which half-day"), coerce=int)
    file = FileField(
        _l("The file"),
        description=_l("Excel or CSV. You see what it would do before anything is taken."),
        validators=[FileRequired(_l("Choose a file."))],
    )


class TakenForm(FlaskForm):
    """Taking what was shown; changing marks that are there asks for a reason."""

    change = BooleanField(_l("Change the marks that are there, too"))
    reason = StringField(_l("Why they are changed"), filters=[tidy], validators=[Length(max=200)])


def sent_rows(
    sent: MultiDict[str, str], person_ids: Iterable[int], longest_minutes: int
) -> tuple[dict[int, SentRow], set[int]]:
    """What a roll call sent of each person, and those whose minutes are missing or cannot be.

    `longest_minutes`: as long as the half-day lasts. Fields: `mark-N`, `shown-N`, `minutes-N`.
    """
    rows: dict[int, SentRow] = {}
    wrong: set[int] = set()
    for person in person_ids:
        chosen = sent.get(f"mark-{person}", "")
        shown = sent.get(f"shown-{person}", "")
        mark = Mark(chosen) if chosen in set(Mark) else None
        minutes = _whole(sent.get(f"minutes-{person}", "")) if mark is Mark.LEFT_EARLY else None
        if mark is Mark.LEFT_EARLY and not (minutes is not None and 1 <= minutes <= longest_minutes):
            wrong.add(person)
            continue
        rows[person] = SentRow(None if mark is None else Entry(mark, minutes), _whole(shown) or None)
    return rows, wrong


def sent_reasons(sent: MultiDict[str, str]) -> dict[int, str]:
    """Entry id → why it was changed, from `reason-N`; `reason` stands for those without their own."""
    common = sent.get("reason", "").strip()
    given = {
        int(name.removeprefix("reason-")): value.strip() or common
        for name, value in sent.items()
        if name.startswith("reason-") and name.removeprefix("reason-").isdecimal()
    }
    return {entry: reason[:200] for entry, reason in given.items() if reason}


def _whole(text: str) -> int | None:
    text = text.strip()
    return int(text) if text.isdecimal() and len(text) <= 9 else None
