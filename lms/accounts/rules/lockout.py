"""How wrong tries are slowed: per name and place quickly, per name over all places slowly, never a whole address.

A place is the device that this account once logged in from (it carries proof of that), else a network address.
An exam hall behind one address stays open, for each name there counts alone. Somebody who tries from everywhere
is slowed by the count over all places, which never stops a device that the account was used on before.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Policy:
    """After every `tries` wrong tries a lock, each longer than the one before, up to `longest_lock`."""

    tries: int
    first_lock: timedelta
    longest_lock: timedelta
    forgotten_after: timedelta


ONE_PLACE = Policy(5, timedelta(minutes=10), timedelta(hours=1), timedelta(hours=24))
ALL_PLACES = Policy(30, timedelta(minutes=15), timedelta(minutes=15), timedelta(hours=24))


@dataclass(frozen=True)
class Tries:
    """Wrong tries counted so far for one name at one place (or over all)."""

    number: int
    last_at: datetime
    locked_until: datetime | None = None


def is_locked(tries: Tries | None, now: datetime) -> bool:
    """Whether nobody may try at this moment."""
    return tries is not None and tries.locked_until is not None and tries.locked_until > now


def one_more(tries: Tries | None, now: datetime, policy: Policy) -> Tries:
    """The count with one try more; it is counted before the password is looked at, so that none slips by."""
    forgotten = tries is None or now - tries.last_at > policy.forgotten_after
    number = 1 if forgotten or tries is None else tries.number + 1
    if number % policy.tries:
        return Tries(number, now)
    lock = min(policy.first_lock * 2 ** (number // policy.tries - 1), policy.longest_lock)
    return Tries(number, now, now + lock)


def tries_left(tries: Tries, policy: Policy) -> int:
    """How many tries remain before the next lock; 0 when this one brought it."""
    return 0 if tries.locked_until else policy.tries - tries.number % policy.tries
