"""What only the console does: the first accounts, and those of the three administrators."""

from flask_babel import gettext as _

from lms import clock
from lms.accounts.actions import logins
from lms.accounts.actions.accounts import issue_code, set_disabled_at
from lms.accounts.queries import account_of_person, person_in_scope
from lms.accounts.rules.names import typed_name
from lms.audit import actions as audit
from lms.audit.actor import Actor
from lms.errors import NotFound, Refused
from lms.extensions import db
from lms.people.actions import Post, add_appointment
from lms.people.models import Organisation, Person
from lms.people.queries import EVERYWHERE


def person_or_new(actor: Actor, person_no: str, name: str | None, organisation: Organisation | None) -> Person:
    """Who has this number; else a new person at the organisation, listed there without a post that is judged.

    Raises NotFound when name or organisation is missing for a new one, Refused when a known one has another name.
    """
    try:
        known = person_in_scope(person_no, EVERYWHERE)
    except NotFound:
        known = None
    if known is not None:
        if name and name.strip() != known.name:
            raise Refused(_("Nothing was changed: %(number)s is %(name)s.", number=known.person_no, name=known.name))
        return known
    if not name or organisation is None:
        raise NotFound(_("Nobody has the number %(number)s. For a new person give --name and --org.", number=person_no))
    person = Person(person_no=typed_name(person_no), name=name.strip())
    db.session.add(person)
    db.session.flush()
    add_appointment(actor, person, Post(organisation.id, None, None, None, None))
    return person


def open_account(actor: Actor, person: Person, batch_key: str) -> str:
    """An account with a one-time code; gives the code. Raises Refused when there is an account already."""
    if account_of_person(person.id) is not None:
        raise Refused(
            _("Nothing was changed: %(name)s has an account already; `lms user reset-password` gives a new code.",
              name=person.name)
        )  # fmt: skip
    return issue_code(actor, person.id, batch_key)


def reset(actor: Actor, person: Person, batch_key: str) -> str:
    """A new one-time code in place of the password; gives the code. Raises NotFound when there is no account."""
    _account_id(person)
    return issue_code(actor, person.id, batch_key)


def set_disabled(actor: Actor, person: Person, *, disabled: bool) -> None:
    """Close an account and end its logins, or open it again. Raises NotFound when there is no account."""
    account_id = _account_id(person)
    set_disabled_at(account_id, clock.now() if disabled else None)
    if disabled:
        logins.end_logins_of(account_id)
    audit.record(actor, "account.disabled" if disabled else "account.enabled", of=person, person_id=person.id)


def _account_id(person: Person) -> int:
    known = account_of_person(person.id)
    if known is None:
        raise NotFound(_("%(name)s has no account yet; `lms user create` opens one.", name=person.name))
    return known.account_id
