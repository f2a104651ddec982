"""Closing and reopening a round: records and credit for everybody who was reached, in one piece and never twice."""

from collections.abc import Iterator, Sequence

from flask_babel import gettext as _
from sqlalchemy import insert

from lms import clock
from lms.audit import actions as audit
from lms.audit.actor import Actor
from lms.errors import Conflict, Refused
from lms.extensions import db
from lms.records import actions as records
from lms.records.rules import NewRecord
from lms.rounds.actions.rounds import refuse_unless_open
from lms.rounds.models import RoundClosing, RoundResult, SeasonalRound
from lms.rounds.queries.closing import ClosingPlan, Decision, closing_plan, own_records_of
from lms.rounds.queries.rounds import closing_in_force
from lms.rounds.rules import days_hundredths

RECORD_SOURCE = "round"
AT_ONCE = 5_000  # people whose records are written by one statement


def close_round(actor: Actor, round_: SeasonalRound, seen: str | None = None) -> ClosingPlan:
    """Close a locked round: one training record for each member who was reached, with its credit.

    The record runs from the first to the last day the member took part and is of the declared year; its hours belong
    to the calendar year of the last day, as those of every record do. `seen`: the mark of the plan that was shown.
    Raises Conflict when it is another by now, Refused when the round is closed already or nobody was reached.
    """
    refuse_unless_open(round_)
    plan = closing_plan(round_)
    if not plan.decisions:
        raise Refused(_("There is nothing to close: no meeting is reported and nobody was reached."))
    if seen is not None and seen != plan.seen:
        raise Conflict(_("Something was reported since this page was shown. Look again before you close."))
    closing = RoundClosing(round_id=round_.id, closed_at=clock.now(), closed_by=str(actor))
    db.session.add(closing)
    round_.closed_at = closing.closed_at
    db.session.flush()
    for part in _parts(plan.decisions):
        written = records.record_many(actor, [_record(round_, one) for one in part], reason=round_.name)
        results = [
            _result(closing.id, one, record_id, is_own=record_id in written.new_ids)
            for one, record_id in zip(part, written.record_ids, strict=True)
        ]
        db.session.execute(insert(RoundResult), results)
    audit.record(
        actor, "round.closed", of=round_, organisation_id=round_.organiser_id, closing=closing.id,
        completed=plan.completed, not_completed=len(plan.decisions) - plan.completed,
    )  # fmt: skip
    return plan


def reopen_round(actor: Actor, round_: SeasonalRound, reason: str) -> int:
    """Open a locked round again: the records it wrote are superseded, their credit is taken back by negative entries.

    Gives how many records were taken back. Raises Refused when the round is not closed.
    """
    in_force = closing_in_force(round_.id)
    if round_.closed_at is None or in_force is None:
        raise Refused(_("This round is not closed."))
    in_force.reopened_at, in_force.reopened_by, in_force.reopening_reason = clock.now(), str(actor), reason
    round_.closed_at = None
    db.session.flush()
    taken_back = own_records_of(in_force.id)
    audit.record(
        actor, "round.reopened", of=round_, organisation_id=round_.organiser_id, closing=in_force.id, reason=reason,
        records=len(taken_back),
    )  # fmt: skip
    for start in range(0, len(taken_back), AT_ONCE):
        records.supersede_many(actor, taken_back[start : start + AT_ONCE], reason)
    return len(taken_back)


def _parts(decisions: Sequence[Decision]) -> Iterator[Sequence[Decision]]:
    for start in range(0, len(decisions), AT_ONCE):
        yield decisions[start : start + AT_ONCE]


def _record(round_: SeasonalRound, one: Decision) -> NewRecord:
    return NewRecord(
        person_id=one.person_id,
        declared_year=round_.declared_year,
        category=round_.category,
        name=round_.name,
        first_day=one.first_day,
        last_day=one.last_day,
        days_hundredths=days_hundredths(one.centihours),
        credit_centihours=one.centihours,
        completed=one.completed,
        source=RECORD_SOURCE,
    )


def _result(closing_id: int, one: Decision, record_id: int, *, is_own: bool) -> dict[str, object]:
    return {
        "closing_id": closing_id, "person_id": one.person_id, "completed": one.completed,
        "reason": one.verdict.value, "minutes": one.minutes, "meetings": one.meetings, "record_id": record_id,
        "is_own": is_own,
    }  # fmt: skip
