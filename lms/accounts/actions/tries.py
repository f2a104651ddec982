"""Counting wrong tries so that none slips by: a try is counted before the password is looked at."""

from datetime import datetime

from sqlalchemy import delete, select, update

from lms import clock
from lms.accounts.actions.inserting import insert_or_leave
from lms.accounts.models import LoginFailure
from lms.accounts.rules.lockout import ALL_PLACES, ONE_PLACE, Policy, Tries, is_locked, one_more
from lms.errors import Refused
from lms.extensions import db

EVERYWHERE = ""  # the place under which the tries from all unknown places are counted together


class LockedOut(Refused):
    """Nobody may try this name here before `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__("Too many wrong tries; wait a little.")
        self.until = until


def count_try(name: str, place: str, *, trusted: bool) -> Tries:
    """Count one try for `name` at `place`. Raises LockedOut. Waits for others who try the same name.

    A `trusted` place, a device the account was used on before, is not held up by tries made elsewhere.
    """
    now = clock.now()
    if not trusted:
        _count(name, EVERYWHERE, now, ALL_PLACES)
    return _count(name, place, now, ONE_PLACE)


def forgive(name: str, place: str, *, trusted: bool) -> None:
    """The try was right: it, and those before it at this place, count no longer."""
    db.session.execute(delete(LoginFailure).where(LoginFailure.name == name, LoginFailure.address == place))
    if trusted:
        return
    db.session.execute(
        update(LoginFailure)
        .where(LoginFailure.name == name, LoginFailure.address == EVERYWHERE, LoginFailure.tries > 0)
        .values(tries=LoginFailure.tries - 1, locked_until=None)
    )


def _count(name: str, place: str, now: datetime, policy: Policy) -> Tries:
    before = _locked_row(name, place, now)
    if before.locked_until is not None and is_locked(before, now):
        raise LockedOut(before.locked_until)
    tries = one_more(before if before.number else None, now, policy)
    db.session.execute(
        update(LoginFailure)
        .where(LoginFailure.name == name, LoginFailure.address == place)
        .values(tries=tries.number, last_try_at=tries.last_at, locked_until=tries.locked_until)
    )
    return tries


def _locked_row(name: str, place: str, now: datetime) -> Tries:
    """The count so far, its row held until the transaction ends, so that two tries at once count as two."""
    new = {"name": name, "address": place, "tries": 0, "last_try_at": now}
    db.session.execute(insert_or_leave(LoginFailure).values(**new))
    row = db.session.execute(
        select(LoginFailure.tries, LoginFailure.last_try_at, LoginFailure.locked_until)
        .where(LoginFailure.name == name, LoginFailure.address == place)
        .with_for_update()
    ).one()
    return Tries(row.tries, row.last_try_at, row.locked_until)
