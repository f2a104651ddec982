"""`lms import questions FILE`."""

from pathlib import Path

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _

from lms.assessment.actions.syncing import import_questions
from lms.assessment.formats.bank import read_file, unknown_places
from lms.audit.actor import Actor
from lms.curriculum.commands.content import told
from lms.curriculum.queries import curriculum_ids, lesson_codes
from lms.errors import Refused
from lms.transaction import transaction


@click.command("questions")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--format", "file_format", type=click.Choice(["gift"]), default="gift", help="How FILE is written.")
@click.option("--dry-run", is_flag=True, help="Read and check; write nothing.")
@with_appcontext
def questions(file: Path, file_format: str, dry_run: bool) -> None:  # noqa: ARG001 - one format so far
    """Take the questions of FILE: all of them, or none when one has a fault."""
    reading = read_file(file)
    faults = sorted([*reading.faults, *unknown_places(reading, str(file), lesson_codes())])
    for fault in faults:
        click.echo(str(fault), err=True)
    if faults:
        raise Refused(_("No question was taken: %(num)s faults to mend.", num=len(faults)))
    if not reading.questions:
        raise Refused(_("No question was taken: there is none in %(file)s.", file=file))
    if dry_run:
        click.echo(f"questions: {len(reading.questions)} without a fault, nothing written")
        return
    with transaction():
        changes = import_questions(Actor.console(), reading.questions, curriculum_ids())
    click.echo(f"questions: {told(changes)}")


IMPORT_COMMANDS = (questions,)
