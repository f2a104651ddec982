"""Reading the content folders without a database, for writers: every fault is printed."""

from pathlib import Path

import click

from lms.assessment.formats.bank import read_bank
from lms.curriculum.formats.folder import read_courses


def check_content(courses: Path, question_bank: Path) -> bool:
    """Print the faults and the advice of both folders; whether there is no fault."""
    written = read_courses(courses)
    bank = read_bank(question_bank, written.folders)
    for advice in (*written.advice, *bank.advice):
        click.echo(f"advice: {advice}")
    faults = [*written.faults, *bank.faults]
    for fault in faults:
        click.echo(str(fault), err=True)
    click.echo(
        f"{len(written.folders)} courses, {sum(len(folder.lessons) for folder in written.folders)} lessons, "
        f"{len(bank.questions)} questions; {len(faults)} faults"
    )
    return not faults
