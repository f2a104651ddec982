"""Files that were made in the background, as pages show them."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from lms import clock
from lms.accounts.guard import signed_in
from lms.jobs.models import Job
from lms.jobs.queries import latest_of
from lms.rosters import actions
from lms.rosters.rules.kinds import FileFormat, Roster
from lms.rosters.wording import FORMAT_WORDS, ROSTER_WORDS


@dataclass(frozen=True)
class MadeFile:
    """A file that was asked for: `state` is that of its job; the number of rows is known once it is made."""

    id: int
    state: str
    name: str
    asked_at: datetime
    rows: int
    error: str


def latest_made() -> list[MadeFile]:
    """One's own of the days for which they are kept, newest first."""
    since = clock.now() - actions.KEPT_FOR
    jobs = latest_of(signed_in().person_id, actions.JOB)
    return [_file(job) for job in jobs if job.created_at > since]


def _file(job: Job) -> MadeFile:
    form = FORMAT_WORDS[FileFormat(job.arguments["file_format"])]
    made = job.result or {}
    title = made.get("title") or ROSTER_WORDS[Roster(job.arguments["roster"])]
    name = _("%(title)s (%(form)s)", title=title, form=form)
    return MadeFile(job.id, job.state, name, job.created_at, made.get("rows", 0), job.error or "")
