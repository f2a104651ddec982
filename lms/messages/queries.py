"""Questions about one person's inbox; nobody reads another's."""

from sqlalchemy import func, select

from lms.errors import NotFound
from lms.extensions import db
from lms.messages.models import Message
from lms.paging import Page, paged

_LISTED = (Message.id, Message.title, Message.sent_by_name, Message.sent_at, Message.read_at)


def inbox_page(person_id: int, number: int = 1) -> Page:
    """Page `number` of a person's messages, newest first; rows have id, title, sent_by_name, sent_at, read_at."""
    own = select(*_LISTED).where(Message.person_id == person_id)
    return paged(own.order_by(Message.sent_at.desc(), Message.id.desc()), number)


def count_unread(person_id: int) -> int:
    """How many messages a person has not opened yet."""
    unread = select(func.count()).where(Message.person_id == person_id, Message.read_at.is_(None))
    return db.session.scalar(unread) or 0


def message_of(message_id: int, person_id: int) -> Message:
    """A person's own message. Raises NotFound, also when it is somebody else's."""
    found = db.session.scalars(
        select(Message).where(Message.id == message_id, Message.person_id == person_id)
    ).one_or_none()
    if found is None:
        raise NotFound("There is no such message.")
    return found
