"""Checking a file, and taking it: every row, or with `partial` every good one; all of it or nothing."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import text

from lms.audit import actions as audit
from lms.audit.actor import Actor
from lms.extensions import db
from lms.spreadsheets.checking import Examined, Phase, Progress, change_count, examined, quiet
from lms.spreadsheets.kinds import ImportKind, Scope
from lms.spreadsheets.reading import Unreadable
from lms.spreadsheets.report import Report
from lms.transaction import transaction


def _go_on(_report: Report) -> None:
    """Nothing is to be done before rows are taken."""


def check_file(
    path: Path,
    kind: ImportKind,
    scope: Scope = None,
    *,
    partial: bool = False,
    progress: Progress = quiet,
    file_name: str = "",
) -> Report:
    """What would become of a file; nothing is written. A file that cannot be read at all is a report too.

    `file_name`: what people call it, where that is not the name of `path`.
    """
    try:
        with examined(path, kind, scope, partial=partial, progress=progress, file_name=file_name) as examination:
            examination.keep_good_rows()
            if examination.report.faults and not partial:
                examination.count_good_rows()
            return examination.report
    except Unreadable as error:
        return Report(kind, file_name or path.name, stopped=str(error))


def take_file(  # noqa: PLR0913 - what an import needs to know, most of it by name
    path: Path,
    kind: ImportKind,
    scope: Scope,
    actor: Actor,
    *,
    partial: bool = False,
    progress: Progress = quiet,
    file_name: str = "",
    before_taking: Callable[[Report], None] = _go_on,
) -> Report:
    """Take a file as `actor`. The rows are read, checked and staged first; one short transaction then takes them.

    The caller opens no transaction: the lock must not be held while a file is read. `before_taking` is told what is
    about to happen, each time that changes; if it raises, nothing is taken.
    """
    try:
        with examined(path, kind, scope, partial=partial, progress=progress, file_name=file_name) as examination:
            _take(examination, actor, progress, before_taking)
            return examination.report
    except Unreadable as error:
        return Report(kind, file_name or path.name, stopped=str(error))


def _take(examination: Examined, actor: Actor, progress: Progress, before_taking: Callable[[Report], None]) -> None:
    """Write the good rows. If the district changed since they were checked and now refuses some, begin again."""
    report = examination.report
    examination.keep_good_rows()
    before_taking(report)
    progress(Phase.TAKING, report.rows, 0.0)
    while report.taken and not _is_written(examination, actor):
        examination.keep_good_rows()
        before_taking(report)
    progress(Phase.TAKING, report.rows, 1.0)


def _is_written(examination: Examined, actor: Actor) -> bool:
    report = examination.report
    kind = report.kind
    with transaction():
        _wait_for_other_writers(kind)
        if change_count() != examination.checked_at and examination.check():
            return False
        examination.count_kinds_of_rows()
        if report.unchanged < report.taken:
            kind.take(examination.staged, actor)
            audit.record(
                actor,
                f"{kind.name}.imported",
                file=report.file_name,
                taken=report.taken,
                unchanged=report.unchanged,
                refused=report.refused,
            )
    return True


def _wait_for_other_writers(kind: ImportKind) -> None:
    """Nobody else may write what the rows were checked against; on SQLite a transaction is alone already."""
    if db.session.connection().dialect.name == "postgresql":
        names = ", ".join(f'"{name}"' for name in kind.changes)
        db.session.execute(text(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE"))
