"""Taking attendance from a file that was looked at before: new marks, and changed ones where it was said so."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import insert, select

from lms import clock
from lms.audit import actions as audit
from lms.audit.actor import Actor
from lms.audit.rules import id_ranges
from lms.columns import known
from lms.errors import Conflict, Refused
from lms.extensions import db
from lms.training.actions.attendance import supersede_marks
from lms.training.actions.openness import refuse_unless_open
from lms.training.models import Attendance, TrainingClass
from lms.training.rules.taking import Plan, Planned, Verdict
from lms.training.rules.words import Source


@dataclass(frozen=True)
class Taken:
    """How many marks are new, and how many were changed."""

    new: int
    changed: int


def take_file(
    actor: Actor, training_class: TrainingClass, plan: Plan, *, seen: str, change: bool, reason: str, file_id: int
) -> Taken:
    """Write what a plan, made behind the lock of its class, says: a constant number of statements.

    Marks that are there are changed only on `change`, with a `reason`; the first entries stay. Raises Refused when
    the class is closed or the reason is missing, Conflict when the plan is not the one that was `seen`.
    """
    refuse_unless_open(training_class)
    if plan.seen != seen:
        raise Conflict(_("Attendance changed since the page was shown. Look again before you take the file."))
    changes = plan.of(Verdict.CHANGE) if change else []
    if changes and not reason:
        raise Refused(_("Say why the marks are changed."))
    now = clock.now()
    before = _known(changes)
    supersede_marks(actor, [one.id for one in before.values()], now)
    rows = [_row(actor, one, now) for one in plan.of(Verdict.NEW)]
    rows += [_row(actor, one, now, reason, before[(one.meeting_id, one.person_id)]) for one in changes]
    if rows:
        db.session.execute(insert(Attendance), rows)
    _audit(actor, training_class, rows, changes, file_id)
    return Taken(len(rows) - len(changes), len(changes))


def _known(changes: Sequence[Planned]) -> dict[tuple[int | None, int | None], Attendance]:
    meetings, people = {one.meeting_id for one in changes}, {one.person_id for one in changes}
    wanted = {(one.meeting_id, one.person_id) for one in changes}
    found = db.session.scalars(
        select(Attendance).where(
            Attendance.class_meeting_id.in_(meetings), Attendance.person_id.in_(people), known(Attendance)
        )
    )
    rows = {(row.class_meeting_id, row.person_id): row for row in found}
    return {key: row for key, row in rows.items() if key in wanted}


def _row(
    actor: Actor, one: Planned, now: datetime, reason: str | None = None, before: Attendance | None = None
) -> dict[str, Any]:
    entry = one.entry
    if entry is None:
        raise ValueError("a row without a mark is never taken")
    return {
        "class_meeting_id": one.meeting_id, "person_id": one.person_id, "status": entry.mark.value,
        "minutes_attended": entry.minutes, "source": Source.IMPORT.value, "reason": reason,
        "signed_in_at": one.signed_in_at or (before.signed_in_at if before else None),
        "signed_out_at": one.signed_out_at or (before.signed_out_at if before else None),
        "device": before.device if before else None, "address": before.address if before else None,
        "arrived_at": before.arrived_at if before else None, "recorded_at": now, "recorded_by": str(actor),
    }  # fmt: skip


def _audit(
    actor: Actor, training_class: TrainingClass, rows: list[dict[str, Any]], changes: list[Planned], file_id: int
) -> None:
    """One line a file with whom it concerns, and one for every mark that was changed."""
    audit.record(
        actor, "attendance.imported", of=training_class, organisation_id=training_class.organiser_id, file=file_id,
        marks=len(rows), people=id_ranges({row["person_id"] for row in rows}), changed=len(changes),
    )  # fmt: skip
    for one in changes:
        audit.record(
            actor, "attendance.marked", of=training_class, person_id=one.person_id, meeting=one.meeting_id,
            organisation_id=training_class.organiser_id, before=one.before.mark if one.before else None,
            after=one.entry.mark if one.entry else None, file=file_id,
        )  # fmt: skip
