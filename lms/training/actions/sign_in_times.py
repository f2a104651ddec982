"""A class's own minutes for signing in and out."""

from lms.audit import actions as audit
from lms.audit.actor import Actor
from lms.training.actions.openness import refuse_unless_open
from lms.training.models import TrainingClass
from lms.training.rules.sign_in import Timing


def set_timing(actor: Actor, training_class: TrainingClass, timing: Timing) -> None:
    """Set the minutes of a locked class; they hold from the next sign-in on. Raises Refused when it is closed."""
    refuse_unless_open(training_class)
    before = Timing(training_class.opens_minutes, training_class.late_minutes, training_class.early_minutes)
    training_class.opens_minutes = timing.opens_minutes
    training_class.late_minutes = timing.late_minutes
    training_class.early_minutes = timing.early_minutes
    audit.record(
        actor, "class.sign_in_times", of=training_class, organisation_id=training_class.organiser_id,
        before=vars(before), after=vars(timing),
    )  # fmt: skip
