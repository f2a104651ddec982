"""What every test may ask for: an application on each database, people, and a clock to set."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event

from lms import clock
from lms.extensions import db
from tests.browsers import chromium  # noqa: F401 - a fixture of every browser test
from tests.databases import DATABASES, Database, opened
from tests.facts.district import District


@pytest.fixture(autouse=True)
def _push_request_context() -> None:
    """Hold no context open between requests: Flask-Login would remember its person (replaces pytest-flask's)."""


@pytest.fixture(scope="session")
def sqlite_database(tmp_path_factory) -> Iterator[Database]:
    yield from opened("sqlite", tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgresql_database(tmp_path_factory) -> Iterator[Database]:
    yield from opened("postgresql", tmp_path_factory.mktemp("postgresql"))


@pytest.fixture(params=DATABASES)
def database(request) -> Database:
    """Each database in turn, as new; the test that asks for it runs once on each."""
    chosen = request.getfixturevalue(f"{request.param}_database")
    chosen.make_as_new()
    return chosen


@pytest.fixture
def app(database) -> Flask:
    """The application on `database`."""
    return database.app


@pytest.fixture
def sqlite_app(sqlite_database) -> Flask:
    """The application on SQLite alone, for what no database changes (wording, layout)."""
    sqlite_database.make_as_new()
    return sqlite_database.app


@pytest.fixture
def district(app) -> District:
    """A small district with two streets, and factories for everything in it."""
    return District(app)


@pytest.fixture
def sqlite_district(sqlite_app) -> District:
    """The same on SQLite alone."""
    return District(sqlite_app)


@pytest.fixture
def set_clock(monkeypatch):
    """`set_clock("2026-11-01")` or `set_clock("2026-11-01 08:21")`, China's time; moves every later call."""

    def set_to(wall_time: str) -> datetime:
        moment = datetime.fromisoformat(wall_time).replace(tzinfo=clock.SHANGHAI).astimezone(UTC)
        monkeypatch.setattr(clock, "now", lambda: moment)
        return moment

    return set_to


@pytest.fixture
def count_queries(app):
    """`count_queries(function)` gives how many statements a call sends to the database."""

    def count(function) -> int:
        sent = []

        def note(*_arguments) -> None:
            sent.append(1)

        with app.app_context():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", note)
        try:
            function()
        finally:
            event.remove(engine, "before_cursor_execute", note)
        return len(sent)

    return count


@pytest.fixture
def shared_samples() -> Path:
    """Spreadsheets as offices send them, kept with the tests."""
    return Path(__file__).parent / "spreadsheets" / "samples"
