"""How far the rights of somebody who exports reach."""

from collections.abc import Callable
from dataclasses import dataclass

from lms.accounts.queries import grants_of
from lms.accounts.rules import Permission, Role
from lms.people.queries import EVERYWHERE, OrgScope


@dataclass(frozen=True)
class Reach:
    """Whose classes and duties somebody exports, about whom more than name, organisation and post, and whole numbers.

    Who manages a class sees of its people name, organisation and post; the rest needs the right to see people.
    """

    classes: OrgScope
    duties: OrgScope
    people: OrgScope
    numbers: OrgScope

    @classmethod
    def of(cls, scope_of: Callable[[Permission], OrgScope]) -> "Reach":
        """From the scope of each right."""
        return cls(
            classes=scope_of(Permission.EXPORT_ROSTERS),
            duties=scope_of(Permission.VIEW_ROTATION),
            people=scope_of(Permission.VIEW_PEOPLE),
            numbers=scope_of(Permission.SEE_WHOLE_NUMBERS),
        )


EVERYTHING = Reach(EVERYWHERE, EVERYWHERE, EVERYWHERE, EVERYWHERE)
"""The console has no scope."""


def reach_of_person(person_id: int) -> Reach:
    """How far a person's rights reach now, outside of any request. One query."""
    grants = grants_of(person_id)

    def scope_of(permission: Permission) -> OrgScope:
        return OrgScope(frozenset(one.organisation_id for one in grants if permission in Role(one.role).permissions))

    return Reach.of(scope_of)
