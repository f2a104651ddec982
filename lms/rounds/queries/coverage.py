"""How far a round has come: branches by theme, members reached and still to be reached, hours."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import CTE, ColumnElement, Integer, Select, Subquery, and_, cast, func, or_, select, true

from lms.columns import known
from lms.extensions import db
from lms.paging import Page, paged
from lms.people.models import Organisation, OrganisationReach
from lms.people.queries import OrgScope
from lms.people.rules import STREET_KINDS
from lms.rounds.models import BranchMeeting, BranchPresence, BranchReport, RoundTheme, SeasonalRound
from lms.rounds.queries.branches import members
from lms.rounds.queries.learned import in_classes, learned, sums

ALL, BEHIND, NOTHING, READY = "all", "behind", "nothing", "ready"


@dataclass(frozen=True)
class Conditions:
    """Which branches are wanted: below a street, part of a name, and how they stand."""

    street_id: int | None = None
    text: str = ""
    state: str = ALL


@dataclass(frozen=True)
class Cell:
    """What a branch did on one theme: meetings, how many different members came, minutes of all meetings."""

    meetings: int = 0
    people: int = 0
    minutes: int = 0


@dataclass(frozen=True)
class BranchLine:
    """A branch: its members by how they stand, the hours of all of them in hundredths, themes with enough meetings."""

    id: int
    code: str
    name: str
    members: int
    attended: int
    reached: int
    in_class: int
    centihours: int
    meetings: int
    themes_enough: int
    reported_at: datetime | None
    cells: dict[int, Cell] = field(default_factory=dict)

    @property
    def not_reached(self) -> int:
        """Members still to be reached."""
        return self.members - self.attended - self.reached - self.in_class


@dataclass(frozen=True)
class Totals:
    """All of it: every member counts once, also who belongs to two branches."""

    members: int
    attended: int
    reached: int
    in_class: int
    centihours: int
    branches: int
    ready: int
    silent: int

    @property
    def not_reached(self) -> int:
        """Members still to be reached."""
        return self.members - self.attended - self.reached - self.in_class

    @property
    def behind(self) -> int:
        """Branches with a theme on which too few meetings are reported."""
        return self.branches - self.ready


@dataclass(frozen=True)
class Strip:
    """One theme over all branches: with enough meetings, with some, with none."""

    theme: RoundTheme
    enough: int
    some: int
    none: int


def coverage_page(round_: SeasonalRound, scope: OrgScope, conditions: Conditions, number: int) -> Page:
    """Page `number` of the branches in `scope`, in order of codes; rows are `BranchLine` with a cell for each theme."""
    page = paged(_lines(round_, scope, conditions), number)
    return Page(_with_cells(round_, page.rows), page.number, page.of, page.total)


def all_lines(round_: SeasonalRound, scope: OrgScope, conditions: Conditions) -> list[BranchLine]:
    """The same without pages, for a sheet. Two queries."""
    return _with_cells(round_, db.session.execute(_lines(round_, scope, conditions)).all())


def branch_line(round_: SeasonalRound, branch_id: int) -> BranchLine:
    """One branch. Two queries."""
    statement = _branches(round_, lambda branch: branch == branch_id).where(Organisation.id == branch_id)
    rows = db.session.execute(statement).all()
    if not rows:
        branch = db.session.get_one(Organisation, branch_id)
        return BranchLine(branch.id, branch.code, branch.name, 0, 0, 0, 0, 0, 0, 0, None)
    return _with_cells(round_, rows)[0]


def totals_of(round_: SeasonalRound, scope: OrgScope) -> Totals:
    """The sums over all branches in `scope`. Two queries."""
    one = _stands(round_, scope.reaches)
    person = select(one.c.person_id, *(one.c[name] for name in _STANDS), one.c.centihours).distinct().subquery()
    people = db.session.execute(
        select(func.count(), *(func.coalesce(func.sum(person.c[name]), 0) for name in (*_STANDS, "centihours")))
        .select_from(person)
    ).one()  # fmt: skip
    line = _branches(round_, scope.reaches).subquery()
    enough = line.c.themes_enough >= _number_of_themes(round_.id)
    branches = db.session.execute(
        select(
            func.count(), func.count().filter(enough), func.count().filter(line.c.meetings == 0)
        ).select_from(line)
    ).one()  # fmt: skip
    figures: tuple[Any, ...] = (*people, *branches)
    return Totals(*figures)


def strips_of(round_: SeasonalRound, scope: OrgScope, branches: int) -> list[Strip]:
    """Each theme over the `branches` in `scope`. One query."""
    held = _held(round_.id).subquery()
    enough = held.c.meetings >= round_.meetings_a_theme
    rows = db.session.execute(
        select(RoundTheme, func.count(held.c.organisation_id).filter(enough),
               func.count(held.c.organisation_id).filter(~enough))
        .outerjoin(held, and_(held.c.theme_id == RoundTheme.id, scope.reaches(held.c.organisation_id)))
        .where(RoundTheme.round_id == round_.id)
        .group_by(RoundTheme.id)
        .order_by(RoundTheme.position)
    )  # fmt: skip
    return [Strip(theme, all_, some, branches - all_ - some) for theme, all_, some in rows]


def streets_of(round_: SeasonalRound, scope: OrgScope) -> list[tuple[int, str]]:
    """Streets and towns between the organiser and the branches in `scope`, to choose from: ids and names."""
    rows = db.session.execute(
        select(Organisation.id, Organisation.name)
        .join(OrganisationReach, OrganisationReach.descendant_id == Organisation.id)
        .where(
            OrganisationReach.ancestor_id == round_.organiser_id, OrganisationReach.depth > 0,
            Organisation.kind.in_([kind.value for kind in STREET_KINDS]), scope.reaches(Organisation.id),
        )
        .order_by(Organisation.code)
    )  # fmt: skip
    return [(row.id, row.name) for row in rows]


_STANDS = ("attended", "reached", "in_class")


def _stands(round_: SeasonalRound, within: Callable[[Any], ColumnElement[bool]]) -> CTE:
    """Every member with how they stand, in ones and noughts: person_id, branch_id, `_STANDS`, centihours."""
    member, done = members(round_.organiser_id, within), sums(learned(round_.id))
    meetings, reaches = func.coalesce(done.c.meetings, 0), func.coalesce(done.c.reaches, 0)
    classes = in_classes(round_.programme_id)
    return (
        select(
            member.c.person_id,
            member.c.branch_id,
            cast(meetings > 0, Integer).label("attended"),
            cast(and_(meetings == 0, reaches > 0), Integer).label("reached"),
            cast(and_(meetings == 0, reaches == 0, member.c.person_id.in_(classes)), Integer).label("in_class"),
            func.coalesce(done.c.centihours, 0).label("centihours"),
        )
        .outerjoin(done, done.c.person_id == member.c.person_id)
        .cte("stands")
    )


def _held(round_id: int) -> Select[*tuple[Any, ...]]:
    """Meetings by branch and theme as known now: organisation_id, theme_id, meetings, minutes, reported_at."""
    return (
        select(
            BranchReport.organisation_id, BranchReport.theme_id, func.count().label("meetings"),
            func.sum(BranchReport.minutes).label("minutes"), func.max(BranchReport.recorded_at).label("reported_at"),
        )
        .join(BranchMeeting, BranchMeeting.id == BranchReport.branch_meeting_id)
        .where(BranchMeeting.round_id == round_id, known(BranchReport))
        .group_by(BranchReport.organisation_id, BranchReport.theme_id)
    )  # fmt: skip


def _branches(round_: SeasonalRound, within: Callable[[Any], ColumnElement[bool]]) -> Select[*tuple[Any, ...]]:
    """The columns of `BranchLine`: who has members today, and who reported."""
    stands, held = _stands(round_, within), _held(round_.id).subquery("held")
    people = _people_by_branch(stands)
    enough = cast(held.c.meetings >= round_.meetings_a_theme, Integer)
    reported = (
        select(
            held.c.organisation_id, func.sum(held.c.meetings).label("meetings"), func.sum(enough).label("enough"),
            func.max(held.c.reported_at).label("reported_at"),
        )
        .where(within(held.c.organisation_id))
        .group_by(held.c.organisation_id)
        .subquery()
    )  # fmt: skip
    counted = [func.coalesce(people.c[name], 0).label(name) for name in ("members", *_STANDS, "centihours")]
    return (
        select(
            Organisation.id, Organisation.code, Organisation.name, *counted,
            func.coalesce(reported.c.meetings, 0).label("meetings"),
            func.coalesce(reported.c.enough, 0).label("themes_enough"), reported.c.reported_at,
        )
        .outerjoin(people, people.c.branch_id == Organisation.id)
        .outerjoin(reported, reported.c.organisation_id == Organisation.id)
        .where(or_(people.c.members > 0, reported.c.meetings > 0))
    )  # fmt: skip


def _people_by_branch(stands: CTE) -> Subquery:
    return (
        select(
            stands.c.branch_id, func.count().label("members"),
            *(func.sum(stands.c[name]).label(name) for name in (*_STANDS, "centihours")),
        )
        .group_by(stands.c.branch_id)
        .subquery()
    )  # fmt: skip


def _lines(round_: SeasonalRound, scope: OrgScope, conditions: Conditions) -> Select[*tuple[Any, ...]]:
    street = None if conditions.street_id is None else OrgScope(frozenset({conditions.street_id}))

    def within(branch: Any) -> ColumnElement[bool]:  # noqa: ANN401 - a column
        return and_(scope.reaches(branch), true() if street is None else street.reaches(branch))

    return _meeting(_branches(round_, within), round_, conditions).order_by(Organisation.code)


def _meeting(
    lines: Select[*tuple[Any, ...]], round_: SeasonalRound, conditions: Conditions
) -> Select[*tuple[Any, ...]]:
    columns = lines.selected_columns
    enough = columns.themes_enough >= _number_of_themes(round_.id)
    states = {BEHIND: ~enough, NOTHING: columns.meetings == 0, READY: enough}
    if conditions.state in states:
        lines = lines.where(states[conditions.state])
    if conditions.text:
        named = Organisation.name.contains(conditions.text, autoescape=True)
        lines = lines.where(or_(named, Organisation.code == conditions.text))
    return lines


def _number_of_themes(round_id: int) -> Any:  # noqa: ANN401 - a scalar subquery
    return select(func.count()).where(RoundTheme.round_id == round_id).scalar_subquery()


def _with_cells(round_: SeasonalRound, rows: Any) -> list[BranchLine]:  # noqa: ANN401 - rows of `_branches`
    """The lines with what was done on each theme. One query."""
    lines = {row.id: BranchLine(*row) for row in rows}
    held, people = _held(round_.id).subquery("held"), _people_by_theme(round_.id)
    cells = db.session.execute(
        select(held.c.organisation_id, held.c.theme_id, held.c.meetings, people.c.people, held.c.minutes)
        .outerjoin(
            people, and_(people.c.organisation_id == held.c.organisation_id, people.c.theme_id == held.c.theme_id)
        )
        .where(held.c.organisation_id.in_(list(lines)) if len(lines) <= _NAMED else true())
    )
    for branch, theme, meetings, came, minutes in cells:
        if branch in lines:
            lines[branch].cells[theme] = Cell(meetings, came or 0, minutes)
    return list(lines.values())


_NAMED = 1_000  # more branches than this are not named one by one in a statement


def _people_by_theme(round_id: int) -> Subquery:
    """How many different people came to the meetings of a branch on a theme."""
    return (
        select(
            BranchReport.organisation_id, BranchReport.theme_id,
            func.count(BranchPresence.person_id.distinct()).label("people"),
        )
        .join(BranchMeeting, BranchMeeting.id == BranchReport.branch_meeting_id)
        .join(BranchPresence, BranchPresence.report_id == BranchReport.id)
        .where(BranchMeeting.round_id == round_id, known(BranchReport), BranchPresence.attended.is_(True))
        .group_by(BranchReport.organisation_id, BranchReport.theme_id)
        .subquery("came")
    )  # fmt: skip
