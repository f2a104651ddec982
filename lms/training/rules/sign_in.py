"""Signing in: when it is open, and the code and number that change every 15 seconds. The clock is the server's.

The secret behind them has two halves: the meeting's own, and one that is replaced every ten minutes. A code says
of which 15 seconds it is, so that a scan which a phone kept without network still proves when it hung on the wall.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum

from lms.training.rules.words import Mark

LONGEST_BEFORE = timedelta(minutes=120)
"""The earliest that sign-in may open before a start."""
SIGN_OUT_AFTER = timedelta(minutes=30)
"""So long after an end one may still sign out."""
STEP_SECONDS = 15
ROTATION_SECONDS = 600
TICKET_MINUTES = 10
WRONG_TRIES_A_MINUTE = 5
_CODE_BYTES = 6
_CHINA = timezone(timedelta(hours=8))
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Timing:
    """A class's minutes: sign-in opens before a start, is late from after it, leaving is early until before an end."""

    opens_minutes: int = 30
    late_minutes: int = 15
    early_minutes: int = 10


USUAL = Timing()


class Moment(StrEnum):
    """How an instant lies to a meeting's sign-in."""

    TOO_EARLY = "too_early"
    ON_TIME = "on_time"
    LATE = "late"
    OVER = "over"


@dataclass(frozen=True)
class Window:
    """When one may sign in to a meeting: from `opens_at`, late from `late_at`, until `closes_at`, all included.

    Who leaves before `early_until` leaves early; one may sign out until `signs_out_until`.
    """

    opens_at: datetime
    late_at: datetime
    closes_at: datetime
    early_until: datetime
    signs_out_until: datetime

    @classmethod
    def of(cls, starts_at: datetime, ends_at: datetime, timing: Timing = USUAL) -> "Window":
        """The window of a meeting, by the minutes of its class."""
        return cls(
            opens_at=starts_at - timedelta(minutes=timing.opens_minutes),
            late_at=min(starts_at + timedelta(minutes=timing.late_minutes), ends_at),
            closes_at=ends_at,
            early_until=max(starts_at, ends_at - timedelta(minutes=timing.early_minutes)),
            signs_out_until=ends_at + SIGN_OUT_AFTER,
        )

    def moment(self, now: datetime) -> Moment:
        """Where `now` lies."""
        if now < self.opens_at:
            return Moment.TOO_EARLY
        if now > self.closes_at:
            return Moment.OVER
        return Moment.ON_TIME if now < self.late_at else Moment.LATE

    def is_open(self, now: datetime) -> bool:
        """Whether somebody may sign in at `now`."""
        return self.moment(now) in _MARKS

    def shows_code(self, now: datetime) -> bool:
        """Whether the wall has a code at `now`: to sign in, and for a while after the end to sign out."""
        return self.opens_at <= now <= self.signs_out_until

    def mark(self, now: datetime) -> Mark | None:
        """What signing in at `now` is worth; None while it is not open."""
        return _MARKS.get(self.moment(now))


_MARKS = {Moment.ON_TIME: Mark.PRESENT, Moment.LATE: Mark.LATE}


def new_secret() -> str:
    """Half of a secret, as hex; it never leaves the server."""
    return secrets.token_hex(32)


def whole_secret(of_meeting: str, of_rotation: str) -> str:
    """Both halves as one, hex: neither is worth anything alone."""
    return hmac.new(bytes.fromhex(of_meeting), bytes.fromhex(of_rotation), hashlib.sha256).hexdigest()


def step_of(now: datetime) -> int:
    """Which 15 seconds `now` lies in."""
    return int(now.timestamp()) // STEP_SECONDS


def step_begins(step: int) -> datetime:
    """The instant from which a step's code hung on the wall."""
    return datetime.fromtimestamp(step * STEP_SECONDS, UTC)


def rotation_begins(at: datetime) -> datetime:
    """From when the changing half in force at `at` holds."""
    seconds = int(at.timestamp())
    return datetime.fromtimestamp(seconds - seconds % ROTATION_SECONDS, UTC)


def rotations_of(now: datetime) -> frozenset[datetime]:
    """The rotations that the good codes of `now` lie in: one, right after a change two."""
    return frozenset(rotation_begins(step_begins(step)) for step in good_steps(now))


Secrets = Mapping[datetime, str]
"""A meeting's whole secrets, by the instant from which each is in force."""


def code(meeting_id: int, secret: str, now: datetime) -> str:
    """What the QR code of a meeting carries at `now`: the meeting, the 15 seconds, and a proof that it hung there."""
    step = step_of(now)
    return f"{meeting_id}-{_in_36(step)}-{_code_proof(secret, meeting_id, step)}"


def number(secret: str, now: datetime) -> str:
    """The six digits beside the QR code at `now`."""
    return _number(secret, step_of(now))


@dataclass(frozen=True)
class Scanned:
    """What a code says, true or not: of which meeting, of which 15 seconds, and its proof."""

    meeting_id: int
    step: int
    proof: str

    @property
    def at(self) -> datetime:
        """When it hung on the wall, if it is true."""
        return step_begins(self.step)

    def is_true(self, known: Secrets) -> bool:
        """Whether it carries the proof of its meeting and its 15 seconds."""
        secret = known.get(rotation_begins(self.at))
        return secret is not None and _same(self.proof, _code_proof(secret, self.meeting_id, self.step))

    def is_good(self, known: Secrets, now: datetime) -> bool:
        """Whether it is true, and of these 15 seconds or of the 15 before."""
        return self.step in good_steps(now) and self.is_true(known)


def read_code(given: str) -> Scanned | None:
    """What a scanned text says; None when it is no code at all."""
    parts = given.lower().split("-")
    if len(parts) != 3 or not all(part.isascii() and part.isalnum() for part in parts):
        return None
    meeting, step, proof = parts
    if not meeting.isdecimal() or len(meeting) > 9 or len(step) > 7:
        return None
    return Scanned(int(meeting), int(step, 36), proof)


def meeting_of(given: str) -> int | None:
    """The meeting that a code names, true or not; None when it is no code at all."""
    scanned = read_code(given)
    return None if scanned is None else scanned.meeting_id


def number_is_good(given: str, known: Secrets, now: datetime) -> bool:
    """Whether six digits are this meeting's of these 15 seconds or of the 15 before."""
    shown = ((known.get(rotation_begins(step_begins(step))), step) for step in good_steps(now))
    return any(secret is not None and _same(given, _number(secret, step)) for secret, step in shown)


def digits_of(typed: str) -> str:
    """What somebody typed as a number: full-width digits, blanks and dashes do not matter. Empty when it is none."""
    kept = [str(int(letter)) for letter in typed if letter.isdecimal()]
    others = [letter for letter in typed if not letter.isdecimal() and letter not in " \u3000\t-–—"]
    return "".join(kept) if len(kept) == 6 and not others else ""


def good_steps(now: datetime) -> tuple[int, int]:
    """These 15 seconds, and the 15 before."""
    step = step_of(now)
    return step, step - 1


def _in_36(whole: int) -> str:
    letters = ""
    while whole:
        whole, rest = divmod(whole, 36)
        letters = _DIGITS[rest] + letters
    return letters or "0"


def _digest(secret: str, purpose: str, step: int) -> bytes:
    return hmac.new(bytes.fromhex(secret), f"{purpose}:{step}".encode(), hashlib.sha256).digest()


def _code_proof(secret: str, meeting_id: int, step: int) -> str:
    digest = _digest(secret, f"code {meeting_id}", step)
    return base64.b32encode(digest[:_CODE_BYTES]).decode().rstrip("=").lower()


def _number(secret: str, step: int) -> str:
    return f"{int.from_bytes(_digest(secret, 'number', step)[:8]) % 1_000_000:06}"


def _same(given: str, right: str) -> bool:
    return hmac.compare_digest(given.encode(), right.encode())


def ticket_is_good(scanned_at: datetime, now: datetime) -> bool:
    """Whether a scan that was in time still holds its place, after a login or a pause before the button."""
    return timedelta() <= now - scanned_at <= timedelta(minutes=TICKET_MINUTES)


def kept_scan_is_in_time(scanned_at: datetime, now: datetime) -> bool:
    """Whether a scan kept without network is still taken: until the end of its day in China, and never ahead."""
    return scanned_at <= now and scanned_at.astimezone(_CHINA).date() == now.astimezone(_CHINA).date()


def device_key(secret: str, cookie: str) -> str | None:
    """What is kept of a device: equal for everybody who signs in on it, and telling nobody which device it is."""
    if not cookie:
        return None
    return hmac.new(secret.encode(), f"sign-in device {cookie}".encode(), hashlib.sha256).hexdigest()
