"""Making accounts, a whole roster at once; new codes, disabling and enabling."""

from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import bindparam, update

from lms import clock
from lms.accounts.actions import logins
from lms.accounts.actions.inserting import insert_or_leave
from lms.accounts.keys import secret
from lms.accounts.models import Account
from lms.accounts.queries import AccountView, account_of_person, people_without_account
from lms.accounts.rules import codes
from lms.audit import actions as audit
from lms.audit.actor import Actor
from lms.audit.rules import id_ranges
from lms.errors import Refused
from lms.extensions import db
from lms.people.models import Organisation
from lms.people.queries import OrgScope


def open_accounts(
    actor: Actor, organisation: Organisation, scope: OrgScope, batch_key: str, *, renew: bool = False
) -> int:
    """Give everybody in an organisation's subtree who has none an account and a code of this batch; gives how many.

    No password is hashed. `renew`: also a new code for those who never used theirs; the old one then stops working.
    """
    people = people_without_account(organisation.id, scope, renew=renew)
    rows = _codes(batch_key, [person_id for person_id, has_account in people if not has_account])
    renewed = _codes(batch_key, [person_id for person_id, has_account in people if has_account])
    if rows:
        db.session.execute(
            insert_or_leave(Account), [row | {"created_at": clock.now(), "is_demo": False} for row in rows]
        )
    _renew(renewed)
    ids = [person_id for person_id, _has_account in people]
    audit.record(
        actor, "account.codes_issued", of=organisation, organisation_id=organisation.id,
        people=len(ids), person_ids=id_ranges(ids), accounts_made=len(rows),
    )  # fmt: skip
    return len(people)


def issue_code(actor: Actor, person_id: int, batch_key: str) -> str:
    """A person's account, made if there is none, open with a new code alone: no password, no login goes on.

    For the console, which may do this for anybody; gives the code.
    """
    (row,) = _codes(batch_key, [person_id])
    known = account_of_person(person_id)
    if known is None:
        db.session.execute(insert_or_leave(Account), [row | {"created_at": clock.now(), "is_demo": False}])
    else:
        db.session.execute(update(Account).where(Account.id == known.account_id).values(**row, password_hash=None))
        logins.end_logins_of(known.account_id)
    audit.record(actor, "account.reset" if known else "account.created", person_id=person_id)
    return codes.code_of(batch_key, secret(), person_id)


def reset(actor: Actor, account: AccountView, batch_key: str) -> str:
    """A new code in place of the password, for an administrator. Raises Refused where that would be a takeover."""
    refuse_takeover(actor, account)
    return issue_code(actor, account.person_id, batch_key)


def disable(actor: Actor, account: AccountView) -> None:
    """Close an account and end its logins at once. Raises Refused for one's own and for administrators'."""
    refuse_takeover(actor, account)
    set_disabled_at(account.id, clock.now())
    logins.end_logins_of(account.id)
    audit.record(actor, "account.disabled", person_id=account.person_id)


def enable(actor: Actor, account: AccountView) -> None:
    """Open a disabled account again, with the password it had."""
    refuse_takeover(actor, account)
    set_disabled_at(account.id, None)
    audit.record(actor, "account.enabled", person_id=account.person_id)


def refuse_takeover(actor: Actor, account: AccountView) -> None:
    """Raise Refused where a change would let an administrator act as somebody who may more than they look after."""
    reason = why_not_to_change(actor, account)
    if reason:
        raise Refused(_("Nothing was changed. %(reason)s", reason=reason))


def why_not_to_change(actor: Actor, account: AccountView) -> str | None:
    """Why this administrator may not change this account, in a sentence; None where they may."""
    if actor.person_id == account.person_id:
        return _("Nobody changes their own account here; another administrator can.")
    if account.is_administrator:
        return _("Accounts of administrators are managed on the server, with `lms user`.")
    if account.has_grants_elsewhere:
        return _("This person has rights outside what you look after; the system administrator of the district can.")
    return None


def keep_preferences(account_id: int, language: str | None = None, large_type: bool | None = None) -> None:  # noqa: FBT001 - three states, None leaves it
    """Keep the language or the type size a person chose; what is None stays as it is."""
    chosen: dict[str, Any] = {"language": language, "large_type": large_type}
    values = {name: value for name, value in chosen.items() if value is not None}
    if values:
        db.session.execute(update(Account).where(Account.id == account_id).values(**values))


def _codes(batch_key: str, person_ids: list[int]) -> list[dict[str, Any]]:
    """What is stored of these people's codes of a batch."""
    key, until = secret(), clock.now() + codes.GOOD_FOR
    return [
        {
            "person_id": person_id,
            "activation_hash": codes.kept(codes.code_of(batch_key, key, person_id), key, person_id),
            "activation_expires_at": until,
            Account.must_change_password.key: True,
        }
        for person_id in person_ids
    ]


def _renew(rows: list[dict[str, Any]]) -> None:
    """New codes for accounts that were never used, in one statement for all."""
    if not rows:
        return
    table: Any = Account.__table__
    wanted = update(table).where(table.c.person_id == bindparam("whose"))
    db.session.connection().execute(
        wanted.values(activation_hash=bindparam("kept"), activation_expires_at=bindparam("until")),
        [{"whose": row["person_id"], "kept": row["activation_hash"], "until": row["activation_expires_at"]}
         for row in rows],
    )  # fmt: skip


def set_disabled_at(account_id: int, instant: datetime | None) -> None:
    """Since when an account is disabled; None: it is not."""
    db.session.execute(update(Account).where(Account.id == account_id).values(disabled_at=instant))
