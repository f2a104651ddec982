"""Asking for background work, and what the worker writes down about it."""

import logging
from datetime import timedelta
from typing import Any

from sqlalchemy import event, select, update
from sqlalchemy.orm import Session

from lms import clock
from lms.audit.actor import Actor
from lms.extensions import db
from lms.jobs import queue
from lms.jobs.models import Job
from lms.transaction import transaction

logger = logging.getLogger(__name__)
_SENT_BY_NOW = timedelta(seconds=30)
_TO_SEND = "jobs to send once their transaction is stored"


def enqueue(actor: Actor, kind: str, arguments: dict[str, Any], *, owner_person_id: int | None = None) -> Job:
    """Write a job into the caller's transaction; it is handed to the worker once that is stored.

    `arguments` is plain JSON. `owner_person_id` may see its progress and result.
    """
    job = Job(
        kind=kind,
        arguments=arguments,
        owner_person_id=owner_person_id,
        created_by=str(actor),
        created_at=clock.now(),
    )
    db.session.add(job)
    db.session.flush()
    db.session.info.setdefault(_TO_SEND, []).append(job.id)
    return job


@event.listens_for(Session, "after_commit")
def _send_stored(session: Session) -> None:
    waiting = session.info.pop(_TO_SEND, [])
    try:
        for job_id in waiting:
            queue.send(job_id)
    except Exception:  # what is stored stays stored; `send_forgotten` hands it over once the queue is back
        logger.exception("the queue took no job; it is tried again")


@event.listens_for(Session, "after_rollback")
def _forget_unstored(session: Session) -> None:
    session.info.pop(_TO_SEND, None)


def claim(job_id: int) -> Job | None:
    """Take a waiting job for this worker; None when another has it or it is over."""
    with transaction():
        taken = db.session.execute(
            update(Job)
            .where(Job.id == job_id, Job.state == "waiting")
            .values(state="running", started_at=clock.now(), attempts=Job.attempts + 1, done=0, total=None)
            .returning(Job.id)
        ).scalar_one_or_none()
    return db.session.get(Job, taken, populate_existing=True) if taken is not None else None


def note_progress(job_id: int, done: int, total: int | None) -> None:
    """Write down how far a job is."""
    with transaction():
        db.session.execute(update(Job).where(Job.id == job_id).values(done=done, total=total))


def finish(job_id: int, *, result: dict[str, Any] | None = None, error: str | None = None) -> None:
    """Write down how a job ended; `error` is one sentence for people."""
    with transaction():
        db.session.execute(
            update(Job)
            .where(Job.id == job_id)
            .values(state="failed" if error else "done", result=result, error=error, finished_at=clock.now())
        )


def send_forgotten() -> list[int]:
    """Hand over again what waits although the queue is empty: it was out of reach when the job was stored."""
    if queue.has_more():
        return []
    forgotten = select(Job.id).where(Job.state == "waiting", Job.created_at < clock.now() - _SENT_BY_NOW)
    ids = list(db.session.scalars(forgotten.order_by(Job.id)))
    db.session.rollback()
    for job_id in ids:
        queue.send(job_id)
    return ids


def take_up_unfinished() -> list[int]:
    """Make every job that was not finished wait again; for the worker's start, when nobody else runs one.

    Gives their ids in order of age.
    """
    with transaction():
        ids = db.session.scalars(
            update(Job).where(Job.state.in_(("waiting", "running"))).values(state="waiting").returning(Job.id)
        ).all()
    return sorted(ids)
