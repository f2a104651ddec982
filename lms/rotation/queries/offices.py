"""Whom a person turns to: the people who hold a role for the nearest organisation above."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import func, select

from lms.accounts.models import Account, Grant
from lms.accounts.rules import Role
from lms.extensions import db
from lms.people.models import Affiliation, OrganisationReach


def office_of_person(person_id: int, roles: Iterable[Role]) -> frozenset[int]:
    """People with one of these roles, nearest above where a person belongs; they can log in.

    The first role that anybody holds there decides; of several organisations at the same distance all count.
    """
    return next((found for role in roles if (found := _holders(person_id, role))), frozenset())


def _holders(person_id: int, role: Role) -> frozenset[int]:
    held = (
        select(Grant.person_id, OrganisationReach.depth)
        .join(OrganisationReach, OrganisationReach.ancestor_id == Grant.organisation_id)
        .join(Affiliation, Affiliation.organisation_id == OrganisationReach.descendant_id)
        .join(Account, Account.person_id == Grant.person_id)
        .where(
            Affiliation.person_id == person_id,
            Grant.role == role.value,
            Grant.revoked_at.is_(None),
            Account.disabled_at.is_(None),
        )
        .subquery()
    )
    nearest = select(func.min(held.c.depth)).scalar_subquery()
    return frozenset(db.session.scalars(select(held.c.person_id).where(held.c.depth == nearest)))
