"""What the worker does for this room: reminding streets of seats nobody is named for."""

from datetime import timedelta

from lms.audit.actor import Actor
from lms.jobs.registry import repeat
from lms.nomination.actions.reminding import remind_units
from lms.transaction import transaction

OFTEN_ENOUGH = timedelta(hours=1)


@repeat("nomination.remind_units", OFTEN_ENOUGH)
def remind() -> None:
    """Look for units with seats left and the closing day near."""
    with transaction():
        remind_units(Actor.system("nomination"))
