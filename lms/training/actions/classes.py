"""Making, changing and cancelling classes. The dates of a class are facts: a change supersedes them."""

from dataclasses import dataclass
from datetime import date
from typing import Any, NoReturn

from flask_babel import gettext as _
from sqlalchemy import insert, select, update

from lms import clock
from lms.audit import actions as audit
from lms.audit.actor import Actor
from lms.errors import NotFound, Refused
from lms.extensions import db
from lms.training import telling
from lms.training.actions import clashes
from lms.training.actions.meetings import plan_meetings
from lms.training.actions.openness import announce, refuse_unless_open
from lms.training.models import ClassSchedule, Enrolment, Programme, TrainingClass
from lms.training.queries import classes, enrolment, meetings, programmes
from lms.training.rules import meetings as meeting_rules
from lms.training.rules.meetings import DaysAreWrong
from lms.training.rules.words import WITHDRAWN_ON_CANCELLING, Half


@dataclass(frozen=True)
class ClassFields:
    """What an office fills in for a class; hours in hundredths, none: those of its meetings."""

    organiser_id: int
    intake_number: int
    first_day: date
    last_day: date
    declared_year: int
    capacity: int
    venue: str = ""
    planned_centihours: int | None = None
    supervisor_person_id: int | None = None
    halves: frozenset[Half] = frozenset({Half.MORNING, Half.AFTERNOON})


def create_class(actor: Actor, programme: Programme, fields: ClassFields) -> TrainingClass:
    """A new class with its half-days; it draws its people from its organiser until the department says otherwise.

    Raises Refused when the number is taken, or the days cannot be. The caller has checked what lies within reach.
    """
    db.session.execute(select(Programme.id).where(Programme.id == programme.id).with_for_update())
    _check(programme, fields)
    planned = meeting_rules.half_days(fields.first_day, fields.last_day, fields.halves)
    made = TrainingClass(
        programme_id=programme.id, organiser_id=fields.organiser_id, draws_from_id=fields.organiser_id,
        intake_number=fields.intake_number, venue=fields.venue, capacity=fields.capacity,
        planned_centihours=_planned(fields, sum(one.centihours for one in planned)),
        supervisor_person_id=fields.supervisor_person_id, created_at=clock.now(), created_by=str(actor),
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    db.session.add(_schedule(actor, made.id, programme.category, fields))
    plan_meetings(made.id, planned)
    audit.record(actor, "class.made", of=made, organisation_id=made.organiser_id, **_told(programme, fields))
    return made


def create_class_in_free_place(actor: Actor, programme: Programme, fields: ClassFields) -> TrainingClass:
    """The same, unless another class has its venue at one of its half-days: then Refused, with the reason."""
    made = create_class(actor, programme, fields)
    clashes.check_place(made)
    return made


def change_class(actor: Actor, training_class: TrainingClass, fields: ClassFields) -> None:
    """Change a locked class; new dates supersede the old ones, and rotation hears of everybody in it.

    Raises Refused when it is closed, when seats taken or meetings made would fall outside.
    """
    refuse_unless_open(training_class)
    _check(training_class.programme, fields, training_class)
    if fields.capacity < enrolment.seats_taken(training_class.id):
        raise Refused(_("More people than that have a seat already. Withdraw some first, or give more seats."))
    schedule = classes.schedule_of(training_class.id)
    _rename_and_move(training_class, fields)
    training_class.capacity = fields.capacity
    training_class.supervisor_person_id = fields.supervisor_person_id
    training_class.planned_centihours = _planned(fields, meetings.meetings_centihours(training_class.id))
    days = (fields.first_day, fields.last_day, fields.declared_year)
    before = (schedule.first_day, schedule.last_day, schedule.declared_year)
    if days != before:
        schedule.superseded_at, schedule.superseded_by = clock.now(), str(actor)
        db.session.flush()
        db.session.add(_schedule(actor, training_class.id, schedule.category, fields))
    told = _told(training_class.programme, fields)
    audit.record(actor, "class.changed", of=training_class, organisation_id=training_class.organiser_id, **told)
    if days != before:
        announce(enrolment.seated(training_class.id))


def _rename_and_move(training_class: TrainingClass, fields: ClassFields) -> None:
    """Give it its number and its venue. Raises Refused when another class has the new venue at that time."""
    before = training_class.intake_number, training_class.venue
    training_class.intake_number, training_class.venue = fields.intake_number, fields.venue
    if before != (fields.intake_number, fields.venue):
        tell_calendars(training_class)
    if before[1] != fields.venue:
        clashes.check_place(training_class)


def set_draws_from(actor: Actor, training_class: TrainingClass, organisation_id: int) -> None:
    """Say which organisation a locked class draws its people from: the department's decision."""
    refuse_unless_open(training_class)
    before, training_class.draws_from_id = training_class.draws_from_id, organisation_id
    audit.record(
        actor, "class.draws_from", of=training_class, organisation_id=organisation_id, before=before,
        after=organisation_id,
    )  # fmt: skip


def cancel_class(actor: Actor, training_class: TrainingClass, reason: str) -> None:
    """A locked class is not held: every seat ends today, the class stays on record."""
    refuse_unless_open(training_class)
    seats, now = enrolment.open_enrolments(training_class.id), clock.now()
    training_class.cancelled_at = now
    tell_calendars(training_class)
    end_seats(actor, seats, WITHDRAWN_ON_CANCELLING)
    audit.record(
        actor, "class.cancelled", of=training_class, organisation_id=training_class.organiser_id, reason=reason,
        seats=len(seats),
    )  # fmt: skip
    telling.tell_seats_ended(
        actor, training_class, [seat.person_id for seat in seats], f"{WITHDRAWN_ON_CANCELLING}（{reason}）"
    )
    announce(seat.person_id for seat in seats)


def tell_calendars(training_class: TrainingClass) -> None:
    """What all half-days of a class show has changed: calendars see a higher number at each of them."""
    training_class.timetable_sequence += 1
    training_class.timetable_changed_at = clock.now()


def end_seats(actor: Actor, seats: list[Enrolment], reason: str) -> None:
    """Supersede open seats by ones that end today. Two statements."""
    if not seats:
        return
    now, today = clock.now(), clock.today()
    db.session.execute(
        update(Enrolment)
        .where(Enrolment.id.in_([seat.id for seat in seats]))
        .values(superseded_at=now, superseded_by=str(actor))
    )
    db.session.execute(
        insert(Enrolment),
        [
            {
                "training_class_id": seat.training_class_id, "person_id": seat.person_id,
                "enrolled_on": min(seat.enrolled_on, today), "withdrawn_on": today, "withdrawal_reason": reason,
                "make_up_year": seat.make_up_year, "recorded_at": now, "recorded_by": str(actor),
            }
            for seat in seats
        ],
    )  # fmt: skip


def _check(programme: Programme, fields: ClassFields, training_class: TrainingClass | None = None) -> None:
    own = training_class.id if training_class else None
    if programmes.intake_is_taken(programme.id, fields.organiser_id, fields.intake_number, but=own):
        raise Refused(_("There is an intake %(number)s of this programme already.", number=fields.intake_number))
    if not programmes.may_organise(programme, fields.organiser_id):
        raise NotFound("This organisation does not run classes of this programme.")
    try:
        meeting_rules.check_days(fields.first_day, fields.last_day, meetings.meeting_days(own) if own else ())
    except DaysAreWrong as wrong:
        _refuse_days(wrong.problem)


def _refuse_days(problem: str) -> NoReturn:
    sentences = {
        meeting_rules.IN_DISORDER: _("The last day lies before the first."),
        meeting_rules.TOO_LONG: _("A class lasts a year at most."),
        meeting_rules.LEAVES_OUT_MEETINGS: _("There are half-days outside these dates. Move or remove them first."),
    }
    raise Refused(sentences[problem])


def _schedule(actor: Actor, class_id: int, category: str, fields: ClassFields) -> ClassSchedule:
    return ClassSchedule(
        training_class_id=class_id, category=category, declared_year=fields.declared_year,
        first_day=fields.first_day, last_day=fields.last_day, recorded_at=clock.now(), recorded_by=str(actor),
    )  # fmt: skip


def _planned(fields: ClassFields, by_meetings: int) -> int:
    return by_meetings if fields.planned_centihours is None else fields.planned_centihours


def _told(programme: Programme, fields: ClassFields) -> dict[str, Any]:
    return {
        "programme": programme.name, "intake": fields.intake_number, "first_day": fields.first_day,
        "last_day": fields.last_day, "year": fields.declared_year, "capacity": fields.capacity,
        "centihours": fields.planned_centihours, "supervisor": fields.supervisor_person_id,
    }  # fmt: skip
