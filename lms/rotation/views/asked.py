"""What an address asks about: which requirement and year, on which day, as known when."""

from datetime import UTC, date, datetime
from typing import Any

from flask import request
from flask_babel import gettext as _

from lms import clock
from lms.errors import NotFound
from lms.rotation import queries
from lms.rotation.queries import Asked, Moment

DEFAULT = "rotation"
YEARS = range(1950, 2151)


def asked_by_address(default_code: str | None = None) -> Asked:
    """The question in `?requirement=&year=&as_of=&known_on=`; without them: rotation training, this year, today.

    A day that makes no sense is left aside; the list says for which day it stands. Raises NotFound for a
    requirement that does not exist.
    """
    said = request.values
    code = said.get("requirement") or default_code or _default()
    return asked(code, said.get("year", 0, type=int), _day(said.get("as_of")), _instant(said.get("known_on")))


def asked(code: str, year: int = 0, as_of: date | None = None, known_on: datetime | None = None) -> Asked:
    """The question about a requirement, in the stored answers where they hold it. Raises NotFound."""
    today = clock.today()
    year = year if year in YEARS else (as_of or today).year
    requirement = queries.requirement(code, known_on)
    if requirement is None:
        raise NotFound(_("This requirement was not known at that time."))
    is_today = known_on is None and as_of in {None, today}
    moment = None if is_today and queries.is_stored(year) else Moment(as_of or today, known_on)
    return Asked(requirement, year, moment)


def address(about: Asked) -> dict[str, Any]:
    """The values of an address that asks the same question."""
    values: dict[str, Any] = {"requirement": about.requirement.code, "year": about.year}
    if about.moment and about.moment.as_of != clock.today():
        values["as_of"] = about.moment.as_of.isoformat()
    if about.moment and about.moment.known_on:
        values["known_on"] = about.moment.known_on.isoformat(timespec="seconds")
    return values


def day_shown(about: Asked) -> date:
    """The day asked about."""
    return about.moment.as_of if about.moment else clock.today()


def day_of(about: Asked) -> date:
    """The day the answers stand for; of stored ones the day of the last evaluation."""
    if about.moment:
        return about.moment.as_of
    return queries.evaluation_state().evaluated_on or clock.today()


def is_about_today(about: Asked) -> bool:
    """Whether something can be done about what is shown: it is as things stand now."""
    return about.moment is None or about.moment == Moment(clock.today())


def _default() -> str:
    """Rotation training while it is in force, else the first requirement that is; without any, its own page says so."""
    codes = [one.code for one in queries.requirements()]
    return DEFAULT if DEFAULT in codes or not codes else codes[0]


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _instant(text: str | None) -> datetime | None:
    """A bare day means its end; an instant without a zone is China's time."""
    if day := _day(text):
        return clock.end_of(day)
    try:
        instant = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return (instant if instant.tzinfo else instant.replace(tzinfo=clock.SHANGHAI)).astimezone(UTC)
