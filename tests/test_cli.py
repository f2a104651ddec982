"""`lms` as a person at a console meets it: one line for what is refused, never a traceback."""

import os
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.cli import ScriptInfo
from sqlalchemy import event, func, select, text

from lms.cli import build
from lms.extensions import db
from lms.people.models import Person
from tests.facts.district import District

LMS = str(Path(sys.executable).parent / "lms")


def lms(*words, **settings):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LMS_")}
    return subprocess.run(
        [LMS, *words], env=environment | settings, capture_output=True, text=True, timeout=120, check=False
    )


def release(database):
    with database.app.app_context():
        db.session.remove()
        db.engine.dispose()


def test_a_bad_setting_is_one_line_and_wrong_usage(tmp_path):
    done = lms("serve", LMS_PORT="many", LMS_DATA_DIR=str(tmp_path))
    assert done.returncode == 2
    assert done.stderr.startswith("LMS_PORT='many'")
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_taken_port_is_one_line(database):
    release(database)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        done = lms("serve", "--port", str(other.getsockname()[1]), **database.environment())
    assert done.returncode == 1
    assert "Address already in use" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_database_that_was_never_set_up_is_one_line(tmp_path):
    done = lms("serve", LMS_DATA_DIR=str(tmp_path))
    assert done.returncode == 1
    assert "lms db upgrade" in done.stderr


@pytest.mark.parametrize("words", [("serve",), ("db", "upgrade")])
def test_a_database_of_a_newer_version_is_left_alone(database, words):
    ours = version(database, "9999")
    done = lms(*words, **database.environment())
    assert version(database, ours) == "9999"
    assert done.returncode == 1
    assert "更新的版本" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_full_disk_is_one_line_and_nothing_is_written(sqlite_database, tmp_path):
    """SQLite is told how large its file may grow: it then says what it says when a disk is full."""
    sqlite_database.make_as_new()
    district = District(sqlite_database.app)
    rows = ["人员编号,姓名,单位编码,职务类别,任职日期"]
    rows += [f"P{number:05},王伟,S1C1,党员,2023-05-01" for number in range(4000)]
    (tmp_path / "people.csv").write_text("\n".join(rows), encoding="utf-8")
    with full_disk(sqlite_database):
        done = CliRunner().invoke(
            build(),
            ["import", "people", str(tmp_path / "people.csv")],
            obj=ScriptInfo(create_app=lambda: sqlite_database.app),
        )
    assert done.exit_code == 1
    assert "磁盘满了" in done.stderr
    assert "Traceback" not in done.stderr
    with district.session() as session:
        assert session.scalar(select(func.count()).select_from(Person)) == 0


@contextmanager
def full_disk(database):
    """Let the database's file not grow any more."""
    engine = database_engine(database)

    def stop_growing(connection, _record) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")

    event.listen(engine, "connect", stop_growing)
    engine.dispose()
    try:
        yield
    finally:
        event.remove(engine, "connect", stop_growing)
        engine.dispose()


def database_engine(database):
    with database.app.app_context():
        db.session.remove()
        return db.engine


def version(database, becomes) -> str:
    """Set the step the database says it stands at; gives what it said before."""
    with database.app.app_context():
        with db.engine.begin() as connection:
            before = connection.scalar(text("SELECT version_num FROM alembic_version"))
            connection.execute(text("UPDATE alembic_version SET version_num = :becomes"), {"becomes": becomes})
        db.engine.dispose()
    return before
