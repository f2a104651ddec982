"""What was recorded of a person over time, in words, the newest first."""

from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _

from lms import clock
from lms.people import queries
from lms.people.forms import NUMBERS
from lms.people.models import PartyStanding, Person, PersonChange
from lms.people.queries import AppointmentRow
from lms.people.rules import last_four
from lms.people.wording import FIELD_WORDS, category_words, who
from lms.web.wording import day, moment


@dataclass(frozen=True)
class Entry:
    """An entry of the timeline."""

    on: date
    what: str
    who: str
    superseded: bool
    at: datetime


def history_of(person: Person, posts: list[AppointmentRow], *, whole_numbers: bool) -> list[Entry]:
    """Posts, standing and corrections by the day they were recorded."""
    standings, changes = queries.standings_of(person.id), queries.changes_of(person.id)
    names = queries.names_of_actors(
        [
            *(key for one in posts for key in (one.recorded_by, one.superseded_by)),
            *(key for one in standings for key in (one.recorded_by, one.superseded_by)),
            *(one.changed_by for one in changes),
        ]
    )
    entries = [
        *(_fact(one, post_words(one), names) for one in posts),
        *(_fact(one, _standing_words(one), names) for one in standings),
        *(_change(one, names, whole_numbers=whole_numbers) for one in changes),
    ]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def post_words(post: AppointmentRow) -> str:
    """A post in one sentence."""
    return _(
        "Appointment: %(organisation)s, %(position)s, %(days)s",
        organisation=post.organisation,
        position=post.position or category_words(post.category),
        days=days_words(post.first_day, post.last_day),
    )


def days_words(first: date | None, last: date | None) -> str:
    """From when until when somebody is in post."""
    begins = day(first, year=True) if first else _("an unknown day")
    if last is None:
        return _("since %(first)s", first=begins)
    return _("from %(first)s to %(last)s", first=begins, last=day(last, year=True))


def _standing_words(one: PartyStanding) -> str:
    status = one.political_status or _("not known")
    if one.joined_party_on is None:
        return _("Political status: %(status)s", status=status)
    return _(
        "Political status: %(status)s, joined the party on %(day)s",
        status=status,
        day=day(one.joined_party_on, year=True),
    )


def _fact(fact: AppointmentRow | PartyStanding, what: str, names: dict[str, str]) -> Entry:
    by = _("Recorded by %(who)s, %(moment)s", who=who(fact.recorded_by, names), moment=moment(fact.recorded_at))
    if fact.superseded_at is not None:
        corrected = {"who": who(fact.superseded_by, names), "moment": moment(fact.superseded_at)}
        by = _("%(by)s; corrected by %(who)s, %(moment)s", by=by, **corrected)
    on = clock.local(fact.recorded_at).date()
    return Entry(on, what, by, fact.superseded_at is not None, fact.recorded_at)


def _change(one: PersonChange, names: dict[str, str], *, whole_numbers: bool) -> Entry:
    old, new = one.old_value, one.new_value
    if one.field in NUMBERS and not whole_numbers:
        old, new = (_ending(old), _ending(new))
    what = _(
        "%(field)s: %(new)s, was %(old)s before",
        field=FIELD_WORDS[one.field],
        old=old or _("empty"),
        new=new or _("empty"),
    )
    by = _("Recorded by %(who)s, %(moment)s", who=who(one.changed_by, names), moment=moment(one.changed_at))
    return Entry(clock.local(one.changed_at).date(), what, by, superseded=False, at=one.changed_at)


def _ending(number: str | None) -> str:
    return _("ending in %(digits)s", digits=last_four(number)) if number else ""
