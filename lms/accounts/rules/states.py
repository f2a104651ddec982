"""The states of an account, as the list of accounts shows them."""

from datetime import datetime
from enum import StrEnum


class AccountState(StrEnum):
    """Where an account stands."""

    WAITING = "waiting"  # a code was given out, nobody used it yet
    EXPIRED = "expired"  # the code is no longer good and no password was set
    ACTIVE = "active"
    DISABLED = "disabled"


def state_of(
    *, has_password: bool, code_expires_at: datetime | None, disabled_at: datetime | None, now: datetime
) -> AccountState:
    """The state that follows from what an account holds."""
    if disabled_at is not None:
        return AccountState.DISABLED
    if code_expires_at is not None and code_expires_at > now:
        return AccountState.WAITING
    return AccountState.ACTIVE if has_password else AccountState.EXPIRED
