"""The worker: runs what the queue brings, and what is done again and again."""

import logging
import time
from contextlib import suppress
from datetime import timedelta
from threading import Event, Thread
from typing import Any

from flask import Flask, current_app
from huey.consumer import Consumer
from sqlalchemy.exc import OperationalError

from lms import processes
from lms.errors import DomainError
from lms.extensions import db
from lms.jobs import actions, queue
from lms.jobs.registry import JOBS, REPEATED, Repeated

logger = logging.getLogger(__name__)
_FORGOTTEN = Repeated("forgotten jobs", timedelta(seconds=30), actions.send_forgotten)
_BETWEEN_NOTES = 0.5  # seconds; progress is written no more often


class _Noted:
    """Progress that is written down now and then, not with every row, and in a session of its own.

    So it neither stores nor undoes what the job is about to write. Not for within a job's own transaction: on SQLite
    it would wait for that one's end.
    """

    def __init__(self, job_id: int) -> None:
        self._job_id = job_id
        self._last = 0.0

    def __call__(self, done: int, total: int | None = None) -> None:
        if time.monotonic() - self._last >= _BETWEEN_NOTES:
            self._last = time.monotonic()
            app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - Flask's own way to unwrap
            with suppress(OperationalError), app.app_context():  # a note that comes too late is no harm
                actions.note_progress(self._job_id, done, total)


def run(job_id: int) -> None:
    """Run one job to its end, whatever that is; needs an application context."""
    job = actions.claim(job_id)
    if job is None:
        return
    kind, arguments = job.kind, dict(job.arguments)
    db.session.rollback()
    try:
        result: dict[str, Any] | None = JOBS[kind](_Noted(job_id), **arguments)
    except DomainError as error:
        actions.finish(job_id, error=str(error))
    except Exception:
        logger.exception("job %s (%s) broke", job_id, kind)
        actions.finish(job_id, error="系统出了问题，这项工作没有完成，数据没有变化。请重试；还不行，请告诉管理员。")
    else:
        actions.finish(job_id, result=result)


def run_waiting() -> int:
    """Run every job that waits, here and now, in order of age; gives how many. For commands and tests."""
    waiting = actions.take_up_unfinished()
    for job_id in waiting:
        run(job_id)
    return len(waiting)


def work(app: Flask) -> None:
    """Take up what an earlier worker left, then serve the queue until told to stop."""
    processes.end_with_parent()
    with app.app_context():
        for job_id in actions.take_up_unfinished():
            queue.send(job_id)
    stop = Event()
    for repeated in (*REPEATED.values(), _FORGOTTEN):
        Thread(target=_repeat, args=(app, repeated, stop), daemon=True, name=repeated.name).start()
    try:
        Consumer(app.extensions["jobs"].huey, workers=1, periodic=False, max_delay=1.0).run()
    finally:
        stop.set()


def _repeat(app: Flask, repeated: Repeated, stop: Event) -> None:
    while not stop.is_set():
        try:
            with app.app_context():
                repeated.function()
        except Exception:
            logger.exception("%s broke; it is tried again in %s", repeated.name, repeated.interval)
        stop.wait(repeated.interval.total_seconds())
