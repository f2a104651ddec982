"""Giving and taking back rights: person × role × organisation."""

from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from lms import clock
from lms.accounts.models import Grant
from lms.accounts.queries import GrantRow, grants_of
from lms.accounts.rules import EXCLUSIVE_ROLES, Role
from lms.accounts.wording import ROLE_WORDS
from lms.audit import actions as audit
from lms.audit.actor import Actor
from lms.errors import Conflict, Refused
from lms.extensions import db
from lms.people.models import Organisation, Person


def give(actor: Actor, person: Person, role: Role, organisation: Organisation) -> Grant:
    """Let `person` be `role` at `organisation` and everything below.

    Raises Refused for oneself, for a right already held, and where one of the three administrators would be two.
    """
    if role is Role.CADRE:
        raise Refused(_("Nothing was changed: everybody with an account learns; no grant is needed for that."))
    _refuse_own(actor, person.id)
    held = grants_of(person.id)
    if any(one.role == role and one.organisation_id == organisation.id for one in held):
        raise Refused(_("Nothing was changed: %(name)s has this right already.", name=person.name))
    _refuse_two_of_three(person, role, held)
    grant = Grant(
        person_id=person.id, role=role.value, organisation_id=organisation.id,
        granted_at=clock.now(), granted_by=str(actor),
    )  # fmt: skip
    db.session.add(grant)
    try:
        db.session.flush()
    except IntegrityError as error:  # somebody else gave it a moment ago
        raise Conflict(_("Nothing was changed: somebody else just changed this person's rights.")) from error
    audit.record(
        actor, "grant.given", of=organisation, person_id=person.id, organisation_id=organisation.id, role=role.value
    )
    return grant


def take_back(actor: Actor, grant: GrantRow) -> None:
    """End a right at once; the row stays, with who ended it and when. Raises Refused for one's own."""
    _refuse_own(actor, grant.person_id)
    stored = db.session.get_one(Grant, grant.id)
    stored.revoked_at, stored.revoked_by = clock.now(), str(actor)
    organisation = db.session.get_one(Organisation, grant.organisation_id)
    audit.record(
        actor, "grant.taken_back", of=organisation, person_id=grant.person_id,
        organisation_id=grant.organisation_id, role=grant.role,
    )  # fmt: skip


def _refuse_own(actor: Actor, person_id: int) -> None:
    if actor.person_id == person_id:
        raise Refused(_("Nothing was changed: nobody gives or takes their own rights. Another administrator can."))


def _refuse_two_of_three(person: Person, role: Role, held: list[GrantRow]) -> None:
    """三员分立: system administrator, security administrator and auditor are three people, each at one place."""
    if role not in EXCLUSIVE_ROLES:
        return
    for one in held:
        if one.role in EXCLUSIVE_ROLES:
            raise Refused(
                _("Nothing was changed: %(name)s is %(role)s of %(organisation)s. System administrator, security "
                  "administrator and auditor must be three people, each at one place. Take that right back first, "
                  "or choose somebody else.",
                  name=person.name, role=ROLE_WORDS[Role(one.role)], organisation=one.organisation)
            )  # fmt: skip
