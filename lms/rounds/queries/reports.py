"""What a branch reported: its meetings, one of them with its list, what was corrected, its files."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select

from lms.columns import known
from lms.errors import NotFound
from lms.extensions import db
from lms.files.models import StoredFile
from lms.paging import Page, paged
from lms.people.queries import OrgScope
from lms.rounds.models import BranchFile, BranchMeeting, BranchPresence, BranchReport, RoundTheme, SeasonalRound


@dataclass(frozen=True)
class MeetingLine:
    """A meeting as it is known now: how many came of how many on its list, and how many files it has."""

    id: int
    day: date
    theme: str
    minutes: int
    centihours: int
    place: str
    came: int
    listed: int
    files: int


def meetings_page(round_id: int, branch_id: int, number: int) -> Page:
    """Page `number` of a branch's meetings, the latest first; rows are `MeetingLine`."""
    came = _presence().where(BranchPresence.attended.is_(True)).scalar_subquery()
    files = (
        select(func.count())
        .where(BranchFile.branch_meeting_id == BranchMeeting.id, BranchFile.removed_at.is_(None))
        .correlate(BranchMeeting)
        .scalar_subquery()
    )
    statement = (
        select(
            BranchMeeting.id, BranchReport.day, RoundTheme.name, BranchReport.minutes, BranchReport.credit_centihours,
            BranchReport.place, came, _presence().scalar_subquery(), files,
        )
        .join(BranchReport, BranchReport.branch_meeting_id == BranchMeeting.id)
        .join(RoundTheme, RoundTheme.id == BranchReport.theme_id)
        .where(BranchMeeting.round_id == round_id, BranchMeeting.organisation_id == branch_id, known(BranchReport))
    )  # fmt: skip
    page = paged(statement.order_by(BranchReport.day.desc(), BranchMeeting.id.desc()), number)
    return Page([MeetingLine(*row) for row in page.rows], page.number, page.of, page.total)


def _presence() -> Select[*tuple[Any, ...]]:
    return select(func.count()).where(BranchPresence.report_id == BranchReport.id).correlate(BranchReport)


def meeting_in_reach(round_: SeasonalRound, meeting_id: int, scope: OrgScope) -> tuple[BranchMeeting, BranchReport]:
    """A meeting of a round with what is known of it, if its branch lies in `scope`. Raises NotFound."""
    row = db.session.execute(
        select(BranchMeeting, BranchReport)
        .join(BranchReport, BranchReport.branch_meeting_id == BranchMeeting.id)
        .where(
            BranchMeeting.id == meeting_id, BranchMeeting.round_id == round_.id, known(BranchReport),
            scope.reaches(BranchMeeting.organisation_id),
        )
    ).one_or_none()  # fmt: skip
    if row is None:
        raise NotFound("There is no such meeting here.")
    return row[0], row[1]


def meeting_with_key(send_key: str) -> BranchMeeting | None:
    """The meeting that was reported with a form before."""
    return db.session.scalars(select(BranchMeeting).where(BranchMeeting.send_key == send_key)).one_or_none()


def same_meeting(branch_id: int, theme_id: int, day: date) -> int | None:
    """The meeting of a branch on that theme and day that is reported already."""
    return db.session.scalar(
        select(BranchReport.branch_meeting_id).where(
            BranchReport.organisation_id == branch_id, BranchReport.theme_id == theme_id, BranchReport.day == day,
            known(BranchReport),
        )
    )  # fmt: skip


def presence_of(report_id: int) -> dict[int, BranchPresence]:
    """The list of one report, by person."""
    rows = db.session.scalars(select(BranchPresence).where(BranchPresence.report_id == report_id))
    return {row.person_id: row for row in rows}


@dataclass(frozen=True)
class Version:
    """A report as it once stood."""

    day: date
    theme: str
    minutes: int
    came: int
    recorded_at: datetime
    recorded_by: str
    superseded_at: datetime | None


def versions_of(meeting_id: int) -> list[Version]:
    """Everything ever said of a meeting, the latest first."""
    came = _presence().where(BranchPresence.attended.is_(True)).scalar_subquery()
    rows = db.session.execute(
        select(
            BranchReport.day, RoundTheme.name, BranchReport.minutes, came, BranchReport.recorded_at,
            BranchReport.recorded_by, BranchReport.superseded_at,
        )
        .join(RoundTheme, RoundTheme.id == BranchReport.theme_id)
        .where(BranchReport.branch_meeting_id == meeting_id)
        .order_by(BranchReport.recorded_at.desc(), BranchReport.id.desc())
    )  # fmt: skip
    return [Version(*row) for row in rows]


def files_of(meeting_id: int) -> list[tuple[BranchFile, StoredFile]]:
    """The files of a meeting, in the order they came."""
    rows = db.session.execute(
        select(BranchFile, StoredFile)
        .join(StoredFile, StoredFile.id == BranchFile.stored_file_id)
        .where(BranchFile.branch_meeting_id == meeting_id, BranchFile.removed_at.is_(None))
        .order_by(BranchFile.id)
    )
    return [(row[0], row[1]) for row in rows]


def file_in_reach(round_: SeasonalRound, file_id: int, scope: OrgScope) -> tuple[BranchFile, StoredFile]:
    """A file of a meeting whose branch lies in `scope`. Raises NotFound."""
    row = db.session.execute(
        select(BranchFile, StoredFile)
        .join(StoredFile, StoredFile.id == BranchFile.stored_file_id)
        .join(BranchMeeting, BranchMeeting.id == BranchFile.branch_meeting_id)
        .where(
            BranchFile.id == file_id, BranchMeeting.round_id == round_.id, BranchFile.removed_at.is_(None),
            scope.reaches(BranchMeeting.organisation_id),
        )
    ).one_or_none()  # fmt: skip
    if row is None:
        raise NotFound("There is no such file here.")
    return row[0], row[1]
