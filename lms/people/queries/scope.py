"""How far a right reaches in the tree of organisations."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, exists, false, select, true

from lms.people.models import Affiliation, OrganisationReach


@dataclass(frozen=True)
class OrgScope:
    """How far a right reaches: these organisations and everything below them; or everywhere (the console)."""

    roots: frozenset[int]
    everywhere: bool = False

    def reaches(self, organisation_id: Any) -> ColumnElement[bool]:  # noqa: ANN401 - a column or an id
        """The condition that an organisation lies within."""
        if self.everywhere:
            return true()
        if not self.roots:
            return false()
        return exists(
            select(1).where(
                OrganisationReach.ancestor_id.in_(self.roots), OrganisationReach.descendant_id == organisation_id
            )
        )

    def reaches_person(self, person_id: Any) -> ColumnElement[bool]:  # noqa: ANN401 - a column or an id
        """The condition that a person belongs, today, to an organisation within."""
        if self.everywhere:
            return true()
        if not self.roots:
            return false()
        return exists(
            select(1)
            .select_from(Affiliation)
            .join(OrganisationReach, OrganisationReach.descendant_id == Affiliation.organisation_id)
            .where(Affiliation.person_id == person_id, OrganisationReach.ancestor_id.in_(self.roots))
        )


EVERYWHERE = OrgScope(frozenset(), everywhere=True)
NOWHERE = OrgScope(frozenset())
