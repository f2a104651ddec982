"""办结 and reopening: records, ledger and results in one piece, and never twice."""

from collections.abc import Collection

from flask_babel import gettext as _
from sqlalchemy import insert

from lms import clock
from lms.audit import actions as audit
from lms.audit.actor import Actor
from lms.errors import Conflict, Refused
from lms.extensions import db
from lms.records import actions as records
from lms.records.rules import NewRecord
from lms.training.actions.openness import refuse_unless_open
from lms.training.models import ClassClosing, ClassResult, ClassSchedule, TrainingClass
from lms.training.queries import classes, closing, results
from lms.training.queries.closing import ClosingPlan, Decision
from lms.training.signals import class_closed, class_reopened

RECORD_SOURCE = "class"


def plan_of(training_class: TrainingClass) -> ClosingPlan:
    """What closing a locked class now would decide."""
    programme = training_class.programme
    return closing.closing_plan(
        training_class.id, training_class.planned_centihours, programme.required_share_percent,
        programme.quiz_curriculum_id, programme.excellent_percent,
    )  # fmt: skip


def close_class(
    actor: Actor, training_class: TrainingClass, seen: str | None = None, excellent: Collection[int] = ()
) -> ClosingPlan:
    """Close a locked class: results, training records and credit for everybody, in a constant number of statements.

    `seen`: the mark of the plan the caller was shown; `excellent`: who is named 优秀学员. Raises Conflict when the
    plan is another by now, Refused when the class is closed or cancelled already, has nobody or no half-days to
    decide about, or when more are named than the programme allows. Announces the closing.
    """
    refuse_unless_open(training_class)
    plan = plan_of(training_class)
    if not plan.decisions or not plan.meetings:
        raise Refused(_("There is nothing to close: this class has no people or no half-days."))
    if seen is not None and seen != plan.seen:
        raise Conflict(_("Attendance or people changed since the page was shown. Look again before you close."))
    _refuse_excellent(plan, excellent)
    now = clock.now()
    closed = ClassClosing(training_class_id=training_class.id, closed_at=now, closed_by=str(actor))
    db.session.add(closed)
    db.session.flush()
    training_class.closed_at = now
    name = classes.name_of(training_class)
    written = _write_records(actor, training_class, name, plan)
    db.session.execute(
        insert(ClassResult),
        [
            _result(closed.id, plan, decision, record) | {"is_excellent": decision.face.person_id in excellent}
            for decision, record in zip(plan.decisions, written, strict=True)
        ],
    )
    audit.record(
        actor, "class.closed", of=training_class, organisation_id=training_class.organiser_id,
        training_class=name, closing=closed.id, completed=plan.completed,
        not_completed=len(plan.decisions) - plan.completed, excellent=sorted(excellent),
        overruled=[one.face.person_id for one in plan.decisions if one.overruling],
    )  # fmt: skip
    class_closed.send("training", closing_id=closed.id, actor=actor)
    return plan


def _refuse_excellent(plan: ClosingPlan, excellent: Collection[int]) -> None:
    """Raises Refused unless those named complete the class and are no more than its programme allows."""
    if not set(excellent) <= {one.face.person_id for one in plan.decisions if one.completed}:
        raise Refused(_("Only who completes the class can be named excellent."))
    if len(set(excellent)) > plan.most_excellent:
        raise Refused(
            _("At most %(most)s can be named excellent (%(percent)s%% of those who complete, rounded down); "
              "you chose %(chosen)s.", most=plan.most_excellent, percent=plan.excellent_percent,
              chosen=len(set(excellent)))
        )  # fmt: skip


def _write_records(actor: Actor, training_class: TrainingClass, name: str, plan: ClosingPlan) -> tuple[int, ...]:
    schedule = classes.schedule_of(training_class.id)
    new = [_record(training_class, schedule, name, decision) for decision in plan.decisions]
    return records.record_many(actor, new, reason=name).record_ids


def _record(training_class: TrainingClass, schedule: ClassSchedule, name: str, decision: Decision) -> NewRecord:
    return NewRecord(
        person_id=decision.face.person_id,
        declared_year=schedule.declared_year,
        category=schedule.category,
        name=name[:200],
        first_day=schedule.first_day,
        last_day=schedule.last_day,
        days_hundredths=decision.outcome.days_hundredths,
        credit_centihours=decision.outcome.attended_centihours,
        completed=decision.completed,
        make_up_year=decision.make_up_year,
        score_cents=decision.score_cents,
        source=RECORD_SOURCE,
        training_class_id=training_class.id,
    )


def _result(closing_id: int, plan: ClosingPlan, decision: Decision, record_id: int) -> dict[str, object]:
    outcome = decision.outcome
    return {
        "closing_id": closing_id, "person_id": decision.face.person_id, "completed": decision.completed,
        "reason": outcome.reason.value, "planned_centihours": plan.class_centihours,
        "attended_centihours": outcome.attended_centihours, "half_days_attended": outcome.half_days_attended,
        "half_days_expected": outcome.half_days_expected, "score_cents": decision.score_cents,
        "record_id": record_id, "overruled_by": decision.overruling.by if decision.overruling else None,
        "overruling_reason": decision.overruling.reason if decision.overruling else None,
    }  # fmt: skip


def reopen_class(actor: Actor, training_class: TrainingClass, reason: str) -> int:
    """Open a locked class again: the records it wrote are superseded, their credit is taken back by negative entries.

    Gives how many records were taken back. Raises Refused when the class is not closed.
    """
    in_force = results.closing_in_force(training_class.id)
    if training_class.closed_at is None or in_force is None:
        raise Refused(_("This class is not closed."))
    in_force.reopened_at, in_force.reopened_by, in_force.reopening_reason = clock.now(), str(actor), reason
    training_class.closed_at = None
    db.session.flush()
    taken_back = results.records_of_closing(in_force.id, training_class.id)
    audit.record(
        actor, "class.reopened", of=training_class, organisation_id=training_class.organiser_id,
        training_class=classes.name_of(training_class), closing=in_force.id, reason=reason, records=len(taken_back),
    )  # fmt: skip
    records.supersede_many(actor, taken_back, reason)
    class_reopened.send("training", closing_id=in_force.id, actor=actor, reason=reason)
    return len(taken_back)
