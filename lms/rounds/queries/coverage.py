"""How far a round has come: branches by theme, members reached and still to be reached, hours."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Integer,
    Select,
    and_,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    true,
    union_all,
)

from lms.columns import UtcDateTime, known
from lms.extensions import db
from lms.paging import ROWS_A_PAGE, Page
from lms.people.models import Organisation, OrganisationReach
from lms.people.queries import OrgScope
from lms.people.rules import STREET_KINDS
from lms.rounds.models import BranchMeeting, BranchPresence, BranchReport, RoundTheme, SeasonalRound
from lms.rounds.queries.standing import STANDS, Within, stands

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
    """Page `number` of the branches in `scope`, in order of codes; rows are `BranchLine` with a cell for each theme.

    Three queries; how many there are is counted along with the rows, so that everybody is looked at once.
    """
    lines, first = _lines(round_, scope, conditions), (max(number, 1) - 1) * ROWS_A_PAGE
    counted = lines.add_columns(func.count().over().label("total")).limit(ROWS_A_PAGE).offset(first)
    rows = db.session.execute(counted).all()
    if not rows and number > 1:
        return coverage_page(round_, scope, conditions, 1)
    total = rows[0].total if rows else 0
    return Page(_with_cells(round_, [row[:-1] for row in rows]), max(number, 1), -(-total // ROWS_A_PAGE) or 1, total)


def all_lines(round_: SeasonalRound, scope: OrgScope, conditions: Conditions) -> list[BranchLine]:
    """The same without pages, for a sheet. Two queries."""
    return _with_cells(round_, db.session.execute(_lines(round_, scope, conditions)).all())


def branch_line(round_: SeasonalRound, branch: Organisation) -> BranchLine:
    """One branch. Three queries."""

    def within(one: Any) -> ColumnElement[bool]:  # noqa: ANN401 - a column
        return one == branch.id

    lines = _branches(round_, within, stands(round_, within, few=True))
    rows = db.session.execute(lines).all()
    if not rows:
        return BranchLine(branch.id, branch.code, branch.name, 0, 0, 0, 0, 0, 0, 0, None)
    return _with_cells(round_, rows)[0]


def totals_of(round_: SeasonalRound, scope: OrgScope) -> Totals:
    """The sums over all branches in `scope`. One query, which looks at everybody once."""
    stand = stands(round_, scope.reaches)
    person = select(stand.c.person_id, *(stand.c[name] for name in (*STANDS, "centihours"))).distinct().subquery()
    people = (
        select(
            func.count().label("members"),
            *(func.coalesce(func.sum(person.c[name]), 0).label(name) for name in (*STANDS, "centihours")),
        )
        .select_from(person)
        .subquery()
    )
    line = _branches(round_, scope.reaches, stand).subquery()
    enough = line.c.themes_enough >= _number_of_themes(round_.id)
    branches = (
        select(
            func.count().label("branches"), func.count().filter(enough).label("ready"),
            func.count().filter(line.c.meetings == 0).label("silent"),
        )
        .select_from(line)
        .subquery()
    )  # fmt: skip
    return Totals(*db.session.execute(select(people, branches).join(branches, true())).one())


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


def _branches(round_: SeasonalRound, within: Within, stand: CTE) -> Select[*tuple[Any, ...]]:
    """The columns of `BranchLine`: who has members today, and who reported. The two are added up, not joined."""
    held = _held(round_.id).subquery("held")
    enough = cast(held.c.meetings >= round_.meetings_a_theme, Integer)
    names = ("members", *STANDS, "centihours", "meetings", "themes_enough")
    rows = union_all(
        select(
            stand.c.branch_id, func.count().label("members"),
            *(func.sum(stand.c[name]).label(name) for name in (*STANDS, "centihours")),
            literal(0, Integer).label("meetings"), literal(0, Integer).label("themes_enough"),
            cast(null(), UtcDateTime).label("reported_at"),
        ).group_by(stand.c.branch_id),
        select(
            held.c.organisation_id, *(literal(0, Integer) for _name in range(5)), func.sum(held.c.meetings),
            func.sum(enough), func.max(held.c.reported_at),
        )
        .where(within(held.c.organisation_id))
        .group_by(held.c.organisation_id),
    ).subquery()  # fmt: skip
    line = (
        select(
            rows.c.branch_id, *(cast(func.sum(rows.c[name]), Integer).label(name) for name in names),
            func.max(rows.c.reported_at, type_=UtcDateTime).label("reported_at"),
        )
        .group_by(rows.c.branch_id)
        .subquery()
    )  # fmt: skip
    return select(
        Organisation.id, Organisation.code, Organisation.name, *(line.c[name] for name in (*names, "reported_at"))
    ).join(line, line.c.branch_id == Organisation.id)


def _lines(round_: SeasonalRound, scope: OrgScope, conditions: Conditions) -> Select[*tuple[Any, ...]]:
    street = None if conditions.street_id is None else OrgScope(frozenset({conditions.street_id}))

    def within(branch: Any) -> ColumnElement[bool]:  # noqa: ANN401 - a column
        return and_(scope.reaches(branch), true() if street is None else street.reaches(branch))

    return _meeting(_branches(round_, within, stands(round_, within)), round_, conditions).order_by(Organisation.code)


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
    """The lines with what was done on each theme. Two queries."""
    lines = {row[0]: BranchLine(*row) for row in rows}
    here = BranchReport.organisation_id.in_(list(lines)) if len(lines) <= _NAMED else true()
    came = {(row[0], row[1]): row[2] for row in db.session.execute(_people_by_theme(round_.id).where(here))}
    for branch, theme, meetings, minutes, _reported_at in db.session.execute(_held(round_.id).where(here)):
        if branch in lines:
            lines[branch].cells[theme] = Cell(meetings, came.get((branch, theme), 0), minutes)
    return list(lines.values())


_NAMED = 1_000  # more branches than this are not named one by one in a statement


def _people_by_theme(round_id: int) -> Select[*tuple[Any, ...]]:
    """How many different people came to the meetings of a branch on a theme."""
    return (
        select(
            BranchReport.organisation_id, BranchReport.theme_id, func.count(BranchPresence.person_id.distinct())
        )
        .join(BranchMeeting, BranchMeeting.id == BranchReport.branch_meeting_id)
        .join(BranchPresence, BranchPresence.report_id == BranchReport.id)
        .where(BranchMeeting.round_id == round_id, known(BranchReport), BranchPresence.attended.is_(True))
        .group_by(BranchReport.organisation_id, BranchReport.theme_id)
    )  # fmt: skip
