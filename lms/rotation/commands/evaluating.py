"""`lms rotation evaluate`: every obligation, and how many have which status."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

import click
from flask.cli import with_appcontext

from lms import clock
from lms.rotation import actions, queries
from lms.rotation.actions import Progress
from lms.rotation.commands.options import YEAR, Day, Instant, asked_today_or_then, moment_of
from lms.rotation.queries import Filters, Totals
from lms.rotation.rules import Status


@click.command("evaluate")
@click.option("--year", type=YEAR, help="The year to print totals for; the as-of day's otherwise.")
@click.option("--as-of", type=Day(), help="The day the question is about; today otherwise.")
@click.option("--known-on", type=Instant(), help="What had been recorded by then; by now otherwise.")
@with_appcontext
def evaluate(year: int | None, as_of: date | None, known_on: datetime | None) -> None:
    """Evaluate every obligation and print totals; store them when neither day is given."""
    moment = moment_of(as_of, known_on)
    if moment is None:
        with _progress() as progress:
            actions.evaluate_all(progress)
    day = moment.as_of if moment else clock.today()
    year = year or day.year
    known = f", known on {clock.local(known_on):%Y-%m-%d %H:%M}" if known_on else ""
    click.echo(f"{year}, as of {day}{known}")
    for one in queries.requirements(known_on):
        totals = queries.totals(asked_today_or_then(one, year, moment), Filters())
        click.echo(f"{one.code} {one.rules.name}: {_in_words(totals)}")


def _in_words(totals: Totals) -> str:
    counts = ", ".join(f"{status} {totals[status]}" for status in Status if totals[status])
    return f"{totals.audience} = {counts}" if counts else "0"


@contextmanager
def _progress() -> Iterator[Progress]:
    """A bar on standard error if that is a terminal; nothing otherwise."""
    with click.progressbar(length=1, label="Evaluating", file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:

        def show(done: int, total: int | None) -> None:
            bar.length = total or 1
            bar.update(done - bar.pos)

        yield show
