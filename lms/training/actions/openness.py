"""What every change of a class begins and ends with: it is open, and the higher rooms hear of it."""

from collections.abc import Iterable

from flask_babel import gettext as _

from lms.errors import Refused
from lms.extensions import db
from lms.people.signals import person_facts_changed
from lms.training.models import TrainingClass


def refuse_unless_open(training_class: TrainingClass) -> None:
    """Raises Refused when a class is closed or cancelled."""
    if training_class.cancelled_at is not None:
        raise Refused(_("This class was cancelled; nothing about it changes any more."))
    if training_class.closed_at is not None:
        raise Refused(_("This class is closed. Reopen it first, with a reason."))


def announce(person_ids: Iterable[int]) -> None:
    """Tell the higher rooms that facts about these people changed."""
    people = frozenset(person_ids)
    if people:
        db.session.flush()
        person_facts_changed.send("training", person_ids=people)
