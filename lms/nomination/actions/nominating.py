"""Streets name their own people: up to their quota, further ones wait in order."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import insert

from lms import clock
from lms.audit import actions as audit
from lms.audit.actor import Actor
from lms.errors import NotFound, Refused
from lms.extensions import db
from lms.nomination.actions.line import end, settle
from lms.nomination.models import CallUp, Nomination
from lms.nomination.queries import quotas
from lms.nomination.queries.calls import locked_call
from lms.nomination.queries.nominations import active_people, people_within, rows_for_update
from lms.nomination.queries.quotas import Quota
from lms.nomination.rules.standing import CallState, Stage, Standing, stage_of, within_quota
from lms.people.queries import EVERYWHERE, OrgScope
from lms.training.actions.openness import refuse_unless_open
from lms.training.models import TrainingClass
from lms.training.queries import enrolment
from lms.training.queries.classes import class_for_update, name_of
from lms.training.queries.seats_elsewhere import SeatElsewhere, seats_elsewhere


@dataclass(frozen=True)
class OfUnit:
    """A class behind its lock, its call-up, and the unit that nominates."""

    training_class: TrainingClass
    call: CallUp
    quota: Quota


@dataclass(frozen=True)
class Named:
    """What became of everybody who was to be named, each in the order given."""

    nominated: tuple[int, ...] = ()
    waiting: tuple[int, ...] = ()
    already: tuple[int, ...] = ()
    not_own: tuple[int, ...] = ()
    elsewhere: tuple[SeatElsewhere, ...] = ()


def lock_unit(class_id: int, organisation_id: int, scope: OrgScope) -> OfUnit:
    """A call-up and a unit of `scope` it gives seats to: whoever else nominates for the class waits.

    The class may be organised above the unit. Raises NotFound, also while the call-up is being prepared.
    """
    training_class = class_for_update(class_id, EVERYWHERE)
    call = locked_call(class_id)
    if call.state == CallState.DRAFT:
        raise NotFound("There is no such call-up here.")
    refuse_unless_open(training_class)
    return OfUnit(training_class, call, quotas.quota_of(call.id, organisation_id, scope))


def nominate(actor: Actor, unit: OfUnit, person_ids: Iterable[int], *, late: bool = False) -> Named:
    """Name people of a unit, in the order given: within its quota, then waiting.

    `late`: the department does it, also after the closing day and after the notice. Raises Refused otherwise then.
    """
    _refuse_unless_taking(unit.call, late=late)
    wanted = list(dict.fromkeys(person_ids))
    class_id, own = unit.training_class.id, people_within(unit.quota.organisation_id, wanted)
    named = active_people(unit.call.id, wanted) | enrolment.seated(class_id, wanted)
    elsewhere = seats_elsewhere(class_id, [one for one in wanted if one in own and one not in named])
    new = [one for one in wanted if one in own and one not in named and one not in elsewhere]
    given, waiting = within_quota(new, unit.quota.seats, unit.quota.tally.filled)
    _write(actor, unit, given, Standing.NOMINATED)
    _write(actor, unit, waiting, Standing.WAITING)
    return Named(
        nominated=tuple(given),
        waiting=tuple(waiting),
        already=tuple(one for one in wanted if one in own and one in named),
        not_own=tuple(one for one in wanted if one not in own),
        elsewhere=tuple(elsewhere[one] for one in wanted if one in elsewhere),
    )


def _refuse_unless_taking(call: CallUp, *, late: bool) -> None:
    if late:
        return
    stage = stage_of(CallState(call.state), call.closes_on, clock.today())
    if stage is Stage.SENT:
        raise Refused(_("The notice is sent. Nobody may be exchanged; ask the department in writing."))
    if stage is Stage.CLOSED:
        raise Refused(_("The closing day is over; nothing was changed. Ask the department."))


def _write(actor: Actor, unit: OfUnit, person_ids: list[int], standing: Standing) -> None:
    if not person_ids:
        return
    row = {
        "call_up_id": unit.call.id, "organisation_id": unit.quota.organisation_id, "state": standing.value,
        "nominated_at": clock.now(), "nominated_by": str(actor),
    }  # fmt: skip
    db.session.execute(insert(Nomination), [row | {"person_id": person} for person in person_ids])
    name = name_of(unit.training_class)
    for person in person_ids:
        audit.record(
            actor, "nomination.made", of=unit.training_class, person_id=person,
            organisation_id=unit.quota.organisation_id, training_class=name, standing=standing,
        )  # fmt: skip


def withdraw(actor: Actor, unit: OfUnit, nomination_id: int, reason: str) -> list[int]:
    """A street takes back one it named; the next in its line moves up: gives who.

    Raises NotFound; Refused for who is confirmed, and once the street cannot change its list any more.
    """
    _refuse_unless_taking(unit.call, late=False)
    own = unit.quota.organisation_id
    found = [one for one in rows_for_update(unit.call.id, [nomination_id]) if one.organisation_id == own]
    if not found:
        raise NotFound("There is no such nomination here.")
    row = found[0]
    if row.state == Standing.CONFIRMED:
        raise Refused(_("This person is confirmed already. Only the department can change that; ask it in writing."))
    end(actor, row, Standing.WITHDRAWN, reason)
    audit.record(
        actor, "nomination.withdrawn", of=unit.training_class, person_id=row.person_id, organisation_id=own,
        training_class=name_of(unit.training_class), reason=reason,
    )  # fmt: skip
    return settle(actor, unit.training_class, unit.call, own, unit.quota.seats)
