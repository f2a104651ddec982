"""Putting down what was exported, and having long rosters made in the background."""

import io
from datetime import timedelta
from typing import Any

from lms import clock
from lms.audit import actions as audit
from lms.audit.actor import Actor
from lms.extensions import db
from lms.files import actions as files
from lms.jobs.actions import enqueue
from lms.jobs.models import Job
from lms.people.queries import OrgScope, organisation_with_code
from lms.rosters.queries.reach import Reach
from lms.rosters.rules.kinds import MEDIA_TYPES, FileFormat, Wanted
from lms.rosters.sheets import Sheet
from lms.training.models import TrainingClass

JOB = "rosters.make"
KEPT_FOR = timedelta(days=7)
PURPOSE = "roster"


def note_export(actor: Actor, wanted: Wanted, reach: Reach, file_format: FileFormat, sheet: Sheet) -> None:
    """Put down who took which roster, how many rows, and how far the right reached."""
    training_class = db.session.get(TrainingClass, wanted.class_id) if wanted.class_id else None
    scope = reach.classes if wanted.roster.is_of_class else reach.duties
    audit.record(
        actor, "roster.exported", of=training_class, organisation_id=_concerned(training_class, wanted, scope),
        roster=wanted.roster.value, file_format=file_format.value, rows=len(sheet), title=sheet.title,
        conditions=wanted.as_conditions(), reach="everywhere" if scope.everywhere else sorted(scope.roots),
    )  # fmt: skip


def note_own_export(actor: Actor, sheet: Sheet) -> None:
    """Put down that somebody took along what is known of their own training."""
    audit.record(actor, "roster.own_exported", person_id=actor.person_id, title=sheet.title, rows=len(sheet))


def _concerned(training_class: TrainingClass | None, wanted: Wanted, scope: OrgScope) -> int | None:
    """The organisation whose people the roster is about; none when that is several."""
    if training_class is not None:
        return training_class.organiser_id
    if wanted.organisation:
        organisation = organisation_with_code(wanted.organisation)
        return organisation.id if organisation else None
    return next(iter(scope.roots)) if len(scope.roots) == 1 else None


def have_made(actor: Actor, wanted: Wanted, file_format: FileFormat) -> Job:
    """Have a long roster made; its owner finds it on the page of rosters for a week."""
    arguments: dict[str, Any] = {
        "roster": wanted.roster.value, "file_format": file_format.value, "conditions": wanted.as_conditions(),
        "person_id": actor.person_id, "maker": actor.name,
    }  # fmt: skip
    return enqueue(actor, JOB, arguments, owner_person_id=actor.person_id)


def keep_made(actor: Actor, wanted: Wanted, reach: Reach, file_format: FileFormat, sheet: Sheet, content: bytes) -> int:
    """Keep a roster that was made for `actor` alone, and put it down; gives the stored file's id."""
    kept = files.keep(
        actor, io.BytesIO(content), name=f"{sheet.file_name}.{file_format}", media_type=MEDIA_TYPES[file_format],
        purpose=PURPOSE,
    )  # fmt: skip
    note_export(actor, wanted, reach, file_format, sheet)
    return kept.id


def forget_old() -> None:
    """Forget rosters that are older than they are kept, with their bytes."""
    files.forget_older(PURPOSE, clock.now() - KEPT_FOR)
