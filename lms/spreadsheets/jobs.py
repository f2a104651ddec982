"""Files from the web are checked, and taken, in the background: by whoever sent them, as far as their right reaches."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask_babel import force_locale

from lms.audit.actor import Actor
from lms.files import actions as files
from lms.files.models import StoredFile
from lms.jobs.registry import Progress, job
from lms.spreadsheets import checking, outcome, senders
from lms.spreadsheets.actions import check_file, take_file
from lms.spreadsheets.checking import Phase
from lms.spreadsheets.kinds import kind_named
from lms.spreadsheets.report import Report
from lms.spreadsheets.writing import write_marked, write_refused
from lms.transaction import transaction

CHECK, TAKE = "spreadsheets.check", "spreadsheets.take"
PURPOSE = "import"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_Write = Callable[[Path, Report, Path], None]


@job(CHECK)
def check(progress: Progress, *, file: dict[str, Any], kind: str, sender: dict[str, Any]) -> dict[str, Any]:
    """Check a stored file; nothing is written but the marked workbook. What the page shows is the result."""
    path = files.path_of(files.file_of(file["id"], sender["person_id"]))
    with force_locale(sender["language"]):
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
    path = files.path_of(files.file_of(file["id"], sender["person_id"]))
    actor = Actor.person(sender["person_id"], sender["name"], sender["address"])
    with force_locale(sender["language"]):
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
        with target.open("rb") as stream, transaction():
            name = f"{Path(report.file_name).stem}-{what}.xlsx"
            kept: StoredFile = files.keep(actor, stream, name=name, media_type=XLSX, purpose=PURPOSE)
            return kept.id
