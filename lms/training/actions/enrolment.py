"""Seats: given, ended, and their make-up year. Seats are facts: a change supersedes them."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import insert, select

from lms import clock
from lms.audit import actions as audit
from lms.audit.actor import Actor
from lms.errors import Refused
from lms.extensions import db
from lms.people.models import Person
from lms.people.queries import OrgScope
from lms.training import telling
from lms.training.actions.classes import end_seats
from lms.training.actions.openness import announce, refuse_unless_open
from lms.training.models import Enrolment, TrainingClass
from lms.training.queries import classes, enrolment, people
from lms.training.queries.seats_elsewhere import SeatElsewhere, seats_elsewhere


@dataclass(frozen=True)
class Enrolled:
    """What became of everybody who was to be enrolled, each in the order given."""

    enrolled: tuple[int, ...] = ()
    already: tuple[int, ...] = ()
    without_seat: tuple[int, ...] = ()
    not_drawn: tuple[int, ...] = ()
    elsewhere: tuple[SeatElsewhere, ...] = ()


def enrol_many(
    actor: Actor, class_id: int, person_ids: Iterable[int], make_up_year: int | None = None, *, scope: OrgScope
) -> Enrolled:
    """Give people seats in a class whose organiser lies in `scope`, in the order given, until no seat is left.

    Who has a seat keeps it; who is not under the class's `draws_from`, or sits in another class at the same time, gets
    none. Waits for others who enrol in the class, so that no seat is given twice, and for others who enrol the same
    people elsewhere. Raises NotFound; Refused when the class is closed or cancelled.
    """
    return enrol(actor, classes.class_for_update(class_id, scope), person_ids, make_up_year)


def enrol(
    actor: Actor, training_class: TrainingClass, person_ids: Iterable[int], make_up_year: int | None = None
) -> Enrolled:
    """The same for a class that is locked already."""
    refuse_unless_open(training_class)
    wanted = list(dict.fromkeys(person_ids))
    drawn = people.pickable_ids(training_class, wanted)
    seated = enrolment.seated(training_class.id, wanted)
    new = [person for person in wanted if person in drawn and person not in seated]
    _lock_people(new)
    elsewhere = seats_elsewhere(training_class.id, new)
    new = [person for person in new if person not in elsewhere]
    free = max(0, training_class.capacity - enrolment.seats_taken(training_class.id))
    given = new[:free]
    _give_seats(actor, training_class, given, make_up_year)
    telling.tell_seats(actor, training_class, classes.schedule_of(training_class.id), given)
    announce(given)
    return Enrolled(
        enrolled=tuple(given),
        already=tuple(person for person in wanted if person in seated),
        without_seat=tuple(new[free:]),
        not_drawn=tuple(person for person in wanted if person not in drawn and person not in seated),
        elsewhere=tuple(elsewhere[person] for person in wanted if person in elsewhere),
    )


def _lock_people(person_ids: list[int]) -> None:
    """Wait for whoever gives these people seats in another class just now; in one order, so that nobody waits twice.

    Where SQLite keeps the database, whoever writes has waited already.
    """
    locked = select(Person.id).where(Person.id.in_(person_ids)).order_by(Person.id)
    db.session.execute(locked.with_for_update(key_share=True)).all()


def _give_seats(actor: Actor, training_class: TrainingClass, person_ids: list[int], make_up_year: int | None) -> None:
    if not person_ids:
        return
    now, today = clock.now(), clock.today()
    row = {
        "training_class_id": training_class.id, "enrolled_on": today, "make_up_year": make_up_year,
        "recorded_at": now, "recorded_by": str(actor),
    }  # fmt: skip
    db.session.execute(insert(Enrolment), [row | {"person_id": person} for person in person_ids])
    name = classes.name_of(training_class)
    for person in person_ids:
        audit.record(
            actor, "enrolment.made", of=training_class, person_id=person,
            organisation_id=training_class.organiser_id, training_class=name, make_up_year=make_up_year,
        )  # fmt: skip


def withdraw(actor: Actor, training_class: TrainingClass, person_id: int, reason: str) -> None:
    """End a seat of a locked class today. Raises NotFound when there is none, Refused when the class is closed."""
    refuse_unless_open(training_class)
    seat = enrolment.open_enrolment(training_class.id, person_id)
    end_seats(actor, [seat], reason)
    audit.record(
        actor, "enrolment.ended", of=training_class, person_id=person_id,
        organisation_id=training_class.organiser_id, training_class=classes.name_of(training_class), reason=reason,
    )  # fmt: skip
    telling.tell_seats_ended(actor, training_class, [person_id], reason)
    announce([person_id])


def set_make_up_year(actor: Actor, training_class: TrainingClass, person_id: int, make_up_year: int | None) -> None:
    """Say which year a seat of a locked class makes up for, or none. Raises NotFound, Refused."""
    refuse_unless_open(training_class)
    seat = enrolment.open_enrolment(training_class.id, person_id)
    if seat.make_up_year == make_up_year:
        return
    if make_up_year is not None and make_up_year > classes.schedule_of(training_class.id).declared_year:
        raise Refused(_("Training makes up for a year that has passed or for this one, not for a later year."))
    now = clock.now()
    seat.superseded_at, seat.superseded_by = now, str(actor)
    db.session.flush()  # the seat's key is free before the new row takes it
    db.session.add(
        Enrolment(
            training_class_id=training_class.id, person_id=person_id, enrolled_on=seat.enrolled_on,
            make_up_year=make_up_year, recorded_at=now, recorded_by=str(actor),
        )
    )  # fmt: skip
    audit.record(
        actor, "enrolment.make_up_year", of=training_class, person_id=person_id,
        organisation_id=training_class.organiser_id, before=seat.make_up_year, after=make_up_year,
    )  # fmt: skip
    announce([person_id])
