"""What the worker does for this room: many certificates in one file, and forgetting such files after a week."""

from datetime import timedelta
from typing import Any

from flask import current_app

from lms.accounts.queries import grants_of
from lms.accounts.rules import Permission, Role
from lms.audit.actor import Actor
from lms.certificates.actions import printing
from lms.certificates.paper import certificates_pdf
from lms.certificates.queries.papers import papers_in_force
from lms.errors import Refused
from lms.extensions import db
from lms.jobs.registry import Progress, job, repeat
from lms.people.queries import OrgScope
from lms.training.queries import class_in_scope
from lms.transaction import transaction


@job(printing.JOB)
def print_certificates(progress: Progress, **arguments: Any) -> dict[str, Any]:  # noqa: ANN401 - as `have_printed` wrote them
    """Print a class's certificates for a person, if their rights still reach it. Run again it keeps another file."""
    class_id, person_id = arguments["class_id"], arguments["person_id"]
    class_in_scope(class_id, _reach(person_id))
    papers = papers_in_force(class_id)
    if not papers:
        raise Refused("这个班现在没有有效的证书。")
    db.session.rollback()  # nobody waits while the file is set
    progress(0, len(papers))
    content = certificates_pdf(papers, arguments["base"], current_app.extensions["settings"].print_font)
    actor = Actor.person(person_id, arguments["maker"])
    with transaction():
        file_id = printing.keep_printed(actor, class_id, papers, content)
    return {"file_id": file_id, "sheets": len(papers)}


def _reach(person_id: int) -> OrgScope:
    """How far a person may export now, outside of any request."""
    may = [one for one in grants_of(person_id) if Permission.EXPORT_ROSTERS in Role(one.role).permissions]
    return OrgScope(frozenset(one.organisation_id for one in may))


@repeat("forget printed certificates", timedelta(hours=6))
def forget_printed() -> None:
    """They name people; made files go after a week, the certificates stay."""
    with transaction():
        printing.forget_old()
