"""A unit's line: who waits moves up when a seat of its quota is free."""

from lms import clock
from lms.audit import actions as audit
from lms.audit.actor import Actor
from lms.extensions import db
from lms.nomination.models import CallUp, Nomination
from lms.nomination.queries.nominations import next_waiting
from lms.nomination.queries.quotas import filled
from lms.nomination.rules.standing import Standing
from lms.training.models import TrainingClass


def settle(actor: Actor, training_class: TrainingClass, call: CallUp, unit: int, quota: int) -> list[int]:
    """Move up as many of a unit's line as its quota has room for, in order; gives who."""
    db.session.flush()
    moved = next_waiting(call.id, unit, max(0, quota - filled(call.id).get(unit, 0)))
    for row in moved:
        row.state = Standing.NOMINATED.value
        audit.record(
            actor, "nomination.moved_up", of=training_class, person_id=row.person_id, organisation_id=unit,
        )  # fmt: skip
    db.session.flush()
    return [row.person_id for row in moved]


def end(actor: Actor, row: Nomination, standing: Standing, reason: str) -> None:
    """A nomination counts no longer, and why."""
    row.state, row.reason = standing.value, reason[:200]
    row.decided_at, row.decided_by = clock.now(), str(actor)
