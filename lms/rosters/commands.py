"""`lms roster export …`: the rosters as files, without any limit of scope; its actor is the console."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_babel import gettext as _

from lms import clock
from lms.audit.actor import Actor
from lms.errors import NotFound, Refused
from lms.people.queries import organisation_with_code
from lms.rosters import actions
from lms.rosters.queries.duties import asked_of
from lms.rosters.queries.reach import EVERYTHING
from lms.rosters.rosters import made
from lms.rosters.rules.kinds import FileFormat, Roster, Wanted
from lms.rosters.sheets.forms import to_file
from lms.rotation.commands.options import YEAR, Day, Instant
from lms.transaction import transaction

roster = click.Group("roster", help="Rosters as an office prints and files them.")
export = click.Group("export", help="Write a roster to a file.")
roster.add_command(export)

COMMANDS = (roster,)


def _file_options(command: Callable[..., None]) -> Callable[..., None]:
    formats = click.Choice([one.value for one in FileFormat])
    out = click.Path(dir_okay=False, path_type=Path)
    command = click.option("--out", type=out, required=True, help="The file to write.")(command)
    return click.option("--format", "file_format", type=formats, required=True, help="What to write.")(command)


def _of_class(which: Roster, explained: str) -> click.Command:
    @click.command(which.value, help=explained)
    @click.option("--class", "class_id", type=int, required=True, help="The class, by the number in its address.")
    @_file_options
    @with_appcontext
    def command(class_id: int, file_format: str, out: Path) -> None:
        _write(Wanted(which, class_id=class_id), FileFormat(file_format), out)

    return command


export.add_command(_of_class(Roster.COMPLETION, "结业花名册: what closing the class decided."))
export.add_command(_of_class(Roster.ATTENDANCE, "考勤表: the people of the class by its half-days."))
export.add_command(_of_class(Roster.CERTIFICATES, "证书清单: the certificates that closing the class gave."))
export.add_command(_of_class(Roster.TIMETABLE, "课程表: the half-days of the class with topics, teachers and places."))
export.add_command(_of_class(Roster.TRAINEES, "学员花名册: who takes part in the class."))


@export.command(Roster.SIGN_IN.value)
@click.option("--class", "class_id", type=int, required=True, help="The class, by the number in its address.")
@click.option("--day", type=Day(), required=True, help="The day to sign in on.")
@_file_options
@with_appcontext
def sign_in(class_id: int, day: date, file_format: str, out: Path) -> None:
    """签到表: who is expected on a day, to be signed by hand."""
    _write(Wanted(Roster.SIGN_IN, class_id=class_id, day=day), FileFormat(file_format), out)


@export.command(Roster.NOT_TRAINED.value)
@click.option("--year", type=YEAR, help="The year asked about; the as-of day's otherwise.")
@click.option("--requirement", default="rotation", show_default=True, help="The requirement's code.")
@click.option("--org", "organisation", default="", help="Only what lies below the organisation with this code.")
@click.option("--as-of", type=Day(), help="The day the question is about; today otherwise.")
@click.option("--known-on", type=Instant(), help="What had been recorded by then; by now otherwise.")
@_file_options
@with_appcontext
def not_trained(file_format: str, out: Path, **asked: Any) -> None:  # noqa: ANN401 - what Click read
    """应训未训名单: whose duty is overdue or at risk, and why."""
    wanted = _wanted(**asked)
    try:
        asked_of(wanted)
    except NotFound as error:
        raise click.BadParameter(str(error), param_hint="--requirement") from error
    if wanted.organisation and organisation_with_code(wanted.organisation) is None:
        raise click.BadParameter(_("There is no organisation with this code."), param_hint="--org")
    _write(wanted, FileFormat(file_format), out)


def _wanted(
    *, year: int | None, requirement: str, organisation: str, as_of: date | None, known_on: datetime | None
) -> Wanted:
    day = as_of or clock.today()
    return Wanted(
        Roster.NOT_TRAINED, requirement=requirement, year=year or day.year, organisation=organisation, as_of=day,
        known_on=known_on,
    )  # fmt: skip


def _write(wanted: Wanted, file_format: FileFormat, out: Path) -> None:
    """Make the roster, write the file, put it down. Raises NotFound or Refused: one line, exit status 1."""
    if not out.parent.is_dir():
        raise Refused(_("The folder %(folder)s does not exist; nothing was exported.", folder=out.parent))
    sheet = made(wanted, EVERYTHING)
    content = to_file(sheet, file_format, current_app.extensions["settings"].print_font)
    try:
        out.write_bytes(content)
    except OSError as error:
        raise Refused(_("The file cannot be written: %(why)s.", why=error.strerror)) from error
    with transaction():
        actions.note_export(Actor.console(), wanted, EVERYTHING, file_format, sheet)
    click.echo(_("%(title)s: %(rows)s rows, in %(file)s", title=sheet.title, rows=len(sheet), file=out))
