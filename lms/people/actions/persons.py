"""Adding a person, correcting what stands on their own row, and their standing in the party."""

from collections.abc import Mapping
from datetime import date

from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from lms import clock
from lms.audit import actions as audit
from lms.audit.actor import Actor
from lms.errors import Conflict, Refused
from lms.extensions import db
from lms.people import queries
from lms.people.actions.appointments import Post, add_appointment
from lms.people.actions.settling import settle
from lms.people.models import PartyStanding, Person, PersonChange

FIELDS = ("name", "gender", "birth_date", "ethnicity", "education", "id_number", "phone")
_TOLD = frozenset({"name", "gender", "ethnicity", "education"})  # the trail quotes these; numbers it only names


def add_person(actor: Actor, person_no: str, said: Mapping[str, str | date | None], post: Post) -> Person:
    """Put down somebody nobody knew yet, with a first post. Raises Refused if the number or identity number is taken.

    `said` holds some of `FIELDS`, the name at least.
    """
    if said.get("id_number"):
        _refuse_anothers(str(said["id_number"]))
    person = Person(person_no=person_no, **said)
    db.session.add(person)
    try:
        db.session.flush()
    except IntegrityError as error:
        raise Refused(
            _("Nobody was added: the number %(number)s belongs to somebody already. A second post of the same person "
              "is added on their page.", number=person_no)
        ) from error  # fmt: skip
    audit.record(actor, "person.added", of=person, person_id=person.id, organisation_id=post.organisation_id)
    add_appointment(actor, person, post)
    return person


def correct_person(actor: Actor, person: Person, said: Mapping[str, str | date | None]) -> list[str]:
    """Write what is right; both values of each field are kept (`PersonChange`). Gives the fields that changed.

    `said` holds some of `FIELDS`; one that is not there stays as it is. Raises Refused if somebody else has the
    identity number.
    """
    changed = [field for field in FIELDS if field in said and said[field] != getattr(person, field)]
    if not changed:
        return []
    if "id_number" in changed and said["id_number"]:
        _refuse_anothers(str(said["id_number"]))
    quoted = {}
    for field in changed:
        old, new = getattr(person, field), said[field]
        db.session.add(_kept(actor, person.id, field, old, new))
        setattr(person, field, new)
        if field in _TOLD:
            quoted[field] = [_text(old), _text(new)]
    try:
        db.session.flush()
    except IntegrityError as error:  # somebody else was given the number a moment ago
        raise Conflict(_("Nothing was changed: somebody else in the system has this identity number.")) from error
    audit.record(actor, "person.corrected", of=person, person_id=person.id, fields=changed, values=quoted)
    return changed


def set_standing(actor: Actor, person: Person, political_status: str | None, joined_party_on: date | None) -> bool:
    """Put down 政治面貌 and 入党日期; what was known before stays, superseded. False: that is what was known."""
    known = queries.standing_now(person.id)
    before = (known.political_status, known.joined_party_on) if known else (None, None)
    if before == (political_status, joined_party_on):
        return False
    now = clock.now()
    if known is not None:
        known.superseded_at, known.superseded_by = now, str(actor)
        db.session.flush()  # the index allows one known row a person: the old one goes first
    db.session.add(
        PartyStanding(
            person_id=person.id, political_status=political_status, joined_party_on=joined_party_on,
            recorded_at=now, recorded_by=str(actor),
        )
    )  # fmt: skip
    db.session.flush()
    settle(person.id)
    audit.record(
        actor, "person.standing_set", of=person, person_id=person.id, political_status=political_status,
        joined_party_on=_text(joined_party_on),
    )  # fmt: skip
    return True


def _refuse_anothers(id_number: str) -> None:
    if queries.holder_of_id_number(id_number) is not None:
        raise Refused(_("Nothing was changed: somebody else in the system has this identity number."))


def _kept(actor: Actor, person_id: int, field: str, old: object, new: object) -> PersonChange:
    return PersonChange(
        person_id=person_id, field=field, old_value=_text(old), new_value=_text(new),
        changed_at=clock.now(), changed_by=str(actor),
    )  # fmt: skip


def _text(value: object) -> str | None:
    return None if value is None else str(value)
