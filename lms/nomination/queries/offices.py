"""Whom a unit's messages go to: the people of its office who may nominate."""

from collections.abc import Iterable

from sqlalchemy import select

from lms.accounts.models import Account, Grant
from lms.accounts.rules import Permission, Role
from lms.extensions import db

NOMINATING = sorted(role.value for role in Role if Permission.NOMINATE in role.permissions)


def offices_of(organisation_ids: Iterable[int]) -> dict[int, list[int]]:
    """People whose right to nominate is given at these very units, by unit; they can log in. One query."""
    rows = db.session.execute(
        select(Grant.organisation_id, Grant.person_id)
        .join(Account, Account.person_id == Grant.person_id)
        .where(
            Grant.organisation_id.in_(set(organisation_ids)),
            Grant.role.in_(NOMINATING),
            Grant.revoked_at.is_(None),
            Account.disabled_at.is_(None),
        )
        .order_by(Grant.organisation_id, Grant.person_id)
    )
    found: dict[int, list[int]] = {}
    for unit, person in rows:
        found.setdefault(unit, []).append(person)
    return found
