"""Putting down what was printed, and having many certificates printed in the background."""

import io
from datetime import timedelta
from typing import Any

from lms import clock
from lms.audit import actions as audit
from lms.audit.actor import Actor
from lms.certificates.queries.papers import Paper
from lms.extensions import db
from lms.files import actions as files
from lms.jobs.actions import enqueue
from lms.jobs.models import Job
from lms.training.models import TrainingClass

JOB = "certificates.print"
KEPT_FOR = timedelta(days=7)
PURPOSE = "certificates"


def note_printing(actor: Actor, class_id: int, papers: list[Paper]) -> None:
    """Put down who printed which certificates of a class."""
    training_class = db.session.get(TrainingClass, class_id)
    audit.record(
        actor, "certificates.printed", of=training_class, organisation_id=_organiser(training_class),
        sheets=len(papers), first=papers[0].number, last=papers[-1].number,
    )  # fmt: skip


def note_forms(actor: Actor, class_id: int, sheets: int) -> None:
    """Put down who printed appraisal forms of a class."""
    training_class = db.session.get(TrainingClass, class_id)
    audit.record(
        actor, "certificates.forms_printed", of=training_class, organisation_id=_organiser(training_class),
        sheets=sheets,
    )  # fmt: skip


def note_own(actor: Actor, deed: str, paper: Paper) -> None:
    """Put down that somebody took along their own certificate or badge."""
    audit.record(actor, deed, person_id=actor.person_id, number=paper.number)


def have_printed(actor: Actor, class_id: int, base: str) -> Job:
    """Have all certificates of a class printed; who asked finds them on the class's side for a week."""
    arguments: dict[str, Any] = {
        "class_id": class_id, "person_id": actor.person_id, "maker": actor.name, "base": base,
    }  # fmt: skip
    return enqueue(actor, JOB, arguments, owner_person_id=actor.person_id)


def keep_printed(actor: Actor, class_id: int, papers: list[Paper], content: bytes) -> int:
    """Keep what was printed for `actor` alone, and put it down; gives the stored file's id."""
    kept = files.keep(
        actor, io.BytesIO(content), name=f"{papers[0].class_name}结业证书.pdf", media_type="application/pdf",
        purpose=PURPOSE,
    )  # fmt: skip
    note_printing(actor, class_id, papers)
    return kept.id


def forget_old() -> int:
    """Forget files that are older than they are kept; gives how many."""
    return files.forget_older(PURPOSE, clock.now() - KEPT_FOR)


def _organiser(training_class: TrainingClass | None) -> int | None:
    return None if training_class is None else training_class.organiser_id
