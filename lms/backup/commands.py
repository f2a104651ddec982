"""`lms backup FILE` and `lms restore FILE`."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from lms.backup import actions


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@with_appcontext
def backup(file: Path) -> None:
    """Write the whole installation to FILE while it goes on working."""
    made = actions.make_backup(file)
    click.echo(f"{file}: {sum(made.rows.values())} rows, {made.files} stored files, {file.stat().st_size} bytes")
    if made.missing:
        click.echo(f"Not there, so not in the backup: {', '.join(made.missing)}", err=True)


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@with_appcontext
def restore(file: Path) -> None:
    """Bring FILE back into an empty database."""
    rows = actions.restore_backup(file)
    click.echo(f"{file}: {sum(rows.values())} rows")


COMMANDS = (backup, restore)
