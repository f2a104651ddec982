"""`lms content sync` and `lms content check`: the folders courses/ and question_bank/."""

import json
from dataclasses import asdict
from pathlib import Path

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _

from lms import ROOT
from lms.assessment.actions.syncing import sync_questions
from lms.assessment.formats.bank import BankReading, read_bank
from lms.audit.actor import Actor
from lms.curriculum.actions.syncing import sync_courses
from lms.curriculum.commands.check import LAWS, check_content
from lms.curriculum.formats.folder import CoursesReading, read_courses
from lms.curriculum.queries import curriculum_ids
from lms.curriculum.rules import Changes
from lms.errors import Refused
from lms.transaction import transaction

FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)
courses_option = click.option(
    "--courses", type=FOLDER, default=ROOT / "courses", help="Folder of the curricula, one folder each."
)
bank_option = click.option(
    "--question-bank", type=FOLDER, default=ROOT / "question_bank", help="Folder of the GIFT files."
)


@click.group()
def content() -> None:
    """Lessons and questions: check the folders, load them."""


@content.command()
@courses_option
@bank_option
@click.option(
    "--laws",
    type=FOLDER,
    default=LAWS if LAWS.is_dir() else None,
    help="Folder of law texts that citations are held to.",
)
def check(courses: Path, question_bank: Path, laws: Path | None) -> None:
    """Read both folders and list every fault of form and of quality; nothing is loaded."""
    if not check_content(courses, question_bank, laws):
        raise click.exceptions.Exit(1)


@content.command()
@courses_option
@bank_option
@click.option("--format", "output", type=click.Choice(["text", "json"]), default="text", help="How to report.")
@with_appcontext
def sync(courses: Path, question_bank: Path, output: str) -> None:
    """Load both folders: all of them, or nothing when a file has a fault. Again changes nothing."""
    written = read_courses(courses)
    bank = read_bank(question_bank, written.folders)
    _refuse_faults(written, bank)
    with transaction():
        actor = Actor.console()
        done = sync_courses(actor, written.folders)
        questions = sync_questions(actor, bank.questions, curriculum_ids())
    report = {"courses": done.courses, "lessons": done.lessons, "questions": questions}
    if output == "json":
        click.echo(json.dumps({name: asdict(changes) for name, changes in report.items()}, ensure_ascii=False))
    else:
        for name, changes in report.items():
            click.echo(f"{name}: {told(changes)}")


def told(changes: Changes) -> str:
    """What changed, in one line: counts, and the codes of what did."""
    parts = []
    for name in ("added", "changed", "retired"):
        codes = getattr(changes, name)
        shown = ", ".join(codes[:10]) + (", …" if len(codes) > 10 else "")
        parts.append(f"{len(codes)} {name}" + (f" ({shown})" if codes else ""))
    return ", ".join([*parts, f"{len(changes.unchanged)} unchanged"])


def _refuse_faults(written: CoursesReading, bank: BankReading) -> None:
    faults = [*written.faults, *bank.faults]
    for fault in faults:
        click.echo(str(fault), err=True)
    if faults:
        raise Refused(_("Nothing was loaded: %(num)s faults to mend.", num=len(faults)))
