"""Logins kept on the server: opened with a new token, renewed while in use, ended at once."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import case, delete, update

from lms import clock
from lms.accounts.models import Account, LoginFailure, LoginSession
from lms.accounts.queries import token_hash
from lms.accounts.rules.lockout import ONE_PLACE
from lms.extensions import db

KEPT_AFTER_END = timedelta(days=90)


@dataclass(frozen=True)
class Visitor:
    """Where a request comes from. `device` is the cookie by which a device proves itself."""

    address: str
    user_agent: str = ""
    device: str = ""
    is_this_machine: bool = False


def open_login(account_id: int, visitor: Visitor, hours: int) -> str:
    """A new login, good for `hours` without use; gives the token, which is kept nowhere but in the cookie."""
    token, now = secrets.token_urlsafe(32), clock.now()
    db.session.add(
        LoginSession(
            token_hash=token_hash(token),
            account_id=account_id,
            created_at=now,
            last_seen_at=now,
            expires_at=now + timedelta(hours=hours),
            address=visitor.address[:64],
            user_agent=visitor.user_agent[:200],
        )
    )
    db.session.execute(update(Account).where(Account.id == account_id).values(last_login_at=now))
    return token


def end_login(hashed_token: str) -> None:
    """End one login; whatever still carries its token is a stranger from now on."""
    db.session.execute(
        update(LoginSession)
        .where(LoginSession.token_hash == hashed_token, LoginSession.ended_at.is_(None))
        .values(ended_at=clock.now())
    )


def end_logins_of(account_id: int) -> None:
    """End every login of an account, on every device."""
    db.session.execute(
        update(LoginSession)
        .where(LoginSession.account_id == account_id, LoginSession.ended_at.is_(None))
        .values(ended_at=clock.now())
    )


def note_use(hashed_token: str, hours: int) -> None:
    """Note that a login is in use; it then lasts `hours` more, and is never shortened by that."""
    now = clock.now()
    until = now + timedelta(hours=hours)
    db.session.execute(
        update(LoginSession)
        .where(LoginSession.token_hash == hashed_token, LoginSession.last_seen_at < now)
        .values(
            last_seen_at=now,
            expires_at=case((LoginSession.expires_at < until, until), else_=LoginSession.expires_at),
        )
    )


def forget_old() -> None:
    """Take away counts of wrong tries that count no longer, and logins that ran out long ago."""
    now = clock.now()
    db.session.execute(delete(LoginFailure).where(LoginFailure.last_try_at < now - ONE_PLACE.forgotten_after))
    long_ago = now - KEPT_AFTER_END
    db.session.execute(delete(LoginSession).where(LoginSession.expires_at < long_ago))
