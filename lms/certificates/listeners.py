"""What this room hears from training, in the same transaction: a class was closed, or opened again."""

from lms.audit.actor import Actor
from lms.certificates.actions import issuing
from lms.training.signals import class_closed, class_reopened


def connect() -> None:
    """Bind the listeners; called once by `create_app`."""
    class_closed.connect(issue)
    class_reopened.connect(revoke)


def issue(_room: object, *, closing_id: int, actor: Actor, **_more: object) -> None:
    """Everybody who completed it gets a certificate."""
    issuing.issue_for_closing(actor, closing_id)


def revoke(_room: object, *, closing_id: int, actor: Actor, reason: str, **_more: object) -> None:
    """What it had issued holds no more."""
    issuing.revoke_of_closing(actor, closing_id, reason)
