"""Files from the web are checked, and taken, in the background: by whoever sent them, as far as their right reaches."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask_babel import force_locale
from flask_babel import gettext as _

from lms import clock
from lms.audit import actions as audit
from lms.audit.actor import Actor
from lms.errors import NotFound, Refused
from lms.extensions import db
from lms.files import actions as files
from lms.files.models import StoredFile
from lms.jobs.registry import Progress, job, repeat
from lms.spreadsheets import checking, outcome, senders
from lms.spreadsheets.actions import check_file, take_file
from lms.spreadsheets.checking import Phase
from lms.spreadsheets.kinds import kind_named
from lms.spreadsheets.report import Report
from lms.spreadsheets.writing import write_marked, write_refused
from lms.transaction import transaction

CHECK, TAKE = "spreadsheets.check", "spreadsheets.take"
PURPOSE = "import"
KEPT_FOR = timedelta(days=30)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_Write = Callable[[Path, Report, Path], None]


@job(CHECK)
def check(progress: Progress, *, file: dict[str, Any], kind: str, sender: dict[str, Any]) -> dict[str, Any]:
    """Check a stored file; nothing is written but the marked workbook. What the page shows is the result."""
    with force_locale(sender["language"]), _sent(file, sender) as path:
        scope = senders.scope_of(sender["person_id"], kind)
        report = check_file(path, kind_named(kind), scope, progress=_noted(progress), file_name=file["name"])
        given = {}
        if report.faults:
            given["marked"] = _given_back(write_marked, path, report, sender, "标好错")
    return outcome.kept(report) | {"files": given}


@job(TAKE)
def take(
    progress: Progress, *, file: dict[str, Any], kind: str, sender: dict[str, Any], partial: bool, checked: int
) -> dict[str, Any]:
    """Take a stored file. Run again after a crash it finds its rows unchanged, and doubles nothing.

    The right of who sent it is asked anew: what was lost since the check is no longer taken.
    """
    actor = Actor.person(sender["person_id"], sender["name"], sender["address"])
    with force_locale(sender["language"]), _sent(file, sender) as path:
        scope = senders.scope_of(sender["person_id"], kind)
        report = take_file(
            path, kind_named(kind), scope, actor, partial=partial, progress=_noted(progress), file_name=file["name"]
        )
        given = {}
        if report.faults:
            given["refused" if report.is_taken else "marked"] = _given_back(
                write_refused if report.is_taken else write_marked,
                path, report, sender, "待修改" if report.is_taken else "标好错",
            )  # fmt: skip
    return outcome.kept(report) | {"files": given, "checked": checked}


@repeat("forget old import files", timedelta(hours=6))
def forget_old_files() -> None:
    """Rosters from offices hold people's numbers; what was sent, and what was given back, goes after a month."""
    with transaction():
        gone = files.forget_older(PURPOSE, clock.now() - KEPT_FOR)
        if gone:
            audit.record(Actor.system("retention"), "import.forgotten", files=gone, days=KEPT_FOR.days)


@contextmanager
def _sent(file: dict[str, Any], sender: dict[str, Any]) -> Iterator[Path]:
    """The file that was sent, to read from. Raises Refused when it is not kept any more."""
    try:
        stored = files.file_of(file["id"], sender["person_id"])
        copy = files.local_copy(stored)
        db.session.rollback()  # nobody waits while it is fetched
        with copy as path:
            yield path
    except NotFound as error:
        raise Refused(not_kept()) from error


def not_kept() -> str:
    """What is said of a file that was kept as long as files are."""
    return _("The file is not kept any more: files are kept for %(days)s days. Send it again.", days=KEPT_FOR.days)


def _noted(progress: Progress) -> checking.Progress:
    """How many rows have been read, of about how many, as the job's progress."""

    def tell(phase: Phase, rows: int, share: float) -> None:
        if phase is Phase.READING and 0 < share <= 1:
            progress(rows, round(rows / share))
        else:
            progress(rows, rows)

    return tell


def _given_back(write: _Write, source: Path, report: Report, sender: dict[str, Any], what: str) -> int:
    """Write a workbook for whoever sent the file, and keep it for them; gives its id."""
    actor = Actor.person(sender["person_id"], sender["name"], sender["address"])
    with TemporaryDirectory() as folder:
        target = Path(folder) / "workbook.xlsx"
        write(source, report, target)
        name = f"{Path(report.file_name).stem}-{what}.xlsx"
        with target.open("rb") as stream, files.held(stream) as kept, transaction():
            given: StoredFile = files.enter(actor, kept, name=name, media_type=XLSX, purpose=PURPOSE)
            return given.id
