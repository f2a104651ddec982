"""`lms import …`: one command for each kind of file that a room takes."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from xlsxwriter.exceptions import FileCreateError

from lms.audit.actor import Actor
from lms.errors import Refused
from lms.rooms import ROOMS
from lms.spreadsheets.actions import check_file, take_file
from lms.spreadsheets.checking import Phase
from lms.spreadsheets.kinds import ImportKind, all_kinds
from lms.spreadsheets.report import Report
from lms.spreadsheets.rules.leftovers import EQUAL_ROW
from lms.spreadsheets.rules.values import Finding
from lms.spreadsheets.sentences import both
from lms.spreadsheets.writing import beside, write_marked, write_refused

MOST_SAID = 200
"""So many faults are told on the console; the report file has all of them."""

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_NEW_FILE = click.Path(dir_okay=False, writable=True, path_type=Path)


@dataclass(frozen=True)
class _Wish:
    """What was asked for on the command line."""

    file: Path
    dry_run: bool
    partial: bool
    report: Path | None
    marked: Path | None
    refused: Path | None


def _command(kind: ImportKind) -> click.Command:
    @click.command(kind.name, help=f"Take the {kind.name} file FILE (.xlsx, .xls or .csv): every row, or none.")
    @click.argument("file", type=_FILE)
    @click.option("--dry-run", is_flag=True, help="Write nothing; say and exit as the real run would.")
    @click.option("--partial", is_flag=True, help="Take the good rows; put the others into a file to be mended.")
    @click.option("--report", type=_NEW_FILE, help="Where the report goes, as JSON.")
    @click.option("--marked", type=_NEW_FILE, help="Where the workbook with every faulty cell marked goes.")
    @click.option("--refused", type=_NEW_FILE, help="Where --partial puts the refused rows; beside FILE otherwise.")
    @with_appcontext
    def command(**wishes: Any) -> None:  # noqa: ANN401 - what Click read
        sys.exit(_run(kind, _Wish(**wishes)))

    return command


def _run(kind: ImportKind, wish: _Wish) -> int:
    """Check or take the file, write what was asked for, tell the outcome; gives the exit status."""
    wish = wish if wish.refused else replace(wish, refused=beside(wish.file))
    with _bar() as progress:
        if wish.dry_run:
            report = check_file(wish.file, kind, partial=wish.partial, progress=progress)
            _write_files(wish, report)
        else:
            report = take_file(
                wish.file, kind, None, Actor.console(), partial=wish.partial, progress=progress,
                before_taking=lambda report: _write_files(wish, report),
            )  # fmt: skip
        _write_report(wish, report)
    _tell(report, dry_run=wish.dry_run)
    if report.faults and wish.partial and not wish.dry_run:
        click.echo(_("The refused rows are in %(file)s.", file=wish.refused), err=True)
    return 0 if report.is_taken else 1


def _write_files(wish: _Wish, report: Report) -> None:
    """What was asked for is on disk before anything is taken. Raises Refused when it cannot be."""
    try:
        _write_report(wish, report)
        if report.faults and wish.marked:
            write_marked(wish.file, report, wish.marked)
        if report.faults and wish.partial and wish.refused and not wish.dry_run:
            write_refused(wish.file, report, wish.refused)
    except (OSError, FileCreateError) as error:
        raise Refused(
            _("Nothing was imported: a file that was asked for cannot be written (%(why)s).", why=error)
        ) from error


def _write_report(wish: _Wish, report: Report) -> None:
    if wish.report:
        with wish.report.open("w", encoding="utf-8") as file:
            report.write_json(file)


def _tell(report: Report, *, dry_run: bool) -> None:
    """The outcome on standard output; reasons and warnings on standard error."""
    for line in _lines(report):
        click.echo(line, err=True)
    if report.is_taken:
        click.echo(_outcome(report, dry_run=dry_run))
    elif not report.stopped:
        click.echo(_("Nothing was imported: %(rows)s rows need mending.", rows=report.refused), err=True)


def _outcome(report: Report, *, dry_run: bool) -> str:
    counts = {"taken": report.taken, "unchanged": report.unchanged, "refused": report.refused}
    if dry_run:
        return _("%(taken)s rows would be taken, %(unchanged)s of them unchanged; %(refused)s refused.", **counts)
    return _("%(taken)s rows taken, %(unchanged)s of them unchanged; %(refused)s refused.", **counts)


def _lines(report: Report) -> Iterator[str]:
    if report.stopped:
        yield report.stopped
    yield from _some(report, report.faults)
    yield from _some(report, report.warnings)
    for one in report.left_out:
        if one.begins == EQUAL_ROW:
            yield _("Row %(row)s equals one above it and was taken once.", row=one.row)
        else:
            yield _("Row %(row)s was left out: %(begins)s", row=one.row, begins=one.begins)
    if report.unknown_columns:
        yield _("Columns left alone: %(names)s", names="、".join(report.unknown_columns))


def _some(report: Report, findings: list[Finding]) -> Iterator[str]:
    for one in findings[:MOST_SAID]:
        where = report.cell(one) or (str(one.row) if one.row else "")
        heading = report.kind.heading_of.get(one.field, "")
        yield f"{where} {heading} {one.value}: {both(report.kind, one)}".strip()
    if len(findings) > MOST_SAID:
        yield _("… and %(more)s more; --report FILE.json has all of them.", more=len(findings) - MOST_SAID)


@contextmanager
def _bar() -> Iterator[Any]:
    """A progress bar on standard error if that is a terminal; nothing otherwise."""
    console = Console(stderr=True)
    words = {
        Phase.READING: _("Reading the file"),
        Phase.CHECKING: _("Checking the rows"),
        Phase.TAKING: _("Writing the rows"),
    }
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[rows]}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        tasks = {phase: bar.add_task(word, total=1.0, rows="") for phase, word in words.items()}

        def tell(phase: Phase, rows: int, share: float) -> None:
            bar.update(tasks[phase], completed=share, rows=f"{rows:,}")

        yield tell


def _kinds() -> Iterable[ImportKind]:
    """Every kind; the application that registers them is made only when a command runs."""
    for room in ROOMS:
        if find_spec(f"lms.{room}.imports") is not None:
            import_module(f"lms.{room}.imports").connect()
    return all_kinds()


IMPORT_COMMANDS = tuple(_command(kind) for kind in _kinds())
