"""Reading a roll call, a number, and the reasons of corrections from what was sent."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import StringField
from wtforms.validators import NumberRange, Optional

from lms.training.actions.attendance import SentRow
from lms.training.forms.fields import WholeField
from lms.training.rules.attendance import Entry
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
