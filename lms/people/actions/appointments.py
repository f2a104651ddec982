"""Appointments: added, ended, corrected, withdrawn. None is overwritten: what was known before stays, superseded."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _

from lms import clock
from lms.audit import actions as audit
from lms.audit.actor import Actor
from lms.errors import Conflict, Refused
from lms.extensions import db
from lms.people import queries
from lms.people.actions.settling import settle
from lms.people.models import Appointment, Person


@dataclass(frozen=True)
class Post:
    """What an appointment says; both days are in post, no last day: still in post."""

    organisation_id: int
    position_category: str | None  # None: listed, not judged
    position: str | None
    first_day: date | None
    last_day: date | None


def add_appointment(actor: Actor, person: Person, post: Post) -> Appointment:
    """Put down one more post of `person`. Raises Refused if it is known already, or ends before it begins."""
    _check(post)
    _refuse_twice(person, post)
    made = _record(actor, person.id, asdict(post))
    _finish(actor, "appointment.added", person, made)
    return made


def end_appointment(actor: Actor, person: Person, appointment: Appointment, last_day: date) -> Appointment:
    """Put down the last day in a post. Raises Refused if it is before the first, Conflict if others changed it."""
    return _replace(actor, "appointment.ended", person, appointment, {"last_day": last_day})


def correct_appointment(actor: Actor, person: Person, appointment: Appointment, post: Post) -> Appointment:
    """Put down what is right instead of what stood there. Raises Refused, and Conflict if others changed it."""
    return _replace(actor, "appointment.corrected", person, appointment, asdict(post))


def withdraw(actor: Actor, person: Person, appointment: Appointment) -> None:
    """Take back a post that was recorded by mistake. Raises Refused for the only one: nobody would find the person."""
    _refuse_superseded(appointment)
    if queries.count_known_appointments(person.id) == 1:
        raise Refused(
            _("Nothing was changed: this is the only appointment of %(name)s. Correct it, or add the right one first.",
              name=person.name)
        )  # fmt: skip
    _supersede(actor, appointment)
    _finish(actor, "appointment.withdrawn", person, appointment)


def _replace(actor: Actor, deed: str, person: Person, appointment: Appointment, said: dict[str, Any]) -> Appointment:
    _refuse_superseded(appointment)
    before = {key: getattr(appointment, key) for key in Post.__dataclass_fields__}
    after = before | said
    if before == after:
        return appointment
    post = Post(**after)
    _check(post)
    _refuse_twice(person, post, besides=appointment)
    _supersede(actor, appointment)
    made = _record(actor, person.id, after)
    _finish(actor, deed, person, made, before=appointment.id)
    return made


def _check(post: Post) -> None:
    if post.first_day is not None and post.last_day is not None and post.last_day < post.first_day:
        raise Refused(
            _("Nothing was changed: the last day, %(last)s, is before the first, %(first)s.",
              last=post.last_day.isoformat(), first=post.first_day.isoformat())
        )  # fmt: skip


def _refuse_twice(person: Person, post: Post, besides: Appointment | None = None) -> None:
    there = queries.same_post(asdict(post), person.id)
    if there is not None and there is not besides:
        raise Refused(
            _("Nothing was changed: %(name)s has an appointment of this category there from the same day already.",
              name=person.name)
        )  # fmt: skip


def _refuse_superseded(appointment: Appointment) -> None:
    if appointment.superseded_at is not None:
        raise Conflict(_("Nothing was changed: somebody else just changed this appointment. Look at it again."))


def _supersede(actor: Actor, appointment: Appointment) -> None:
    appointment.superseded_at, appointment.superseded_by = clock.now(), str(actor)
    db.session.flush()  # the index allows one known row a post: the old one goes first


def _record(actor: Actor, person_id: int, said: dict[str, Any]) -> Appointment:
    made = Appointment(person_id=person_id, **said, recorded_at=clock.now(), recorded_by=str(actor))
    db.session.add(made)
    db.session.flush()
    return made


def _finish(actor: Actor, deed: str, person: Person, appointment: Appointment, **more: Any) -> None:  # noqa: ANN401 - JSON
    settle(person.id)
    audit.record(
        actor,
        deed,
        of=appointment,
        person_id=person.id,
        organisation_id=appointment.organisation_id,
        position_category=appointment.position_category,
        first_day=_iso(appointment.first_day),
        last_day=_iso(appointment.last_day),
        **more,
    )


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
