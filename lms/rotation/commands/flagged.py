"""`lms rotation flags`: who is overdue or at risk, or everybody, as JSON, CSV or a workbook."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext

from lms import clock
from lms.audit import actions as audit
from lms.audit.actor import Actor
from lms.errors import NotFound
from lms.people.queries import organisation_with_code
from lms.rotation import queries
from lms.rotation.commands.options import YEAR, Day, Instant, asked_today_or_then, moment_of
from lms.rotation.queries import Filters, KnownRequirement, Line
from lms.rotation.rules import FLAGGED
from lms.spreadsheets.writing.fresh import fresh_workbook
from lms.transaction import transaction

KEYS = (
    "person_no", "name", "org_code", "org_name", "position", "requirement", "year", "status", "due", "reason",
)  # fmt: skip


@click.command("flags")
@click.option("--year", type=YEAR, help="The year asked about; the as-of day's otherwise.")
@click.option("--as-of", type=Day(), help="The day the question is about; today otherwise.")
@click.option("--known-on", type=Instant(), help="What had been recorded by then; by now otherwise.")
@click.option("--requirement", "code", default="rotation", show_default=True, help="The requirement's code.")
@click.option("--org", "org_code", help="Only obligations listed below the organisation with this code.")
@click.option("--all", "everybody", is_flag=True, help="Every obligation, whatever its status.")
@click.option("--format", "kind", type=click.Choice(["json", "csv", "xlsx"]), required=True)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="The file to write; needed for xlsx.")
@with_appcontext
def flags(**given: Any) -> None:  # noqa: ANN401 - what Click read
    """Print flagged obligations (overdue, at risk), each with its reason; with --all every obligation."""
    wish = _Wish(**given)
    if wish.kind == "xlsx" and wish.out is None:
        raise click.UsageError("A workbook needs a file to go to: add --out FILE.xlsx.")
    if wish.out is not None and not wish.out.parent.is_dir():
        raise click.BadParameter(f"The folder {wish.out.parent} does not exist.", param_hint="--out")
    rows = [row_of(line) for line in _lines(wish)]
    if wish.out is not None:
        _note_export(wish.code, len(rows))
    _write(rows, wish.kind, wish.out)


@dataclass(frozen=True)
class _Wish:
    """What was asked for on the command line."""

    year: int | None
    as_of: date | None
    known_on: datetime | None
    code: str
    org_code: str | None
    everybody: bool
    kind: str
    out: Path | None


def _lines(wish: _Wish) -> Iterable[Line]:
    """The obligations asked for; none of a requirement that was not known then, or is switched off."""
    moment = moment_of(wish.as_of, wish.known_on)
    filters = Filters(
        organisation_id=_organisation_id(wish.org_code) if wish.org_code else None,
        statuses=frozenset() if wish.everybody else FLAGGED,
    )
    requirement = _requirement(wish.code, wish.known_on)
    if requirement is None or not requirement.rules.is_active:
        return ()
    day = moment.as_of if moment else clock.today()
    return queries.all_lines(asked_today_or_then(requirement, wish.year or day.year, moment), filters)


def row_of(line: Line) -> dict[str, Any]:
    """An obligation as the contract spells it."""
    finding = line.finding
    values = (
        line.person_no, line.name, line.org_code, line.org_name, line.position, finding.requirement.code,
        finding.year, finding.status.value, finding.due.isoformat(), line.reason(),
    )  # fmt: skip
    return dict(zip(KEYS, values, strict=True))


def _requirement(code: str, known_on: datetime | None) -> KnownRequirement | None:
    """The requirement as known then; None: it was not known yet, so nobody owed it."""
    try:
        return queries.requirement(code, known_on)
    except NotFound as error:
        raise click.BadParameter(str(error), param_hint="--requirement") from error


def _organisation_id(code: str) -> int:
    organisation = organisation_with_code(code)
    if organisation is None:
        raise click.BadParameter(f"There is no organisation with the code {code!r}.", param_hint="--org")
    return organisation.id


def _note_export(code: str, how_many: int) -> None:
    with transaction():
        audit.record(Actor.console(), "rotation.flags_exported", requirement=code, rows=how_many)


def _write(rows: list[dict[str, Any]], kind: str, out: Path | None) -> None:
    if kind == "xlsx" and out is not None:
        _write_workbook(rows, out)
        return
    text = json.dumps(rows, ensure_ascii=False, indent=1) + "\n" if kind == "json" else _csv(rows)
    if out is None:
        sys.stdout.buffer.write(text.encode())
    else:
        # A byte-order mark, or Excel reads a file of Chinese text in the machine's old encoding.
        out.write_text(text, encoding="utf-8-sig" if kind == "csv" else "utf-8", newline="")


def _csv(rows: list[dict[str, Any]]) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(KEYS)
    writer.writerows([_never_formula(one) for one in row.values()] for row in rows)
    return text.getvalue()


def _never_formula(value: object) -> object:
    """A text that a spreadsheet would take for a formula is marked as text."""
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t")) else value


def _write_workbook(rows: list[dict[str, Any]], out: Path) -> None:
    with fresh_workbook(out) as workbook:
        sheet = workbook.sheet("flags")
        for column, key in enumerate(KEYS):
            sheet.head(0, column, key)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row.values()):
                sheet.put(number, column, float(value) if isinstance(value, int) else value)
