"""What the worker does for this room: remind branches that are behind."""

from datetime import timedelta

from lms import clock
from lms.extensions import db
from lms.jobs.registry import repeat
from lms.rounds.actions.reminding import remind_by_itself
from lms.rounds.queries.late import rounds_to_remind
from lms.transaction import transaction


@repeat("rounds.remind_late", timedelta(hours=1))
def remind_late_branches() -> None:
    """Once before a round's deadline and once after it, whoever is behind; a transaction a round."""
    due = rounds_to_remind(clock.today())
    db.session.rollback()
    for round_id in due:
        with transaction():
            remind_by_itself(round_id)
