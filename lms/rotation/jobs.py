"""What the worker does for this room: a pass over everybody on demand, at its start, and once a day."""

from datetime import timedelta

from lms.jobs.registry import Progress, job, repeat
from lms.rotation import actions

OFTEN_ENOUGH = timedelta(minutes=5)  # after midnight the answers of the day before stand no longer than this


@job(actions.JOB)
def evaluate_everyone_job(progress: Progress) -> dict[str, str]:
    """Renew everybody's answers; run again after a crash it does no harm."""
    return {"evaluated_on": actions.evaluate_all(progress).isoformat()}


@repeat("rotation.evaluate_if_outdated", OFTEN_ENOUGH)
def evaluate_each_day() -> None:
    """Statuses change at midnight; a pass that was broken off is made again."""
    actions.evaluate_if_outdated()
