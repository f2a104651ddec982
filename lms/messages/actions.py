"""Sending and opening messages."""

from collections.abc import Iterable

from sqlalchemy import insert

from lms import clock
from lms.audit import actions as audit
from lms.audit.actor import Actor
from lms.audit.rules import id_ranges
from lms.extensions import db
from lms.messages.models import Message


def send(actor: Actor, person_ids: Iterable[int], title: str, body: str, link: str | None = None) -> int:
    """Put one message into each of these people's inboxes; gives how many. `link`: a path of this site.

    However many people, it is one statement. Raises ValueError for a link that leads elsewhere.
    """
    if link is not None and (not link.startswith("/") or link.startswith("//")):
        raise ValueError("a message links to a page of this site")
    whom = sorted(set(person_ids))
    if not whom:
        return 0
    alike = {
        "title": title, "body": body, "link": link, "sent_at": clock.now(), "read_at": None,
        "sent_by": str(actor), "sent_by_name": actor.name,
    }  # fmt: skip
    db.session.execute(insert(Message), [alike | {"person_id": person_id} for person_id in whom])
    only = whom[0] if len(whom) == 1 else None
    audit.record(actor, "message.sent", person_id=only, title=title, people=len(whom), person_ids=id_ranges(whom))
    return len(whom)


def note_read(message: Message) -> None:
    """The person has opened the message; the first time counts."""
    if message.read_at is None:
        message.read_at = clock.now()
