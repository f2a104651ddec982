"""Streets that have seats left shortly before the closing day are reminded, once."""

from itertools import groupby

from sqlalchemy import tuple_, update

from lms import clock
from lms.audit.actor import Actor
from lms.extensions import db
from lms.nomination import telling
from lms.nomination.models import CallQuota
from lms.nomination.queries.offices import offices_of
from lms.nomination.queries.quotas import Unfilled, unfilled
from lms.nomination.rules.standing import NEAR


def remind_units(actor: Actor) -> int:
    """Remind every unit that has not filled its quota near the closing day; gives how many units. Once each.

    Whoever asks at the same time finds nothing left to do: the rows are taken before anybody is told.
    """
    today = clock.today()
    mine = _taken(unfilled(today, today + NEAR))
    offices = offices_of(one.organisation_id for one in mine)
    for _call, group in groupby(mine, key=lambda one: one.call_up_id):
        units = list(group)
        people = {person for one in units for person in offices.get(one.organisation_id, [])}
        first = units[0]
        telling.tell_unfilled(actor, first.class_id, first.class_name, first.closes_on, people)
    return len(mine)


def _taken(due: list[Unfilled]) -> list[Unfilled]:
    """Those that nobody else has reminded meanwhile."""
    keys = [(one.call_up_id, one.organisation_id) for one in due]
    if not keys:
        return []
    taken = db.session.execute(
        update(CallQuota)
        .where(tuple_(CallQuota.call_up_id, CallQuota.organisation_id).in_(keys), CallQuota.reminded_at.is_(None))
        .values(reminded_at=clock.now())
        .returning(CallQuota.call_up_id, CallQuota.organisation_id)
        .execution_options(synchronize_session=False)
    )
    got = {(row.call_up_id, row.organisation_id) for row in taken}
    return [one for one in due if (one.call_up_id, one.organisation_id) in got]
