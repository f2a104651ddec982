"""What this room hears from lower ones: facts of some people changed, so their answers are renewed."""

from lms.people.signals import person_facts_changed
from lms.rotation import actions


def connect() -> None:
    """Bind the listeners; called once by `create_app`."""
    person_facts_changed.connect(evaluate_again)


def evaluate_again(_room: object, *, person_ids: frozenset[int] | None, **_more: object) -> None:
    """Renew these people's answers in the same transaction; None: after an import of many, by a job."""
    if person_ids is None:
        actions.evaluate_everyone_soon()
    else:
        actions.evaluate_people(person_ids)
