"""What the worker does again and again about logins and the audit trail (its room is below the worker's)."""

from datetime import timedelta

from lms.accounts import actions
from lms.audit import chain
from lms.audit.actor import Actor
from lms.jobs.registry import repeat
from lms.transaction import transaction


@repeat("forget old logins", timedelta(hours=6))
def forget_old_logins() -> None:
    """Take away counts of wrong tries and logins that ran out long ago."""
    with transaction():
        actions.forget_old()


@repeat("check the audit trail", timedelta(hours=24))
def check_audit_trail() -> None:
    """Walk the chain once a day; the page says up to where it holds."""
    check = chain.first_break()
    with transaction():
        chain.put_down(Actor.system("audit"), check)
