"""Questions about background work."""

from sqlalchemy import select

from lms.errors import NotFound
from lms.extensions import db
from lms.jobs.models import Job


def job_of(job_id: int, person_id: int) -> Job:
    """A person's own job. Raises NotFound, also when it is somebody else's."""
    job = db.session.scalars(select(Job).where(Job.id == job_id, Job.owner_person_id == person_id)).one_or_none()
    if job is None:
        raise NotFound("There is no such job.")
    return job


def job_for_update(job_id: int, person_id: int) -> Job:
    """The same, and nobody else looks at it like this until the transaction ends. Raises NotFound."""
    wanted = select(Job).where(Job.id == job_id, Job.owner_person_id == person_id).with_for_update()
    job = db.session.scalars(wanted).one_or_none()
    if job is None:
        raise NotFound("There is no such job.")
    return job


def job_with(person_id: int, kind: str, argument: str, value: int) -> Job | None:
    """A person's own job of a kind that was given a certain number; the newest, if there are several."""
    wanted = select(Job).where(
        Job.owner_person_id == person_id, Job.kind == kind, Job.arguments[argument].as_integer() == value
    )
    return db.session.scalars(wanted.order_by(Job.id.desc()).limit(1)).one_or_none()


def latest_of(person_id: int, kind: str, limit: int = 10) -> list[Job]:
    """A person's own jobs of a kind, newest first."""
    wanted = select(Job).where(Job.owner_person_id == person_id, Job.kind == kind).order_by(Job.id.desc())
    return list(db.session.scalars(wanted.limit(limit)))
