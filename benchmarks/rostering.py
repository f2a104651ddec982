"""The completion roster of 10,000 people as a workbook, from the database on, against xlsxwriter writing its cells."""

import io
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import xlsxwriter
from flask import Flask
from flask_migrate import upgrade

from lms import create_app
from lms.rosters.queries.reach import EVERYTHING
from lms.rosters.rosters import made
from lms.rosters.rules.kinds import Roster, Wanted
from lms.rosters.sheets import Sheet
from lms.rosters.sheets.xlsx import to_xlsx
from lms.settings import Settings
from tests.facts import training
from tests.facts.district import District

PEOPLE = 10_000
ROUNDS = 5


def run() -> Iterator[str]:
    """Both in turn, several rounds; the middle ratio counts."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings.from_environment({"LMS_DATA_DIR": folder, "LMS_SECRET_KEY": "for the bench"}))
        wanted = Wanted(Roster.COMPLETION, class_id=_closed_class(app))
        with app.app_context():
            sheet = made(wanted, EVERYTHING)
            yield f"{len(sheet):,} rows of {len(sheet.all_columns)} cells, {len(to_xlsx(sheet)):,} bytes"
            yield from _rounds(wanted, sheet)


def _rounds(wanted: Wanted, sheet: Sheet) -> Iterator[str]:
    ratios = []
    cells = [[column.heading for column in sheet.all_columns], *sheet.rows()]
    for _round in range(ROUNDS):
        started = time.perf_counter()
        _alone(cells)
        between = time.perf_counter()
        rows = made(wanted, EVERYTHING)
        queried = time.perf_counter()
        to_xlsx(rows)
        ended = time.perf_counter()
        ratios.append((ended - between) / (between - started))
        yield (
            f"xlsxwriter alone {between - started:5.2f} s   roster {ended - between:5.2f} s "
            f"(of it queries and pandas {queried - between:4.2f} s)"
        )
    yield f"ratio {sorted(ratios)[len(ratios) // 2]:.2f}"


def _alone(cells: list[list[object]]) -> None:
    """The same values with xlsxwriter and nothing else: no title, no borders, no page."""
    book = xlsxwriter.Workbook(io.BytesIO())
    page = book.add_worksheet()
    for number, row in enumerate(cells):
        for column, value in enumerate(row):
            if isinstance(value, str):
                page.write_string(number, column, value)
            else:
                page.write_number(number, column, value)
    book.close()


def _closed_class(app: Flask) -> int:
    """A closed class of so many people as no hall holds; gives its id."""
    with app.app_context():
        upgrade(directory=str(Path(__file__).parent.parent / "migrations"))
    district = District(app)
    people = training.add_crowd(district, PEOPLE)
    day = date(2026, 12, 8)
    class_id = training.add_class(district, "S1", people=people, capacity=PEOPLE, first_day=day, last_day=day)
    training.mark_all(district, class_id, dict.fromkeys(people[: PEOPLE * 9 // 10], "PP"))
    training.close(district, class_id)
    return class_id
