"""Files that were made in the background."""

from lms import clock
from lms.accounts.guard import signed_in
from lms.jobs.models import Job
from lms.jobs.queries import latest_of
from lms.rosters import actions


def latest_made() -> list[Job]:
    """One's own of the days for which they are kept, newest first."""
    since = clock.now() - actions.KEPT_FOR
    return [one for one in latest_of(signed_in().person_id, actions.JOB) if one.created_at > since]
