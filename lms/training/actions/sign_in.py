"""Signing in to a meeting: by the code on the wall, or by the six digits beside it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from lms import clock
from lms.audit import actions as audit
from lms.audit.actor import Actor
from lms.extensions import db
from lms.training.actions.attendance import supersede_marks
from lms.training.models import Attendance, NumberTry
from lms.training.queries import sign_in
from lms.training.queries.sign_in import MeetingFacts
from lms.training.rules.attendance import was_there
from lms.training.rules.sign_in import WRONG_TRIES_A_MINUTE, Moment, number_is_good
from lms.training.rules.words import Mark, Source


class Answer(StrEnum):
    """What came of trying to sign in."""

    SIGNED_IN = "signed_in"
    ALREADY = "already"
    TOO_EARLY = "too_early"
    OVER = "over"
    NOT_EXPECTED = "not_expected"
    WRONG_NUMBER = "wrong_number"
    TOO_MANY_TRIES = "too_many_tries"
    NOTHING_OPEN = "nothing_open"


@dataclass(frozen=True)
class Trace:
    """Where a sign-in came from: a keyed hash of the device's cookie, and the network address. Both are facts only."""

    device: str | None
    address: str


@dataclass(frozen=True)
class Tried:
    """The answer, and for which meeting."""

    answer: Answer
    meeting: MeetingFacts | None = None


def sign_in_at(
    actor: Actor, person_id: int, meeting: MeetingFacts, source: Source, came_at: datetime, trace: Trace
) -> Tried:
    """Mark a person as there who showed at `came_at`, by the server's clock, that they see the wall.

    Too early or too late writes nothing. Somebody who is marked as there stays so; who was put down as absent or
    on leave and comes is there. Waits for roll call and closing of the class, not for other people.
    """
    mark = meeting.window.mark(came_at)
    if mark is None:
        early = meeting.window.moment(came_at) is Moment.TOO_EARLY
        return Tried(Answer.TOO_EARLY if early else Answer.OVER, meeting)
    is_open = sign_in.hold_class_open(meeting.class_id)
    if not sign_in.is_expected(meeting.id, person_id, lock=True):
        return Tried(Answer.NOT_EXPECTED, meeting)
    known = sign_in.mark_at(meeting.id, person_id)
    if known is not None and was_there(Mark(known.status)):
        return Tried(Answer.ALREADY, meeting)
    if not is_open:
        return Tried(Answer.OVER, meeting)
    now = clock.now()
    if known is not None:
        supersede_marks(actor, [known.id], now)
    entry = Attendance(
        class_meeting_id=meeting.id, person_id=person_id, status=mark.value, source=source.value,
        signed_in_at=came_at, device=trace.device, address=trace.address[:64], recorded_at=now,
        recorded_by=str(actor),
    )  # fmt: skip
    db.session.add(entry)
    db.session.flush()
    audit.record(
        actor, "attendance.signed_in", of=entry, person_id=person_id, meeting=meeting.id, status=mark,
        source=source, before=known.status if known is not None else None,
    )  # fmt: skip
    return Tried(Answer.SIGNED_IN, meeting)


def sign_in_by_number(actor: Actor, person_id: int, digits: str, trace: Trace) -> Tried:
    """Try six digits against the person's own open meetings only. Wrong ones count; five a minute are let through.

    `digits` empty: what was typed is no number; it is answered as wrong and not counted.
    """
    now = clock.now()
    meetings = sign_in.open_meetings_of(person_id, now)
    if not meetings:
        return Tried(Answer.NOTHING_OPEN)
    if not digits:
        return Tried(Answer.WRONG_NUMBER)
    if sign_in.count_wrong_tries(person_id, now) >= WRONG_TRIES_A_MINUTE:
        return Tried(Answer.TOO_MANY_TRIES)
    for meeting in meetings:
        if number_is_good(digits, meeting.secret, now):
            return sign_in_at(actor, person_id, meeting, Source.NUMBER, now, trace)
    db.session.add(NumberTry(person_id=person_id, tried_at=now))
    audit.record(actor, "attendance.wrong_number", person_id=person_id, result="refused")
    return Tried(Answer.WRONG_NUMBER)
