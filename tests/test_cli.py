"""`lms` as a person at a console meets it: one line for what is refused, never a traceback."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from lms.extensions import db

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


def version(database, becomes) -> str:
    """Set the step the database says it stands at; gives what it said before."""
    with database.app.app_context():
        with db.engine.begin() as connection:
            before = connection.scalar(text("SELECT version_num FROM alembic_version"))
            connection.execute(text("UPDATE alembic_version SET version_num = :becomes"), {"becomes": becomes})
        db.engine.dispose()
    return before
