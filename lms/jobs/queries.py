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


def latest_of(person_id: int, kind: str, limit: int = 10) -> list[Job]:
    """A person's own jobs of a kind, newest first."""
    wanted = select(Job).where(Job.owner_person_id == person_id, Job.kind == kind).order_by(Job.id.desc())
    return list(db.session.scalars(wanted.limit(limit)))
