"""`lms user`: accounts and rights at the console, which has no scope. The three administrators begin here."""

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _

from lms import clock
from lms.accounts import actions, queries
from lms.accounts.actions import console
from lms.accounts.rules import Role, codes
from lms.audit.actor import Actor
from lms.errors import NotFound
from lms.people.models import Organisation
from lms.people.queries import EVERYWHERE, organisation_with_code
from lms.transaction import transaction

ROLES = click.Choice([role.value for role in Role if role is not Role.CADRE])


@click.group()
def user() -> None:
    """Accounts: create, grant, revoke, disable, enable, reset-password."""


@user.command()
@click.argument("person_no")
@click.option("--name", help="Name, for a person who is not known yet.")
@click.option("--org", help="Code of the organisation, for a person who is not known yet.")
@with_appcontext
def create(person_no: str, name: str | None, org: str | None) -> None:
    """Open an account for PERSON_NO and print the one-time code for the first login."""
    batch_key = codes.new_batch_key()
    with transaction():
        person = console.person_or_new(Actor.console(), person_no, name, _organisation(org) if org else None)
        code = console.open_account(Actor.console(), person, batch_key)
        _tell_code(person.person_no, person.name, code)


@user.command("reset-password")
@click.argument("person_no")
@with_appcontext
def reset_password(person_no: str) -> None:
    """Take PERSON_NO's password away, end every login, and print a new one-time code."""
    batch_key = codes.new_batch_key()
    with transaction():
        person = queries.person_in_scope(person_no, EVERYWHERE)
        code = console.reset(Actor.console(), person, batch_key)
        _tell_code(person.person_no, person.name, code)


@user.command()
@click.argument("person_no")
@click.argument("role", type=ROLES)
@click.argument("org_code")
@with_appcontext
def grant(person_no: str, role: str, org_code: str) -> None:
    """Let PERSON_NO be ROLE at ORG_CODE and everything below it."""
    with transaction():
        person = queries.person_in_scope(person_no, EVERYWHERE)
        actions.give(Actor.console(), person, Role(role), _organisation(org_code))


@user.command()
@click.argument("person_no")
@click.argument("role", type=ROLES)
@click.argument("org_code")
@with_appcontext
def revoke(person_no: str, role: str, org_code: str) -> None:
    """Take the right of PERSON_NO as ROLE at ORG_CODE back."""
    with transaction():
        person = queries.person_in_scope(person_no, EVERYWHERE)
        organisation = _organisation(org_code)
        for held in queries.grants_of(person.id):
            if (held.role, held.organisation_id) == (role, organisation.id):
                actions.take_back(Actor.console(), held)
                return
        raise NotFound(_("Nothing was changed: %(name)s does not have this right.", name=person.name))


@user.command()
@click.argument("person_no")
@with_appcontext
def disable(person_no: str) -> None:
    """Close the account of PERSON_NO and end its logins at once."""
    with transaction():
        console.set_disabled(Actor.console(), queries.person_in_scope(person_no, EVERYWHERE), disabled=True)


@user.command()
@click.argument("person_no")
@with_appcontext
def enable(person_no: str) -> None:
    """Open a disabled account again."""
    with transaction():
        console.set_disabled(Actor.console(), queries.person_in_scope(person_no, EVERYWHERE), disabled=False)


def _organisation(code: str) -> Organisation:
    found = organisation_with_code(code)
    if found is None:
        raise NotFound(_("There is no organisation with the code %(code)s.", code=code))
    return found


def _tell_code(person_no: str, name: str, code: str) -> None:
    """Nobody sees the code again; it may be typed as the password, once."""
    click.echo(f"{person_no}\t{name}\t{code}\t{(clock.today() + codes.GOOD_FOR).isoformat()}")


COMMANDS = (user,)
