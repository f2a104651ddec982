"""Closed classes with certificates, as short as a test needs them."""

from collections.abc import Callable
from io import BytesIO

from sqlalchemy import select

from lms.accounts.rules import Role
from lms.audit.actor import Actor
from lms.certificates.actions import printing
from lms.certificates.models import Certificate
from lms.certificates.queries.papers import Paper, latest_papers
from lms.extensions import db
from lms.files.actions import keep
from lms.jobs.models import Job
from lms.people.queries import EVERYWHERE
from lms.training.actions import closing, overruling
from lms.training.queries import classes as class_queries
from lms.transaction import transaction
from tests.facts import training
from tests.facts.district import District
from tests.facts.route_samples import Sample
from tests.facts.training import OFFICE


def add_completed_class(district: District, *people: int, at: str = "S1", **more) -> int:
    """A closed class that everybody named completed; gives its id."""
    class_id = training.add_class(district, at, people=people, **more)
    training.mark_all(district, class_id, dict.fromkeys(people, "PPPPPP"))
    training.close(district, class_id)
    return class_id


def reopen(district: District, class_id: int, reason: str = "考勤有误") -> None:
    """Open a closed class again."""
    with district.session(), transaction():
        closing.reopen_class(OFFICE, class_queries.class_for_update(class_id, EVERYWHERE), reason)


def papers_of(district: District, class_id: int) -> list[Paper]:
    """A class's certificates as they stand, in the order of numbers."""
    with district.session():
        return latest_papers(class_id)


def _with_certificate(district: District) -> dict[str, int]:
    person = district.add_person(at="S1C1")
    class_id = add_completed_class(district, person)
    with district.session():
        certificate_id = db.session.scalar(select(Certificate.id).where(Certificate.person_id == person))
    return {"class_id": class_id, "certificate_id": certificate_id, "person_id": person}


def _named(*names: str) -> Callable[[District], dict[str, int]]:
    def sample(district: District) -> dict[str, int]:
        made = _with_certificate(district)
        return {name: made[name] for name in names}

    return sample


def _own(district: District) -> Sample:
    made = _with_certificate(district)
    return Sample({"certificate_id": made["certificate_id"]}, owner=made["person_id"])


def _made(district: District) -> Sample:
    made = _with_certificate(district)
    owner = district.add_person(at="S1C1")
    district.grant(owner, Role.STREET, "S1")
    with district.session(), transaction():
        actor = Actor.person(owner, "林静")
        file = keep(actor, BytesIO(b"%PDF"), name="a.pdf", media_type="application/pdf", purpose="certificates")
        job = Job(
            kind=printing.JOB, arguments={"class_id": made["class_id"]}, owner_person_id=owner, created_by=str(actor),
            created_at=file.created_at, state="done", result={"file_id": file.id, "sheets": 1},
        )  # fmt: skip
        db.session.add(job)
        db.session.flush()
        return Sample({"class_id": made["class_id"], "job_id": job.id}, owner=owner)


def _open_class(district: District) -> dict[str, int]:
    person = district.add_person(at="S1C1")
    class_id = training.add_class(district, "S1", people=[person])
    return {"class_id": class_id, "person_id": person}


def _overruled(district: District) -> dict[str, int]:
    made = _open_class(district)
    with district.session(), transaction():
        locked = class_queries.class_for_update(made["class_id"], EVERYWHERE)
        overruling.overrule(OFFICE, locked, made["person_id"], "补课")
    return made


OF_CLASS = ("show_class", "issue", "print_class", "have_class_printed", "print_forms")
ROUTE_SAMPLES = {
    **dict.fromkeys(
        [f"certificates.{name}" for name in OF_CLASS],
        _named("class_id"),
    ),
    "certificates.print_one": _named("class_id", "certificate_id"),
    "certificates.print_form": _named("class_id", "person_id"),
    "certificates.download_made": _made,
    "certificates.download_mine": _own,
    "certificates.download_badge": _own,
    "training.overrule": _open_class,
    "training.follow_rule": _overruled,
}
