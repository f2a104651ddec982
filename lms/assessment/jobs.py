"""What the worker does for the assessment room again and again."""

from datetime import timedelta

from lms.assessment.actions.attempts import submit_overdue
from lms.jobs.registry import repeat
from lms.transaction import transaction


@repeat("assessment.sweep", timedelta(seconds=30))
def sweep() -> int:
    """Submit and mark the attempts nobody handed in before their deadline."""
    with transaction():
        return submit_overdue()
