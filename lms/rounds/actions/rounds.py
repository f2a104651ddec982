"""Opening a round and changing what it asks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete

from lms import clock
from lms.audit import actions as audit
from lms.audit.actor import Actor
from lms.errors import Refused
from lms.extensions import db
from lms.rounds.models import RoundTheme, SeasonalRound
from lms.rounds.queries.learned import first_and_last_day
from lms.rounds.queries.rounds import programme_without_round, themes_in_use, themes_of
from lms.rounds.rules import match_themes
from lms.training.actions.programmes import ProgrammeFields, create_programme


@dataclass(frozen=True)
class RoundFields:
    """What an office fills in for a round; category, year and organiser are fixed once it is open."""

    name: str
    category: str
    year: int
    organiser_id: int
    first_day: date
    last_day: date
    report_by: date
    themes: tuple[str, ...]
    minutes_each: int
    meetings_each: int
    minutes_a_theme: int
    meetings_a_theme: int


CHANGEABLE = (
    "name", "first_day", "last_day", "report_by", "minutes_each", "meetings_each", "minutes_a_theme",
    "meetings_a_theme",
)  # fmt: skip


def open_round(actor: Actor, fields: RoundFields) -> SeasonalRound:
    """Open a round; the caller has checked that the organiser lies within reach.

    It belongs to the organiser's programme of that category and year that is a round and has none yet; without one,
    the programme is made.
    """
    programme = programme_without_round(fields.organiser_id, fields.category, fields.year)
    if programme is None:
        wanted = ProgrammeFields(fields.name, fields.category, fields.year, fields.organiser_id, is_round=True)
        programme = create_programme(actor, wanted)
    round_ = SeasonalRound(
        programme_id=programme.id, category=fields.category, declared_year=fields.year,
        organiser_id=fields.organiser_id, opened_at=clock.now(), opened_by=str(actor),
        **{name: getattr(fields, name) for name in CHANGEABLE},
    )  # fmt: skip
    db.session.add(round_)
    db.session.flush()
    db.session.add_all(RoundTheme(round_id=round_.id, position=at, name=name) for at, name in enumerate(fields.themes))
    audit.record(actor, "round.opened", of=round_, organisation_id=fields.organiser_id, **_told(fields))
    db.session.flush()
    return round_


def change_round(actor: Actor, round_: SeasonalRound, fields: RoundFields) -> None:
    """Change a locked round that is open. Raises Refused when something reported would no longer belong to it."""
    refuse_unless_open(round_)
    used = first_and_last_day(round_.id)
    if used and not (fields.first_day <= used[0] and used[1] <= fields.last_day):
        raise Refused(_("Meetings are reported outside of these days. Choose days that include them."))
    for name in CHANGEABLE:
        setattr(round_, name, getattr(fields, name))
    _change_themes(round_.id, fields.themes)
    audit.record(actor, "round.changed", of=round_, organisation_id=round_.organiser_id, **_told(fields))


def _change_themes(round_id: int, names: Iterable[str]) -> None:
    before = {theme.id: theme for theme in themes_of(round_id)}
    change = match_themes([(theme.id, theme.name) for theme in before.values()], tuple(names))
    if themes_in_use(round_id) & change.removed:
        raise Refused(_("Meetings are reported on a theme that you leave out. It may get another name, but it stays."))
    db.session.execute(delete(RoundTheme).where(RoundTheme.id.in_(change.removed)))
    for theme_id, (position, name) in change.kept.items():
        before[theme_id].position, before[theme_id].name = position, name
    db.session.flush()
    db.session.add_all(RoundTheme(round_id=round_id, position=at, name=name) for at, name in change.added)
    db.session.flush()


def refuse_unless_open(round_: SeasonalRound) -> None:
    """Raises Refused when a round is closed."""
    if round_.closed_at is not None:
        raise Refused(_("This round is closed. The office that runs it can reopen it, with a reason."))


def _told(fields: RoundFields) -> dict[str, Any]:
    return {
        "category": fields.category, "year": fields.year, "first_day": fields.first_day, "last_day": fields.last_day,
        "report_by": fields.report_by, "themes": list(fields.themes), "minutes_each": fields.minutes_each,
        "meetings_each": fields.meetings_each, "minutes_a_theme": fields.minutes_a_theme,
        "meetings_a_theme": fields.meetings_a_theme,
    }  # fmt: skip
