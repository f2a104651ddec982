"""What the worker does for this room: posts begin and end by themselves at midnight."""

from datetime import timedelta

from flask import current_app

from lms import clock
from lms.jobs.registry import repeat
from lms.people.derived import renew_affiliations
from lms.transaction import transaction

_RENEWED_ON = "people: the day for which affiliations stand"


@repeat("renew affiliations", timedelta(minutes=5))
def renew_affiliations_daily() -> None:
    """Work out anew where everybody belongs, once at the worker's start and then once a day, after midnight."""
    today = clock.today()
    if current_app.extensions.get(_RENEWED_ON) == today:
        return
    with transaction():
        renew_affiliations(today)
    current_app.extensions[_RENEWED_ON] = today
