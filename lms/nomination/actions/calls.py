"""Making a call-up, dividing its seats by rule and by hand, opening it for nominations."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import delete, insert, select

from lms import clock
from lms.audit import actions as audit
from lms.audit.actor import Actor
from lms.errors import Refused
from lms.extensions import db
from lms.nomination import telling
from lms.nomination.actions.line import settle
from lms.nomination.models import CallQuota, CallUp
from lms.nomination.queries import quotas
from lms.nomination.queries.calls import locked_call
from lms.nomination.queries.quotas import Unit
from lms.nomination.rules.division import Division, divide
from lms.nomination.rules.standing import CallState
from lms.people.queries import OrgScope
from lms.training.actions.openness import refuse_unless_open
from lms.training.models import TrainingClass
from lms.training.queries.classes import class_for_update, name_of, schedule_of


@dataclass(frozen=True)
class CallFields:
    """What the department fills in for a call-up; `requirement_id` None: nobody's duties are counted."""

    requirement_id: int | None
    owed_year: int
    seats: int
    minimum: int
    closes_on: date


@dataclass(frozen=True)
class Locked:
    """A class behind its lock, and its call-up; `name`: the class's, whatever is loaded anew in between."""

    training_class: TrainingClass
    call: CallUp
    name: str

    @property
    def class_id(self) -> int:
        """The class's number."""
        return self.call.training_class_id


def lock(class_id: int, scope: OrgScope) -> Locked:
    """A call-up of a class organised in `scope`; whatever changes it waits for its turn. Raises NotFound, Refused."""
    training_class = class_for_update(class_id, scope)
    refuse_unless_open(training_class)
    return Locked(training_class, locked_call(class_id), name_of(training_class))


def call_or_none(class_id: int) -> CallUp | None:
    """The call-up of a locked class, if it has one."""
    return db.session.scalar(select(CallUp).where(CallUp.training_class_id == class_id))


def divide_seats(actor: Actor, training_class: TrainingClass, call: CallUp | None, fields: CallFields) -> Division:
    """Make the call-up of a locked class, or divide its seats anew while streets see nothing of it yet.

    Raises Refused when it is open already, when the seats or the closing day cannot be, or when no unit lies below
    where the class draws from.
    """
    refuse_unless_open(training_class)
    _check(training_class, call, fields)
    units = quotas.units_below(
        training_class.draws_from_id, quotas.asked_about(fields.requirement_id, fields.owed_year)
    )
    if not units:
        raise Refused(_("No unit lies below the organisation this class draws from. Set whom it draws from first."))
    division = divide(fields.seats, {unit.code: unit.owing for unit in units}, fields.minimum)
    call = _keep(actor, training_class, call, fields)
    _write_quotas(call, units, division)
    audit.record(
        actor, "call.divided", of=training_class, organisation_id=training_class.organiser_id,
        training_class=name_of(training_class), seats=fields.seats, minimum=fields.minimum,
        closes_on=fields.closes_on, quotas=division.seats,
    )  # fmt: skip
    return division


def _check(training_class: TrainingClass, call: CallUp | None, fields: CallFields) -> None:
    if call is not None and call.state != CallState.DRAFT:
        raise Refused(_("This call-up is open already. Change the quotas by hand."))
    if fields.seats > training_class.capacity:
        raise Refused(_("The class has %(seats)s seats. Divide so many at most.", seats=training_class.capacity))
    _check_closing_day(training_class, fields.closes_on)


def _check_closing_day(training_class: TrainingClass, closes_on: date) -> None:
    if not clock.today() <= closes_on < schedule_of(training_class.id).first_day:
        raise Refused(_("Nominations close today at the earliest, and before the class begins."))


def _keep(actor: Actor, training_class: TrainingClass, call: CallUp | None, fields: CallFields) -> CallUp:
    if call is None:
        call = CallUp(
            training_class_id=training_class.id, state=CallState.DRAFT.value, made_at=clock.now(), made_by=str(actor)
        )
        db.session.add(call)
    call.requirement_id, call.owed_year = fields.requirement_id, fields.owed_year
    call.seats, call.minimum, call.closes_on = fields.seats, fields.minimum, fields.closes_on
    db.session.flush()
    return call


def _write_quotas(call: CallUp, units: list[Unit], division: Division) -> None:
    db.session.execute(delete(CallQuota).where(CallQuota.call_up_id == call.id))
    rows = [
        {
            "call_up_id": call.id, "organisation_id": unit.organisation_id, "owing": unit.owing,
            "by_rule": division.seats[unit.code], "seats": division.seats[unit.code], "reminded_at": None,
        }
        for unit in units
    ]  # fmt: skip
    db.session.execute(insert(CallQuota), rows)


def set_quotas(actor: Actor, locked: Locked, wanted: Mapping[int, int]) -> None:
    """Change quotas by hand; who waits in a unit that has more seats now moves up.

    Raises Refused unless their sum is the seats there are, and when a unit would have fewer than are named for them.
    """
    call, training_class = locked.call, locked.training_class
    rows, filled = quotas.quota_rows(call.id), quotas.filled(call.id)
    if set(wanted) != set(rows):
        raise Refused(_("The units have changed meanwhile. Open the page again."))
    total = sum(wanted.values())
    if total != call.seats:
        raise Refused(_("The quotas come to %(sum)s; %(seats)s seats are to be divided.", sum=total, seats=call.seats))
    if any(wanted[unit] < filled.get(unit, 0) for unit in rows):
        raise Refused(_("A unit would have fewer seats than it has named people for. Refuse somebody first."))
    before = {unit: row.seats for unit, row in rows.items()}
    for unit, row in rows.items():
        row.seats = wanted[unit]
    for unit in [unit for unit, seats in wanted.items() if seats > before[unit]]:
        settle(actor, training_class, call, unit, wanted[unit])
    changed = {str(unit): [before[unit], seats] for unit, seats in wanted.items() if seats != before[unit]}
    audit.record(
        actor, "call.quotas", of=training_class, organisation_id=training_class.organiser_id,
        training_class=locked.name, changed=changed,
    )  # fmt: skip


def open_call(actor: Actor, locked: Locked) -> None:
    """Let streets nominate; their offices are told how many and until when. Raises Refused when it is open already."""
    call, training_class = locked.call, locked.training_class
    if call.state != CallState.DRAFT:
        raise Refused(_("This call-up is open already."))
    _check_closing_day(training_class, call.closes_on)
    call.state, call.opened_at = CallState.OPEN.value, clock.now()
    units = [unit for unit, row in quotas.quota_rows(call.id).items() if row.seats]
    audit.record(
        actor, "call.opened", of=training_class, organisation_id=training_class.organiser_id,
        training_class=locked.name, closes_on=call.closes_on,
    )  # fmt: skip
    telling.tell_open(actor, training_class, units, call.closes_on)


def move_closing_day(actor: Actor, locked: Locked, closes_on: date) -> None:
    """Give streets more time, or less; who was reminded may be again. Raises Refused after the notice."""
    call, training_class = locked.call, locked.training_class
    if call.state == CallState.SENT:
        raise Refused(_("The notice is sent; streets nominate nobody any more."))
    _check_closing_day(training_class, closes_on)
    before, call.closes_on = call.closes_on, closes_on
    for row in quotas.quota_rows(call.id).values():
        row.reminded_at = None
    audit.record(
        actor, "call.closing_day", of=training_class, organisation_id=training_class.organiser_id,
        training_class=locked.name, before=before, after=closes_on,
    )  # fmt: skip
