"""What this room hears from lower ones: seats ended on the page of a class."""

from lms.audit.actor import Actor
from lms.nomination.actions.deciding import note_seats_ended
from lms.people.signals import person_facts_changed


def connect() -> None:
    """Bind the listeners; called once by `create_app`."""
    person_facts_changed.connect(hear, sender="training")


def hear(_room: object, *, person_ids: frozenset[int] | None, **_more: object) -> None:
    """Whoever lost the seat in a class is not confirmed for it any longer."""
    if person_ids:
        note_seats_ended(Actor.system("nomination"), person_ids)
