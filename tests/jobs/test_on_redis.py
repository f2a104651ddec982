"""Background work through a real Redis: sent, done, and not lost while Redis is away."""

import shutil
import socket
import subprocess
import time
from contextlib import suppress
from datetime import timedelta

import pytest

from lms import clock, create_app
from lms.audit.actor import Actor
from lms.extensions import db
from lms.jobs import actions
from lms.jobs.models import Job
from lms.jobs.queue import has_more
from lms.rotation.actions import JOB
from lms.settings import Settings
from lms.transaction import transaction
from tests.servers import Server, free_port

pytestmark = pytest.mark.skipif(shutil.which("redis-server") is None, reason="no redis-server on this machine")


class Redis:
    """A real server that keeps nothing."""

    def __init__(self) -> None:
        self._port = free_port()
        self._process: subprocess.Popen | None = None
        self.url = f"redis://127.0.0.1:{self._port}/0"

    def start(self) -> "Redis":
        """Start, and wait until it listens."""
        command = ["redis-server", "--port", str(self._port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        for _try in range(100):
            with suppress(OSError), socket.create_connection(("127.0.0.1", self._port), timeout=1):
                return self
            time.sleep(0.05)
        raise RuntimeError("Redis did not start")

    def stop(self) -> None:
        """End it, if it runs."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(timeout=10)
            self._process = None


@pytest.fixture
def redis():
    server = Redis()
    yield server
    server.stop()


@pytest.fixture
def app_on_redis(sqlite_database, redis):
    sqlite_database.make_as_new()
    app = create_app(Settings.from_environment(sqlite_database.environment() | {"LMS_REDIS_URL": redis.url}))
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()  # the file is replaced between tests


def ask_for_work() -> int:
    with transaction():
        return actions.enqueue(Actor("console:test", "test"), JOB, {}).id


def state_of(job_id: int, *, within: float) -> str:
    """The job's state, once it is over or the time is up."""
    until = time.monotonic() + within
    while True:
        db.session.rollback()
        state = db.session.get(Job, job_id, populate_existing=True).state
        if state in {"done", "failed"} or time.monotonic() > until:
            return state
        time.sleep(0.1)


def test_a_job_sent_through_redis_is_done_by_the_server(app_on_redis, sqlite_database, redis):
    redis.start()
    server = Server(sqlite_database, LMS_REDIS_URL=redis.url).start()
    try:
        with app_on_redis.app_context():
            assert state_of(ask_for_work(), within=20) == "done"
    finally:
        server.stop()


def test_what_is_asked_for_while_redis_is_away_is_stored_and_sent_when_it_is_back(app_on_redis, redis, monkeypatch):
    with app_on_redis.app_context():
        job_id = ask_for_work()  # no error reaches the person who asked
        assert state_of(job_id, within=0) == "waiting"
        redis.start()
        assert actions.send_forgotten() == []  # it may still be on its way
        later = clock.now() + timedelta(minutes=1)
        monkeypatch.setattr(clock, "now", lambda: later)
        assert actions.send_forgotten() == [job_id]
        assert has_more()
        assert actions.send_forgotten() == []  # it is with the queue now
