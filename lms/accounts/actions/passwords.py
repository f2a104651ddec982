"""Setting a password: the first one after an activation code, and every later one."""

from flask import current_app
from flask_babel import gettext as _

from lms import clock
from lms.accounts.actions import logins
from lms.accounts.actions.logins import Visitor
from lms.accounts.models import Account
from lms.audit import actions as audit
from lms.audit.actor import Actor
from lms.errors import Refused
from lms.extensions import db


def set_password(actor: Actor, account_id: int, new_hash: str, visitor: Visitor) -> str:
    """Store a password's hash; every login of the account ends, and the one that did it goes on with a new token.

    The activation code is used up with that. Gives the new token. Raises Refused for a demo account.
    """
    account = db.session.get_one(Account, account_id)
    if account.is_demo:
        raise Refused(_("Nothing was changed: passwords of demo accounts stay as they are printed."))
    first = account.password_hash is None
    account.password_hash = new_hash
    account.password_changed_at = clock.now()
    account.must_change_password = False
    account.activation_hash = account.activation_expires_at = None
    logins.end_logins_of(account_id)
    audit.record(actor, "password.set" if first else "password.changed", person_id=account.person_id)
    return logins.open_login(account_id, visitor, current_app.extensions["settings"].session_hours)
