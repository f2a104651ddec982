"""The attendance grid of 300 people × 20 half-days as a whole answer, against sqlite3 and plain strings alone."""

import sqlite3
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import insert

from lms import clock, create_app
from lms.accounts.guard import SESSION_COOKIE
from lms.accounts.rules import Role
from lms.extensions import db
from lms.settings import Settings
from lms.training.models import Attendance
from tests.facts import training
from tests.facts.district import District
from tests.reading_client import ReadingClient

PEOPLE = 300
FIRST, LAST = date(2026, 10, 12), date(2026, 10, 21)  # twenty half-days
ROUNDS = 15
LIMIT_MS = 300
_MARKS = ("present", "present", "present", "late", "absent")
_CELLS = """
SELECT p.id, p.name, o.name, m.id, a.status, m.credit_centihours
FROM enrolment e JOIN person p ON p.id = e.person_id JOIN class_meeting m ON m.training_class_id = e.training_class_id
JOIN appointment t ON t.person_id = p.id JOIN organisation o ON o.id = t.organisation_id
LEFT JOIN attendance a ON a.class_meeting_id = m.id AND a.person_id = p.id AND a.superseded_at IS NULL
WHERE e.training_class_id = ? ORDER BY o.code, p.name, p.id, m.starts_at
"""


def run() -> Iterator[str]:
    """Both in turn, several rounds; the middle of each counts."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings.from_environment({"LMS_DATA_DIR": folder, "LMS_SECRET_KEY": "for the bench"}))
        class_id, browser = _class(app)
        page = f"/classes/{class_id}/attendance"
        with app.app_context():
            file = str(db.engine.url.database)
        size = len(browser.get(page).data)
        whole, alone = zip(*(_round(browser, page, file, class_id) for _ in range(ROUNDS)), strict=True)
        answer, bare = sorted(whole)[ROUNDS // 2], sorted(alone)[ROUNDS // 2]
        yield f"{PEOPLE} people, 20 half-days, {size:,} bytes"
        yield f"whole answer {answer * 1000:.0f} ms (at most {LIMIT_MS})   sqlite3 and strings {bare * 1000:.0f} ms"
        yield f"ratio {answer / bare:.1f}"


def _round(browser: FlaskClient, page: str, file: str, class_id: int) -> tuple[float, float]:
    started = time.perf_counter()
    browser.get(page)
    between = time.perf_counter()
    _alone(file, class_id)
    return between - started, time.perf_counter() - between


def _alone(file: str, class_id: int) -> str:
    """The same cells with one statement and one table: no permission, no layout, no words, no sum."""
    rows: dict[int, list[str]] = {}
    connection = sqlite3.connect(file)
    for person, name, _organisation, _meeting, status, _hours in connection.execute(_CELLS, (class_id,)):
        rows.setdefault(person, [f"<th>{name}</th>"]).append(f"<td>{status or ''}</td>")
    connection.close()
    return "".join(f"<tr>{''.join(cells)}</tr>" for cells in rows.values())


def _class(app: Flask) -> tuple[int, FlaskClient]:
    """A class with a mark in every cell, and its trainer's browser."""
    with app.app_context():
        upgrade(directory=str(Path(__file__).parent.parent / "migrations"))
    app.test_client_class = ReadingClient
    district = District(app)
    people = training.add_crowd(district, PEOPLE)
    class_id = training.add_class(district, "S1", people=people, capacity=PEOPLE, first_day=FIRST, last_day=LAST)
    known = {"source": "code", "recorded_at": clock.now(), "recorded_by": "bench"}
    with app.app_context():
        rows = [
            {"class_meeting_id": one, "person_id": person, "status": _MARKS[(one + person) % len(_MARKS)], **known}
            for one in training.meeting_ids(district, class_id)
            for person in people
        ]
        db.session.execute(insert(Attendance), rows)
        db.session.commit()
    cookie = district.client(Role.TRAINER, at="S1").get_cookie(SESSION_COOKIE)
    browser = FlaskClient(app)  # the tests' own client looks at every element of a page
    browser.set_cookie(SESSION_COOKIE, cookie.value if cookie else "")
    return class_id, browser
