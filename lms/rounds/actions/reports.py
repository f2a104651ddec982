"""What branches report of their meetings: once, corrected, taken back; with photos or minutes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import insert

from lms import clock
from lms.audit import actions as audit
from lms.audit.actor import Actor
from lms.errors import Conflict, Refused
from lms.extensions import db
from lms.files import actions as files
from lms.people.models import Organisation
from lms.records.rules import centihours_of_minutes
from lms.rounds.actions.rounds import refuse_unless_open
from lms.rounds.keeping import MOST_FILES, Checked
from lms.rounds.models import BranchFile, BranchMeeting, BranchPresence, BranchReport, SeasonalRound
from lms.rounds.queries import reports
from lms.rounds.queries.branches import faces_of_branch
from lms.rounds.queries.rounds import themes_of

PURPOSE = "round"


@dataclass(frozen=True)
class ReportFields:
    """What a branch says of a meeting: who came, and why others did not, as far as it says so."""

    theme_id: int
    day: date
    minutes: int
    attended: frozenset[int]
    reasons: Mapping[int, str]
    place: str = ""
    note: str = ""


@dataclass(frozen=True)
class Named:
    """A meeting as the audit trail names it."""

    id: int
    name: str
    __tablename__ = BranchMeeting.__tablename__


def report_meeting(
    actor: Actor,
    round_: SeasonalRound,
    branch: Organisation,
    fields: ReportFields,
    sent: Sequence[Checked],
    send_key: str,
) -> tuple[int, bool]:
    """Report a meeting of a locked branch; gives its id, and whether it is new: a form pressed twice reports once.

    Raises Refused when the round is closed, or when that day's theme is reported already.
    """
    before = reports.meeting_with_key(send_key)
    if before is not None and (before.round_id, before.organisation_id) == (round_.id, branch.id):
        return before.id, False
    listed = _checked(round_, branch, fields, frozenset())
    if reports.same_meeting(branch.id, fields.theme_id, fields.day) is not None:
        raise Refused(_("A meeting on this theme and day is reported already. Open it to correct it."))
    meeting = BranchMeeting(round_id=round_.id, organisation_id=branch.id, send_key=send_key)
    db.session.add(meeting)
    db.session.flush()
    _write(actor, meeting, fields, listed, clock.now())
    _keep(actor, meeting, sent)
    _audit(actor, "round.reported", meeting, branch, fields)
    return meeting.id, True


def correct_meeting(
    actor: Actor,
    round_: SeasonalRound,
    branch: Organisation,
    found: tuple[BranchMeeting, BranchReport],
    fields: ReportFields,
    sent: Sequence[Checked],
    seen: int,
) -> None:
    """Say something else of a meeting of a locked branch; what was said before stays.

    `seen`: the report that the page had shown. Raises Conflict when another is known by now, Refused as for reporting.
    """
    meeting, report = found
    if report.id != seen:
        raise Conflict(
            _("Somebody else corrected this meeting while you did. Look at what it says now, then change it.")
        )
    listed = _checked(round_, branch, fields, frozenset(reports.presence_of(report.id)))
    if reports.same_meeting(branch.id, fields.theme_id, fields.day) not in {None, meeting.id}:
        raise Refused(_("A meeting on this theme and day is reported already. Open it to correct it."))
    now = clock.now()
    report.superseded_at, report.superseded_by = now, str(actor)
    db.session.flush()
    _write(actor, meeting, fields, listed, now)
    _keep(actor, meeting, sent)
    _audit(actor, "round.report_corrected", meeting, branch, fields)


def take_back_meeting(
    actor: Actor, round_: SeasonalRound, found: tuple[BranchMeeting, BranchReport], reason: str
) -> None:
    """A meeting that was reported by mistake: nothing is known of it any more, and the row says why."""
    refuse_unless_open(round_)
    meeting, report = found
    report.superseded_at, report.superseded_by = clock.now(), str(actor)
    meeting.taken_back_reason = reason[:200]
    audit.record(
        actor, "round.report_taken_back", of=Named(meeting.id, report.day.isoformat()),
        organisation_id=meeting.organisation_id, reason=reason,
    )  # fmt: skip


def remove_file(actor: Actor, round_: SeasonalRound, file: BranchFile, organisation_id: int) -> None:
    """Show a photo or minutes no longer; pressed twice it changes nothing."""
    refuse_unless_open(round_)
    file.removed_at, file.removed_by = clock.now(), str(actor)
    audit.record(actor, "round.file_removed", organisation_id=organisation_id, file=file.id, kind=file.kind)


def _checked(
    round_: SeasonalRound, branch: Organisation, fields: ReportFields, listed_before: frozenset[int]
) -> frozenset[int]:
    """Everybody who stands on the list of this meeting. Raises Refused where something cannot be."""
    refuse_unless_open(round_)
    if fields.theme_id not in {theme.id for theme in themes_of(round_.id)}:
        raise Refused(_("Choose a theme of this round."))
    if not round_.first_day <= fields.day <= round_.last_day:
        raise Refused(_("The day does not lie within the days of the round."))
    if fields.day > clock.today():
        raise Refused(_("The day lies ahead. Report a meeting once it has been held."))
    listed = frozenset(face.person_id for face in faces_of_branch(round_, branch.id)) | listed_before
    if not fields.attended or not fields.attended <= listed:
        raise Refused(_("Tick the members of this branch who came."))
    return listed


def _write(actor: Actor, meeting: BranchMeeting, fields: ReportFields, listed: frozenset[int], now: datetime) -> None:
    report = BranchReport(
        branch_meeting_id=meeting.id, organisation_id=meeting.organisation_id, theme_id=fields.theme_id,
        day=fields.day, minutes=fields.minutes, credit_centihours=centihours_of_minutes(fields.minutes),
        place=fields.place[:100], note=fields.note[:500], recorded_at=now, recorded_by=str(actor),
    )  # fmt: skip
    db.session.add(report)
    db.session.flush()
    rows: list[dict[str, Any]] = [
        {
            "report_id": report.id, "person_id": person, "attended": person in fields.attended,
            "reason": None if person in fields.attended else fields.reasons.get(person),
        }
        for person in sorted(listed)
    ]  # fmt: skip
    db.session.execute(insert(BranchPresence), rows)


def _keep(actor: Actor, meeting: BranchMeeting, sent: Sequence[Checked]) -> None:
    """Keep photos and minutes with their meeting. Raises Refused when there would be too many."""
    if not sent:
        return
    if len(reports.files_of(meeting.id)) + len(sent) > MOST_FILES:
        raise Refused(_("A meeting has at most %(most)s files.", most=MOST_FILES))
    for one in sent:
        kept = files.keep(actor, one.stream(), name=one.name, media_type=one.media_type, purpose=PURPOSE)
        db.session.add(BranchFile(branch_meeting_id=meeting.id, stored_file_id=kept.id, kind=one.kind))
    db.session.flush()


def _audit(actor: Actor, deed: str, meeting: BranchMeeting, branch: Organisation, fields: ReportFields) -> None:
    audit.record(
        actor, deed, of=Named(meeting.id, f"{branch.name} {fields.day.isoformat()}"), organisation_id=branch.id,
        theme=fields.theme_id, day=fields.day, minutes=fields.minutes, came=len(fields.attended),
    )  # fmt: skip
