"""Members of a round one by one: how they stand, what they learned, why they did not come, how they were reached."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, case, or_, select

from lms.columns import known
from lms.errors import NotFound
from lms.extensions import db
from lms.paging import Page, paged
from lms.people.models import Organisation, Person
from lms.people.queries import OrgScope
from lms.rounds.models import (
    BranchMeeting,
    BranchPresence,
    BranchReport,
    MemberReach,
    RoundTheme,
    SeasonalRound,
)
from lms.rounds.queries.standing import STANDS, Within, stands
from lms.rounds.rules import Standing

MEMBERS_A_PAGE = 50


@dataclass(frozen=True)
class MemberLine:
    """A member with how they stand, their hours in hundredths, and the last reason given for not coming."""

    person_id: int
    name: str
    person_no: str
    branch_id: int
    branch: str
    standing: Standing
    meetings: int
    reaches: int
    minutes: int
    centihours: int
    absence: str | None


def members_of_branch_page(round_: SeasonalRound, branch_id: int, number: int) -> Page:
    """Page `number` of a branch's members: those still to be reached first, then by name; rows are `MemberLine`."""
    return _page(_lines(round_, lambda branch: branch == branch_id, few=True), number)


def members_of_branch(round_: SeasonalRound, branch_id: int) -> list[MemberLine]:
    """All of them, for a sheet."""
    return [_line(row) for row in db.session.execute(_lines(round_, lambda branch: branch == branch_id, few=True))]


def not_reached_page(round_: SeasonalRound, scope: OrgScope, text: str, number: int) -> Page:
    """Page `number` of the members in `scope` still to be reached, by branch and name."""
    return _page(_not_reached(round_, scope, text), number)


def not_reached(round_: SeasonalRound, scope: OrgScope) -> list[MemberLine]:
    """All of them, for a sheet."""
    return [_line(row) for row in db.session.execute(_not_reached(round_, scope, ""))]


def _page(statement: Select[*tuple[Any, ...]], number: int) -> Page:
    page = paged(statement, number, MEMBERS_A_PAGE)
    return Page([_line(row) for row in page.rows], page.number, page.of, page.total)


def _line(row: Any) -> MemberLine:  # noqa: ANN401 - a row of _lines
    values = row._asdict() | {"standing": Standing(row.standing)}
    return MemberLine(**values)


def _lines(round_: SeasonalRound, within: Within, *, few: bool = False) -> Select[*tuple[Any, ...]]:
    stand = stands(round_, within, few=few)
    standing = case(
        *((stand.c[name] == 1, value.value) for name, value in zip(STANDS, Standing, strict=False)),
        else_=Standing.NOT_REACHED.value,
    ).label("standing")
    return (
        select(
            Person.id.label("person_id"), Person.name, Person.person_no, Organisation.id.label("branch_id"),
            Organisation.name.label("branch"), standing, stand.c.meetings, stand.c.reaches, stand.c.minutes,
            stand.c.centihours, _last_absence(round_.id).label("absence"),
        )
        .select_from(stand)
        .join(Person, Person.id == stand.c.person_id)
        .join(Organisation, Organisation.id == stand.c.branch_id)
        .order_by(
            Organisation.code, case((standing == Standing.NOT_REACHED.value, 0), else_=1), Person.name, Person.person_no
        )
    )  # fmt: skip


def _not_reached(round_: SeasonalRound, scope: OrgScope, text: str) -> Select[*tuple[Any, ...]]:
    lines = _lines(round_, scope.reaches)
    lines = lines.where(lines.selected_columns.standing == Standing.NOT_REACHED.value)
    if text:
        named = (Person.name, Organisation.name)
        lines = lines.where(or_(*(one.contains(text, autoescape=True) for one in named)))
    return lines


def _last_absence(round_id: int) -> Any:  # noqa: ANN401 - a scalar subquery
    return (
        select(BranchPresence.reason)
        .join(BranchReport, BranchReport.id == BranchPresence.report_id)
        .join(BranchMeeting, BranchMeeting.id == BranchReport.branch_meeting_id)
        .where(
            BranchPresence.person_id == Person.id, BranchMeeting.round_id == round_id, known(BranchReport),
            BranchPresence.reason.is_not(None),
        )
        .order_by(BranchReport.day.desc(), BranchReport.id.desc())
        .limit(1)
        .correlate(Person)
        .scalar_subquery()
    )  # fmt: skip


@dataclass(frozen=True)
class ReachLine:
    """How a member was reached otherwise."""

    id: int
    person_id: int
    name: str
    kind: str
    how: str
    day: date
    minutes: int
    centihours: int
    theme: str | None
    reached_by: str
    note: str


def reaches_page(round_id: int, branch_id: int, number: int) -> Page:
    """Page `number` of whom a branch reached otherwise, the latest first; rows are `ReachLine`."""
    page = paged(_reaches(round_id, branch_id), number)
    return Page([ReachLine(*row) for row in page.rows], page.number, page.of, page.total)


def _reaches(round_id: int, branch_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            MemberReach.id, MemberReach.person_id, Person.name, MemberReach.kind, MemberReach.how, MemberReach.day,
            MemberReach.minutes, MemberReach.credit_centihours, RoundTheme.name, MemberReach.reached_by,
            MemberReach.note,
        )
        .join(Person, Person.id == MemberReach.person_id)
        .outerjoin(RoundTheme, RoundTheme.id == MemberReach.theme_id)
        .where(MemberReach.round_id == round_id, MemberReach.organisation_id == branch_id, known(MemberReach))
        .order_by(MemberReach.day.desc(), Person.name, MemberReach.id)
    )  # fmt: skip


def reach_in_scope(round_: SeasonalRound, reach_id: int, scope: OrgScope) -> MemberReach:
    """A time somebody was reached, as known now, if the branch lies in `scope`. Raises NotFound."""
    found = db.session.scalars(
        select(MemberReach).where(
            MemberReach.id == reach_id, MemberReach.round_id == round_.id, known(MemberReach),
            scope.reaches(MemberReach.organisation_id),
        )
    ).one_or_none()  # fmt: skip
    if found is None:
        raise NotFound("There is no such entry here.")
    return found


def reached_that_day(round_id: int, person_ids: set[int], day: date, kind: str) -> set[int]:
    """Those of these people who were reached that way on that day already."""
    rows = db.session.scalars(
        select(MemberReach.person_id).where(
            MemberReach.round_id == round_id, MemberReach.person_id.in_(person_ids), MemberReach.day == day,
            MemberReach.kind == kind, known(MemberReach),
        )
    )  # fmt: skip
    return set(rows)
