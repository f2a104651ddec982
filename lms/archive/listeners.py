"""What this room hears from training, in the same transaction: a class was closed."""

from lms import transaction
from lms.archive import actions
from lms.audit.actor import Actor
from lms.training.signals import class_closed


def connect() -> None:
    """Bind the listeners; called once by `create_app`."""
    class_closed.connect(note)
    transaction.keep_for_last(actions.open_waiting, actions.forget_waiting)


def note(_room: object, *, closing_id: int, actor: Actor, **_more: object) -> None:
    """The class's file is opened at the end of this transaction."""
    actions.note_closing(actor, closing_id)
