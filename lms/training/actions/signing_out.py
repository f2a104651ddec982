"""Signing out by oneself, and taking that back: facts beside the sign-in, and a proposal for the mark."""

from datetime import datetime

from lms import clock
from lms.audit import actions as audit
from lms.audit.actor import Actor
from lms.extensions import db
from lms.training.actions.attendance import supersede_marks
from lms.training.actions.sign_in import Answer, Tried
from lms.training.models import Attendance
from lms.training.queries import sign_in
from lms.training.queries.sign_in import MeetingFacts
from lms.training.rules.attendance import Entry, was_there
from lms.training.rules.signing_out import Presence, after_coming_back, after_sign_out
from lms.training.rules.words import Mark, Source

_DECIDED_BY_OFFICE = {Source.ROLL_CALL.value, Source.IMPORT.value}


def sign_out_at(actor: Actor, person_id: int, meeting: MeetingFacts, left_at: datetime) -> Tried:
    """Somebody who is there leaves at `left_at`, by the server's clock. The last sign-out counts."""
    return _change(actor, person_id, meeting, left_at)


def come_back(actor: Actor, person_id: int, meeting: MeetingFacts) -> Tried:
    """Somebody who signed out is still there, or there again."""
    return _change(actor, person_id, meeting, None)


def _change(actor: Actor, person_id: int, meeting: MeetingFacts, left_at: datetime | None) -> Tried:
    now, window = clock.now(), meeting.window
    if not window.shows_code(left_at or now):
        return Tried(Answer.OVER, meeting)
    is_open = sign_in.hold_class_open(meeting.class_id)
    if not sign_in.is_expected(meeting.id, person_id, lock=True):
        return Tried(Answer.NOT_EXPECTED, meeting)
    before = sign_in.mark_at(meeting.id, person_id)
    if before is None or not was_there(Mark(before.status)):
        return Tried(Answer.NOT_THERE, meeting)
    if not is_open:
        return Tried(Answer.CLOSED, meeting)
    presence = _presence(before, meeting)
    after = after_coming_back(presence, window) if left_at is None else after_sign_out(presence, left_at, window)
    _write(actor, before, after, left_at, now)
    return Tried(Answer.CAME_BACK if left_at is None else Answer.SIGNED_OUT, meeting)


def _presence(known: Attendance, meeting: MeetingFacts) -> Presence:
    return Presence(
        Entry(Mark(known.status), known.minutes_attended), meeting.starts_at, known.signed_in_at,
        known.signed_out_at, decided=known.source in _DECIDED_BY_OFFICE,
    )  # fmt: skip


def _write(actor: Actor, before: Attendance, after: Entry, left_at: datetime | None, now: datetime) -> None:
    """A row that follows the one known: how somebody came stays with it."""
    supersede_marks(actor, [before.id], now)
    entry = Attendance(
        class_meeting_id=before.class_meeting_id, person_id=before.person_id, status=after.mark.value,
        minutes_attended=after.minutes, source=before.source, signed_in_at=before.signed_in_at,
        device=before.device, address=before.address, arrived_at=before.arrived_at, reason=before.reason,
        signed_out_at=left_at, recorded_at=now, recorded_by=str(actor),
    )  # fmt: skip
    db.session.add(entry)
    db.session.flush()
    audit.record(
        actor, "attendance.came_back" if left_at is None else "attendance.signed_out", of=entry,
        person_id=before.person_id, meeting=before.class_meeting_id, at=left_at, before=before.status,
        status=after.mark, minutes=after.minutes,
    )  # fmt: skip
