"""Entries in the trail."""

from sqlalchemy import func, select

from lms.audit import actions
from lms.audit.actor import Actor
from lms.audit.models import AuditEntry
from lms.extensions import db
from lms.transaction import transaction
from tests.facts.district import District


def add_entries(
    district: District,
    how_many: int = 1,
    *,
    actor: Actor | None = None,
    action: str = "test.done",
    at: str = "",
    **more,
) -> int:
    """Entries about an organisation (`at`) or nobody's in particular; gives the last one's position."""
    given = {"organisation_id": district.organisations.get(at)} | more
    with district.session():
        with transaction():
            for number in range(how_many):
                actions.record(actor or Actor.system("test"), action, number=number, **given)
        return db.session.scalar(select(func.max(AuditEntry.id)))


ROUTE_SAMPLES = {"audit.show_entry": lambda district: {"entry_id": add_entries(district, at="S1C1")}}
