"""The department decides: confirms, which gives the seats; takes somebody else; refuses with a reason."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import update

from lms import clock
from lms.audit import actions as audit
from lms.audit.actor import Actor
from lms.errors import NotFound, Refused
from lms.extensions import db
from lms.nomination import telling
from lms.nomination.actions.calls import Locked
from lms.nomination.actions.line import end, settle
from lms.nomination.models import Nomination
from lms.nomination.queries import quotas
from lms.nomination.queries.nominations import confirmed_without_seat, rows_for_update
from lms.nomination.rules.standing import CallState, Standing
from lms.training.actions import enrolment as training
from lms.training.queries.classes import schedule_of
from lms.training.queries.enrolment import seated
from lms.training.queries.people import faces_of
from lms.training.queries.seats_elsewhere import SeatElsewhere
from lms.training.wording import elsewhere_words

SEAT_ENDED = "班内席位已终止"
"""Why a nomination ended whose seat was taken back on the page of the class."""


@dataclass(frozen=True)
class Confirmed:
    """What became of those to be confirmed: people, each in the order of the line."""

    confirmed: tuple[int, ...] = ()
    without_seat: tuple[int, ...] = ()
    not_drawn: tuple[int, ...] = ()
    elsewhere: tuple[SeatElsewhere, ...] = ()


def confirm(actor: Actor, locked: Locked, nomination_ids: Iterable[int]) -> Confirmed:
    """Give those nominated or waiting their seats, within the seats called up for, in the order of the line.

    Who waits is moved from the waiting list by it, whatever the unit's quota. Who sits in another class at the same
    time stays as they are. Raises Refused while the call-up is being prepared.
    """
    _refuse_draft(locked)
    rows = [one for one in rows_for_update(locked.call.id, nomination_ids) if one.state != Standing.CONFIRMED]
    rows.sort(key=lambda row: (row.state == Standing.WAITING, row.id))
    line = {row.person_id: (row.id, row.organisation_id) for row in rows}
    free = max(0, locked.call.seats - _confirmed(locked))
    wanted = list(line)
    done = training.enrol(actor, locked.training_class, wanted[:free], _make_up_year(locked))
    seats = (*done.enrolled, *done.already)
    _note_confirmed(actor, locked, {person: line[person] for person in seats})
    return Confirmed(
        confirmed=seats,
        without_seat=(*done.without_seat, *wanted[free:]),
        not_drawn=done.not_drawn,
        elsewhere=done.elsewhere,
    )


def _confirmed(locked: Locked) -> int:
    return sum(one.tally.confirmed for one in quotas.quotas_of(locked.call.id))


def _make_up_year(locked: Locked) -> int | None:
    """The year a seat makes up for, when people are called up for what they owe of an earlier one."""
    owed = locked.call.owed_year
    return owed if owed < schedule_of(locked.training_class.id).declared_year else None


def _note_confirmed(actor: Actor, locked: Locked, line: Mapping[int, tuple[int, int]]) -> None:
    """Write down who is confirmed: number of the nomination and unit by person. One statement."""
    ids = [nomination for nomination, _unit in line.values()]
    db.session.execute(
        update(Nomination)
        .where(Nomination.id.in_(ids))
        .values(state=Standing.CONFIRMED.value, decided_at=clock.now(), decided_by=str(actor))
    )
    for person, (_nomination, unit) in line.items():
        audit.record(
            actor, "nomination.confirmed", of=locked.training_class, person_id=person, organisation_id=unit,
            training_class=locked.name,
        )  # fmt: skip


def refuse(actor: Actor, locked: Locked, nomination_id: int, reason: str) -> None:
    """Do not take somebody; a seat already given ends, the next in the unit's line moves up, its office hears why."""
    _refuse_draft(locked)
    row = _one(locked, nomination_id)
    _end_seat(actor, locked, row, reason)
    end(actor, row, Standing.REFUSED, reason)
    audit.record(
        actor, "nomination.refused", of=locked.training_class, person_id=row.person_id,
        organisation_id=row.organisation_id, training_class=locked.name, reason=reason,
    )  # fmt: skip
    settle(actor, locked.training_class, locked.call, row.organisation_id, _quota(locked, row.organisation_id))
    person = faces_of([row.person_id])[row.person_id].name
    telling.tell_decided(actor, locked, row.organisation_id, person, reason)


def replace(actor: Actor, locked: Locked, nomination_id: int, instead_id: int, reason: str) -> None:
    """Take somebody who waits, or is nominated, instead of somebody else: the one seat ends, the other is given.

    All of it or nothing. Raises NotFound; Refused when the other one cannot have the seat, and why.
    """
    _refuse_draft(locked)
    row, instead = _one(locked, nomination_id), _one(locked, instead_id)
    if instead.id == row.id or instead.state == Standing.CONFIRMED:
        raise Refused(_("Choose somebody who waits or is nominated."))
    _end_seat(actor, locked, row, reason)
    end(actor, row, Standing.REPLACED, reason)
    row.replaced_by_id = instead.id
    db.session.flush()
    _refuse_unless_confirmed(confirm(actor, locked, [instead.id]))
    faces = faces_of([row.person_id, instead.person_id])
    old, new = faces[row.person_id].name, faces[instead.person_id].name
    audit.record(
        actor, "nomination.replaced", of=locked.training_class, person_id=row.person_id,
        organisation_id=row.organisation_id, training_class=locked.name,
        instead=instead.person_id, reason=reason,
    )  # fmt: skip
    telling.tell_decided(actor, locked, row.organisation_id, old, reason, new)


def _refuse_unless_confirmed(done: Confirmed) -> None:
    if done.elsewhere:
        raise Refused(elsewhere_words(done.elsewhere))
    if done.without_seat:
        raise Refused(_("The class is full; nothing was changed."))
    if done.not_drawn:
        raise Refused(_("This person is not of the organisation that this class draws from; nothing was changed."))


def note_seats_ended(actor: Actor, person_ids: Iterable[int]) -> None:
    """Confirmed people whose seat was taken back on the page of the class are confirmed no longer."""
    for row in confirmed_without_seat(person_ids):
        end(actor, row, Standing.WITHDRAWN, SEAT_ENDED)


def _refuse_draft(locked: Locked) -> None:
    if locked.call.state == CallState.DRAFT:
        raise Refused(_("Open the call-up for nominations first."))


def _one(locked: Locked, nomination_id: int) -> Nomination:
    found = rows_for_update(locked.call.id, [nomination_id])
    if not found:
        raise NotFound("There is no such nomination here.")
    return found[0]


def _end_seat(actor: Actor, locked: Locked, row: Nomination, reason: str) -> None:
    if row.state == Standing.CONFIRMED and seated(locked.training_class.id, [row.person_id]):
        training.withdraw(actor, locked.training_class, row.person_id, reason[:100])


def _quota(locked: Locked, unit: int) -> int:
    return quotas.quota_rows(locked.call.id)[unit].seats
