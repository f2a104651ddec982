"""Addresses for calendars: made when somebody wants one, made anew when the old one got around."""

import secrets

from sqlalchemy import select

from lms import clock
from lms.audit import actions as audit
from lms.audit.actor import Actor
from lms.calendars import queries
from lms.calendars.models import CalendarAddress
from lms.extensions import db
from lms.people.models import Person

TOKEN_BYTES = 32


def make_address(actor: Actor, person_id: int, class_id: int | None = None) -> CalendarAddress:
    """The person's address of their own half-days, or of a class; the same again where there is one."""
    _wait_for(person_id)
    found = queries.address_of(person_id, class_id)
    if found is not None:
        return found
    made = CalendarAddress(
        person_id=person_id, training_class_id=class_id, token=secrets.token_urlsafe(TOKEN_BYTES), made_at=clock.now()
    )
    db.session.add(made)
    db.session.flush()
    audit.record(actor, "calendar.address_made", of=made, person_id=person_id, class_id=class_id)
    return made


def renew_address(actor: Actor, person_id: int, class_id: int | None = None) -> CalendarAddress:
    """Another address in place of the one there is, which answers no more."""
    address = make_address(actor, person_id, class_id)
    address.token, address.made_at = secrets.token_urlsafe(TOKEN_BYTES), clock.now()
    audit.record(actor, "calendar.address_renewed", of=address, person_id=person_id, class_id=class_id)
    return address


def end_address(actor: Actor, person_id: int, class_id: int | None = None) -> None:
    """Let no calendar fetch it any more."""
    address = queries.address_of(person_id, class_id)
    if address is None:
        return
    audit.record(actor, "calendar.address_ended", of=address, person_id=person_id, class_id=class_id)
    db.session.delete(address)


def _wait_for(person_id: int) -> None:
    """One of two presses makes the address, the other finds it."""
    db.session.execute(select(Person.id).where(Person.id == person_id).with_for_update(key_share=True))
