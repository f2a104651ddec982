"""`lms verify`: whether what is stored is whole."""

import sys
from importlib import import_module
from importlib.util import find_spec

import click
from flask.cli import with_appcontext

from lms.audit.integrity import Check
from lms.rooms import ROOMS


@click.command()
@with_appcontext
def verify() -> None:
    """Check the audit trail, the database and what each room keeps; exit status 1 names what is broken."""
    faulty = False
    for words, check in _checks():
        faults = check()
        faulty = faulty or bool(faults)
        click.echo(f"{words}: {'ok' if not faults else ''}".rstrip(" "), err=bool(faults))
        for fault in faults:
            click.echo(f"  {fault}", err=True)
    if faulty:
        sys.exit(1)


def _checks() -> list[tuple[str, Check]]:
    """Every room's own checks: `CHECKS` of `lms/<room>/integrity.py`, each a name and a function giving its faults."""
    found: list[tuple[str, Check]] = []
    for room in ROOMS:
        if find_spec(f"lms.{room}.integrity"):
            found.extend(import_module(f"lms.{room}.integrity").CHECKS)
    return found


COMMANDS = (verify,)
