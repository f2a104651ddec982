"""What one member did in rounds, for their own page."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Integer, func, literal, or_, select

from lms.columns import known
from lms.extensions import db
from lms.people.models import OrganisationReach
from lms.rounds.models import BranchMeeting, BranchPresence, BranchReport, MemberReach, RoundTheme, SeasonalRound


@dataclass(frozen=True)
class OwnRound:
    """A round as one of its members sees it: what it asks, and their own sums."""

    round: SeasonalRound
    minutes: int
    centihours: int
    meetings: int
    reaches: int


@dataclass(frozen=True)
class OwnLine:
    """What a member did in a round: a meeting, or a day they were reached otherwise."""

    round_id: int
    day: date
    theme: str | None
    minutes: int
    centihours: int
    is_meeting: bool


def rounds_of_person(person_id: int, branch_ids: set[int], since: date) -> list[OwnRound]:
    """Rounds since a day that reach somebody's branch or in which they took part, the newest first. One query."""
    attended = (
        select(
            BranchMeeting.round_id,
            BranchReport.minutes,
            BranchReport.credit_centihours.label("centihours"),
            literal(1, Integer).label("meeting"),
            literal(0, Integer).label("reach"),
        )
        .join(BranchReport, BranchReport.branch_meeting_id == BranchMeeting.id)
        .join(BranchPresence, BranchPresence.report_id == BranchReport.id)
        .where(BranchPresence.person_id == person_id, BranchPresence.attended.is_(True), known(BranchReport))
    )
    reached = select(
        MemberReach.round_id, MemberReach.minutes, MemberReach.credit_centihours, literal(0, Integer),
        literal(1, Integer),
    ).where(MemberReach.person_id == person_id, known(MemberReach))  # fmt: skip
    rows = attended.union_all(reached).subquery()
    done = (
        select(
            rows.c.round_id,
            *(func.sum(rows.c[name]).label(name) for name in ("minutes", "centihours", "meeting", "reach")),
        )
        .group_by(rows.c.round_id)
        .subquery()
    )
    above = select(OrganisationReach.ancestor_id).where(OrganisationReach.descendant_id.in_(branch_ids))
    found = db.session.execute(
        select(
            SeasonalRound, *(func.coalesce(done.c[name], 0) for name in ("minutes", "centihours", "meeting", "reach"))
        )
        .outerjoin(done, done.c.round_id == SeasonalRound.id)
        .where(
            or_(done.c.round_id.is_not(None), SeasonalRound.organiser_id.in_(above)), SeasonalRound.last_day >= since
        )
        .order_by(SeasonalRound.first_day.desc(), SeasonalRound.id.desc())
    )
    return [OwnRound(*row) for row in found]


def own_lines(person_id: int, round_ids: list[int]) -> list[OwnLine]:
    """What somebody did in these rounds, in order of days. Two queries."""
    attended = db.session.execute(
        select(BranchMeeting.round_id, BranchReport.day, RoundTheme.name, BranchReport.minutes,
               BranchReport.credit_centihours)
        .join(BranchReport, BranchReport.branch_meeting_id == BranchMeeting.id)
        .join(BranchPresence, BranchPresence.report_id == BranchReport.id)
        .join(RoundTheme, RoundTheme.id == BranchReport.theme_id)
        .where(
            BranchPresence.person_id == person_id, BranchPresence.attended.is_(True), known(BranchReport),
            BranchMeeting.round_id.in_(round_ids),
        )
    )  # fmt: skip
    reached = db.session.execute(
        select(MemberReach.round_id, MemberReach.day, RoundTheme.name, MemberReach.minutes,
               MemberReach.credit_centihours)
        .outerjoin(RoundTheme, RoundTheme.id == MemberReach.theme_id)
        .where(MemberReach.person_id == person_id, known(MemberReach), MemberReach.round_id.in_(round_ids))
    )  # fmt: skip
    lines = [OwnLine(*row, True) for row in attended] + [OwnLine(*row, False) for row in reached]
    return sorted(lines, key=lambda line: line.day)
