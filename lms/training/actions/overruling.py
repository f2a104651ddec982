"""A supervisor's word against the rule of completion, before a class is closed; it is kept, and can be taken back."""

from typing import Any

from flask_babel import gettext as _

from lms import clock
from lms.audit import actions as audit
from lms.audit.actor import Actor
from lms.errors import NotFound, Refused
from lms.extensions import db
from lms.training.actions.closing import plan_of
from lms.training.actions.openness import refuse_unless_open
from lms.training.models import ResultOverruling, TrainingClass
from lms.training.queries import classes
from lms.training.queries.closing import Decision, overruling_for_update


def overrule(actor: Actor, training_class: TrainingClass, person_id: int, reason: str) -> bool:
    """Decide about one person of a locked class otherwise than the rule does now; gives what is decided.

    The closing then follows this word as long as the rule says the other. Raises NotFound for somebody else's
    people, Refused for 退学 (`rules.closing.may_be_overruled`) and where it is overruled already.
    """
    refuse_unless_open(training_class)
    decision = _decision_about(training_class, person_id)
    if not decision.may_be_overruled:
        raise Refused(_("Withdrawn for too much leave: enrol the person again first, if that was a mistake."))
    if decision.overruling is not None:
        raise Refused(_("This is decided against the rule already. Follow the rule again first."))
    completed = not decision.outcome.completed
    _supersede(actor, training_class.id, person_id)  # an older word that has no effect any more
    db.session.add(
        ResultOverruling(
            training_class_id=training_class.id, person_id=person_id, completed=completed, reason=reason,
            recorded_at=clock.now(), recorded_by=str(actor),
        )
    )  # fmt: skip
    _note(actor, "result.overruled", training_class, person_id, completed=completed, reason=reason,
          rule=decision.outcome.reason.value)  # fmt: skip
    return completed


def follow_rule(actor: Actor, training_class: TrainingClass, person_id: int) -> None:
    """Take the word against the rule back. Raises NotFound when there is none."""
    refuse_unless_open(training_class)
    if not _supersede(actor, training_class.id, person_id):
        raise NotFound("Nothing was decided against the rule here.")
    _note(actor, "result.rule_followed", training_class, person_id)


def _decision_about(training_class: TrainingClass, person_id: int) -> Decision:
    for decision in plan_of(training_class).decisions:
        if decision.face.person_id == person_id:
            return decision
    raise NotFound("There is no such person in this class.")


def _supersede(actor: Actor, class_id: int, person_id: int) -> bool:
    known = overruling_for_update(class_id, person_id)
    if known is None:
        return False
    known.superseded_at, known.superseded_by = clock.now(), str(actor)
    db.session.flush()  # its key is free before another row takes it
    return True


def _note(
    actor: Actor,
    deed: str,
    training_class: TrainingClass,
    person_id: int,
    **more: Any,  # noqa: ANN401 - what the trail keeps
) -> None:
    audit.record(
        actor, deed, of=training_class, person_id=person_id, organisation_id=training_class.organiser_id,
        training_class=classes.name_of(training_class), **more,
    )  # fmt: skip
