"""Signing in to a meeting: by the code on the wall, by the six digits beside it, or by the supervisor for somebody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from lms import clock
from lms.audit import actions as audit
from lms.audit.actor import Actor
from lms.errors import NotFound
from lms.extensions import db
from lms.training.actions.attendance import supersede_marks
from lms.training.models import Attendance, NumberTry
from lms.training.queries import sign_in
from lms.training.queries.sign_in import MeetingFacts
from lms.training.rules import sign_in as rules
from lms.training.rules.attendance import was_there
from lms.training.rules.sign_in import WRONG_TRIES_A_MINUTE, Moment
from lms.training.rules.words import Mark, Source


class Answer(StrEnum):
    """What came of trying to sign in or out."""

    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    CAME_BACK = "came_back"
    ALREADY = "already"
    TOO_EARLY = "too_early"
    OVER = "over"
    CLOSED = "closed"
    NOT_EXPECTED = "not_expected"
    NOT_THERE = "not_there"  # signing out without having signed in
    WRONG_NUMBER = "wrong_number"
    TOO_MANY_TRIES = "too_many_tries"
    NOTHING_OPEN = "nothing_open"
    NO_CODE = "no_code"  # what a phone kept is no code that ever hung on a wall
    TOO_OLD = "too_old"  # what a phone kept is of another day


@dataclass(frozen=True)
class Trace:
    """Where a sign-in came from; facts only.

    `device`: a keyed hash of its cookie; `arrived_at`: when a scan came in that was kept without network.
    """

    device: str | None = None
    address: str = ""
    arrived_at: datetime | None = None


@dataclass(frozen=True)
class Tried:
    """The answer, and for which meeting."""

    answer: Answer
    meeting: MeetingFacts | None = None


_OWN_SOURCES = {Source.CODE, Source.NUMBER}


def sign_in_at(
    actor: Actor, person_id: int, meeting: MeetingFacts, source: Source, came_at: datetime, trace: Trace
) -> Tried:
    """Mark a person as there who showed at `came_at`, by the server's clock, that they see the wall.

    Too early or too late writes nothing. Somebody who is marked as there stays so, unless a scan that was kept
    proves that they came earlier; who was put down as absent or on leave and comes is there. Waits for roll call
    and closing of the class, not for other people.
    """
    mark = meeting.window.mark(came_at)
    if mark is None and _is_there(meeting, person_id):
        return Tried(Answer.ALREADY, meeting)
    if mark is None:
        early = meeting.window.moment(came_at) is Moment.TOO_EARLY
        return Tried(Answer.TOO_EARLY if early else Answer.OVER, meeting)
    is_open = sign_in.hold_class_open(meeting.class_id)
    if not sign_in.is_expected(meeting.id, person_id, lock=True):
        return Tried(Answer.NOT_EXPECTED, meeting)
    known = sign_in.mark_at(meeting.id, person_id)
    if known is not None and was_there(Mark(known.status)) and not _proves_earlier(known, came_at, trace):
        return Tried(Answer.ALREADY, meeting)
    if not is_open:
        return Tried(Answer.OVER if source in _OWN_SOURCES and trace.arrived_at is None else Answer.CLOSED, meeting)
    entry = Attendance(
        class_meeting_id=meeting.id, person_id=person_id, status=mark.value, source=source.value,
        signed_in_at=came_at, device=trace.device, address=trace.address[:64] or None, arrived_at=trace.arrived_at,
    )  # fmt: skip
    _store(actor, entry, known)
    return Tried(Answer.SIGNED_IN, meeting)


def _is_there(meeting: MeetingFacts, person_id: int) -> bool:
    known = sign_in.mark_at(meeting.id, person_id)
    return known is not None and was_there(Mark(known.status))


def _proves_earlier(known: Attendance, came_at: datetime, trace: Trace) -> bool:
    """Whether a kept scan is older than the sign-in that the same person sent meanwhile."""
    return (
        trace.arrived_at is not None
        and known.source in _OWN_SOURCES
        and known.status in {Mark.PRESENT.value, Mark.LATE.value}
        and known.signed_in_at is not None
        and came_at < known.signed_in_at
    )


def _store(actor: Actor, entry: Attendance, before: Attendance | None) -> None:
    entry.recorded_at, entry.recorded_by = clock.now(), str(actor)
    if before is not None:
        entry.signed_out_at = before.signed_out_at
        supersede_marks(actor, [before.id], entry.recorded_at)
    db.session.add(entry)
    db.session.flush()
    deed = "attendance.signed_in_for" if entry.source == Source.SUPERVISOR.value else "attendance.signed_in"
    audit.record(
        actor, deed, of=entry, person_id=entry.person_id, meeting=entry.class_meeting_id, status=entry.status,
        source=entry.source, at=entry.signed_in_at, kept_without_network=entry.arrived_at is not None,
        before=before.status if before is not None else None,
    )  # fmt: skip


def sign_in_by_number(actor: Actor, person_id: int, digits: str, trace: Trace) -> Tried:
    """Try six digits against the person's own meetings whose wall shows some now."""
    now = clock.now()
    meetings = sign_in.open_meetings_of(person_id, now)
    found = meeting_of_number(actor, person_id, meetings, digits)
    if isinstance(found, Answer):
        return Tried(found)
    return sign_in_at(actor, person_id, found, Source.NUMBER, now, trace)


def meeting_of_number(
    actor: Actor, person_id: int, meetings: Sequence[MeetingFacts], digits: str
) -> MeetingFacts | Answer:
    """Whose six digits these are, of these meetings. Wrong ones count; five a minute are let through.

    `digits` empty: what was typed is no number; it is answered as wrong and not counted.
    """
    now = clock.now()
    if not meetings:
        return Answer.NOTHING_OPEN
    if not digits:
        return Answer.WRONG_NUMBER
    if sign_in.count_wrong_tries(person_id, now) >= WRONG_TRIES_A_MINUTE:
        return Answer.TOO_MANY_TRIES
    secrets = sign_in.secrets_at(meetings, rules.rotations_of(now))
    for meeting in meetings:
        if rules.number_is_good(digits, secrets[meeting.id], now):
            return meeting
    db.session.add(NumberTry(person_id=person_id, tried_at=now))
    audit.record(actor, "attendance.wrong_number", person_id=person_id, result="refused")
    return Answer.WRONG_NUMBER


def sign_in_kept(actor: Actor, person_id: int, code: str, trace: Trace) -> Tried:
    """Take a scan that a phone kept while it had no network: what counts is when its code hung on the wall.

    Until the end of that day. A code that never hung there, one of a time to come, and a closed class are refused.
    """
    now, scanned = clock.now(), rules.read_code(code)
    try:
        meeting = sign_in.meeting_facts(scanned.meeting_id) if scanned else None
    except NotFound:
        meeting = None
    if scanned is None or meeting is None or scanned.at > now:
        return Tried(Answer.NO_CODE)
    if not scanned.is_true(sign_in.secrets_at([meeting], [rules.rotation_begins(scanned.at)])[meeting.id]):
        return Tried(Answer.NO_CODE)
    if not rules.kept_scan_is_in_time(scanned.at, now):
        return Tried(Answer.TOO_OLD, meeting)
    kept = Trace(trace.device, trace.address, arrived_at=now)
    return sign_in_at(actor, person_id, meeting, Source.CODE, scanned.at, kept)
