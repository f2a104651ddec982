"""What copying the plan of the year before would make."""

from dataclasses import dataclass

from sqlalchemy import select

from lms.extensions import db
from lms.people.models import Organisation
from lms.people.queries import OrgScope
from lms.planning.models import PlannedProgramme
from lms.planning.queries.plan import span_of, within
from lms.planning.rules.copying import moved, renamed
from lms.planning.rules.wanted import Span


@dataclass(frozen=True)
class Copy:
    """A planned programme of the year before, as it would be called and wanted now; `is_new`: not there yet."""

    source: PlannedProgramme
    organiser_name: str
    name: str
    wanted: Span | None
    is_new: bool


def copies(year: int, scope: OrgScope, organiser_id: int | None = None) -> list[Copy]:
    """What the plan of the year before `year` becomes, by organiser. Two queries."""
    there = _names_of(year, scope)
    rows = db.session.execute(
        select(PlannedProgramme, Organisation.name)
        .join(Organisation, Organisation.id == PlannedProgramme.organiser_id)
        .where(
            PlannedProgramme.year == year - 1,
            scope.reaches(PlannedProgramme.organiser_id),
            within(organiser_id, PlannedProgramme.organiser_id),
        )
        .order_by(Organisation.code, PlannedProgramme.wanted_from.is_(None), PlannedProgramme.wanted_from,
                  PlannedProgramme.id)
    )  # fmt: skip
    return [_copy(planned, organiser, year, there) for planned, organiser in rows]


def _copy(planned: PlannedProgramme, organiser_name: str, year: int, there: set[tuple[int, str]]) -> Copy:
    name, span = renamed(planned.name, planned.year, year), span_of(planned)
    wanted = moved(span, year - planned.year) if span else None
    return Copy(planned, organiser_name, name, wanted, (planned.organiser_id, name) not in there)


def _names_of(year: int, scope: OrgScope) -> set[tuple[int, str]]:
    rows = db.session.execute(
        select(PlannedProgramme.organiser_id, PlannedProgramme.name).where(
            PlannedProgramme.year == year, scope.reaches(PlannedProgramme.organiser_id)
        )
    )
    return {(row[0], row[1]) for row in rows}
