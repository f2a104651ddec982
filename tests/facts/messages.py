"""Messages in somebody's inbox."""

from sqlalchemy import select

from lms.audit.actor import Actor
from lms.extensions import db
from lms.messages import actions
from lms.messages.models import Message
from lms.transaction import transaction
from tests.facts.district import District
from tests.facts.route_samples import Sample


def add_message(district: District, person_id: int, title: str = "集中轮训提醒", **more) -> int:
    """A message; gives its id."""
    given = {"body": "请在12月31日前参加集中轮训。", "link": None} | more
    with district.session(), transaction():
        actions.send(Actor.system("test"), [person_id], title, **given)
        newest = select(Message.id).where(Message.person_id == person_id).order_by(Message.id.desc()).limit(1)
        return db.session.scalar(newest)


def _sample(district: District) -> Sample:
    person_id = district.add_person(at="S1C1")
    return Sample({"message_id": add_message(district, person_id)}, owner=person_id)


ROUTE_SAMPLES = {"messages.read": _sample}
