"""One migrated application a database and worker, emptied between tests instead of built again."""

import contextlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import Connection, insert, select, text

from lms import create_app
from lms.extensions import db
from lms.settings import Settings
from tests import postgres
from tests.reading_client import ReadingClient

DATABASES = ("sqlite", "postgresql")
_COUNT_FROM_ONE = """
SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false)
FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL
"""


@dataclass
class Database:
    """An application on one database, and how to make it as new."""

    kind: str
    folder: Path
    app: Flask = field(init=False)
    _kept: list = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        self.app = create_app(self.settings())
        self.app.testing = True
        self.app.config["WTF_CSRF_ENABLED"] = False
        self.app.test_client_class = ReadingClient
        with self.app.app_context():
            upgrade()
            self._remember()

    def settings(self) -> Settings:
        """The settings of this application; a test may start a real server with the same."""
        return Settings.from_environment(self.environment())

    def environment(self) -> dict[str, str]:
        """The LMS_… variables of this application."""
        if self.kind == "sqlite":
            url = f"sqlite:///{self.folder / 'lms.sqlite3'}"
        else:
            url = postgres.fresh_database(self._name()) if not hasattr(self, "_url") else self._url
            self._url = url
        return {"LMS_DATA_DIR": str(self.folder), "LMS_DATABASE_URL": url, "LMS_SECRET_KEY": "a key for tests only"}

    def _name(self) -> str:
        return f"lms_{self.folder.parent.name}_{self.folder.name}".replace("-", "_")[-60:]

    def _remember(self) -> None:
        """What a fresh schema holds: SQLite's file, or the rows that migrations put in."""
        if self.kind == "sqlite":
            db.session.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
            db.session.rollback()
            db.engine.dispose()
            shutil.copy(self.folder / "lms.sqlite3", self.folder / "fresh.sqlite3")
            return
        for table in db.metadata.sorted_tables:
            rows = [dict(row) for row in db.session.execute(select(table)).mappings()]
            if rows:
                self._kept.append((table, rows))
        db.session.rollback()

    def make_as_new(self) -> None:
        """Leave nothing of the test before."""
        with self.app.app_context():
            db.session.remove()
            if self.kind == "sqlite":
                db.engine.dispose()
                for rest in self.folder.glob("lms.sqlite3-*"):
                    rest.unlink()
                shutil.copy(self.folder / "fresh.sqlite3", self.folder / "lms.sqlite3")
                return
            self._empty_tables()

    def _empty_tables(self) -> None:
        with db.engine.begin() as connection:
            if connection.scalar(text("SHOW autovacuum")) == "off":  # our own server: rows keep to their order
                _delete_rows(connection)
            else:
                names = ", ".join(f'"{table.name}"' for table in db.metadata.sorted_tables)
                connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
            for table, rows in self._kept:
                connection.execute(insert(table), rows)
                key = table.c.get("id")
                if key is not None and key.autoincrement is not False:
                    highest = max(row["id"] for row in rows)
                    connection.execute(
                        text("SELECT setval(pg_get_serial_sequence(:table, 'id'), :highest)"),
                        {"table": table.name, "highest": highest},
                    )

    def close(self) -> None:
        """End connections and take a server's database away."""
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()
        if self.kind == "postgresql":
            with contextlib.suppress(Exception):
                postgres.drop_database(self._name())


def _delete_rows(connection: Connection) -> None:
    """Of a hundred tables a test fills ten: deleting their rows takes a tenth of the time that TRUNCATE takes."""
    names = [table.name for table in db.metadata.sorted_tables]
    ask = " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT FROM \"{name}\")" for name in names)
    connection.execute(text("SET LOCAL session_replication_role = replica"))  # no foreign keys, no triggers
    for name in connection.scalars(text(ask)).all():
        connection.execute(text(f'DELETE FROM "{name}"'))
    connection.execute(text(_COUNT_FROM_ONE))


def opened(kind: str, folder: Path) -> Iterator[Database]:
    """A database for a whole test run."""
    database = Database(kind, folder)
    yield database
    database.close()
