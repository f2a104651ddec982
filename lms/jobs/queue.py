"""The huey queue: it carries job numbers only, so that a lost task loses no work."""

from dataclasses import dataclass

from flask import Flask, current_app
from huey import Huey, RedisHuey, SqliteHuey
from huey.api import TaskWrapper

from lms.settings import Settings


@dataclass(frozen=True)
class Queue:
    """An application's queue and the one task that goes through it."""

    huey: Huey
    run: TaskWrapper


def init_app(app: Flask) -> None:
    """Give the application its queue: SQLite in the data folder, or Redis where a setting names one."""
    huey = _huey(app.extensions["settings"])

    def run_job(job_id: int) -> None:
        from lms.jobs import worker  # noqa: PLC0415 - the worker needs the queue, and this needs the worker

        with app.app_context():
            worker.run(job_id)

    app.extensions["jobs"] = Queue(huey, huey.task(name="run_job")(run_job))


def _huey(settings: Settings) -> Huey:
    if settings.redis_url:
        return RedisHuey("lms", url=settings.redis_url, results=False)
    return SqliteHuey("lms", filename=str(settings.data_dir / "jobs.sqlite3"), results=False, fsync=True)


def send(job_id: int) -> None:
    """Hand a stored job to whichever worker comes first."""
    queue: Queue = current_app.extensions["jobs"]
    queue.run(job_id)


def has_more() -> bool:
    """Whether jobs are with the queue that no worker has taken yet."""
    waiting: Queue = current_app.extensions["jobs"]
    return waiting.huey.pending_count() > 0
