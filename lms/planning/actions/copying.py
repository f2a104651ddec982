"""Copying a year's plan into the next."""

from collections.abc import Collection
from typing import Any

from lms import clock
from lms.accounts.actions.inserting import insert_or_leave
from lms.audit import actions as audit
from lms.audit.actor import Actor
from lms.extensions import db
from lms.people.queries import OrgScope
from lms.planning.models import PlannedProgramme
from lms.planning.queries.copying import Copy, copies

_CARRIED = (
    "organiser_id", "category", "theme", "audience", "days_hundredths", "credit_centihours", "seats", "intakes", "note",
)  # fmt: skip


def copy_year(actor: Actor, year: int, chosen: Collection[int], scope: OrgScope) -> int:
    """Copy chosen programmes of the year before into the plan of `year`; gives how many were new.

    Only those within `scope`; what the same organiser plans by that name already is left alone, so that nothing is
    there twice, also when two people copy at once.
    """
    wanted = [copy for copy in copies(year, scope) if copy.is_new and copy.source.id in chosen]
    made = _insert([_row(actor, year, copy) for copy in wanted])
    if made:
        audit.record(
            actor, "plan.copied", organisation_id=_whose(scope), year=year, from_year=year - 1, programmes=made
        )
    return made


def _insert(rows: list[dict[str, Any]]) -> int:
    if not rows:
        return 0
    statement = insert_or_leave(PlannedProgramme).returning(PlannedProgramme.id)
    return len(db.session.scalars(statement, rows).all())


def _row(actor: Actor, year: int, copy: Copy) -> dict[str, Any]:
    span = copy.wanted
    return {name: getattr(copy.source, name) for name in _CARRIED} | {
        "year": year,
        "name": copy.name,
        "wanted_from": span.first if span else None,
        "wanted_until": span.last if span else None,
        "wanted_by_month": copy.source.wanted_by_month,
        "created_at": clock.now(),
        "created_by": str(actor),
    }


def _whose(scope: OrgScope) -> int | None:
    return next(iter(scope.roots)) if len(scope.roots) == 1 else None
