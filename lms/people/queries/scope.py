"""How far a right reaches in the tree of organisations."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, exists, false, select, true
from sqlalchemy.orm import aliased

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
        reach = aliased(OrganisationReach)  # its own, so that a query over the same table can ask
        return exists(select(1).where(reach.ancestor_id.in_(self.roots), reach.descendant_id == organisation_id))

    def reaches_person(self, person_id: Any) -> ColumnElement[bool]:  # noqa: ANN401 - a column or an id
        """The condition that a person belongs, today, to an organisation within."""
        if self.everywhere:
            return true()
        if not self.roots:
            return false()
        belongs, reach = aliased(Affiliation), aliased(OrganisationReach)
        return exists(
            select(1)
            .select_from(belongs)
            .join(reach, reach.descendant_id == belongs.organisation_id)
            .where(belongs.person_id == person_id, reach.ancestor_id.in_(self.roots))
        )


EVERYWHERE = OrgScope(frozenset(), everywhere=True)
NOWHERE = OrgScope(frozenset())
