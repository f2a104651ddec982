"""What the worker does for this room."""

from datetime import timedelta

from lms import clock
from lms.audit.actor import Actor
from lms.extensions import db
from lms.feedback import actions
from lms.feedback.queries.asking import classes_to_remind
from lms.jobs.registry import repeat
from lms.people.queries import EVERYWHERE
from lms.training.queries.classes import class_for_update
from lms.transaction import transaction


@repeat("remind of evaluations", timedelta(hours=1))
def remind_of_evaluations() -> None:
    """Once a class is over its people are asked what they thought; a transaction a class, each with its own words."""
    over = classes_to_remind(clock.now())
    db.session.rollback()
    for class_id in over:
        with transaction():
            actions.remind(Actor.system("evaluation"), class_for_update(class_id, EVERYWHERE))
