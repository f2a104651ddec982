"""Signing in: when it is open, and the code and number that change every 15 seconds. The clock is the server's."""

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from lms.training.rules.words import Mark

OPENS_BEFORE = timedelta(minutes=30)
LATE_AFTER = timedelta(minutes=15)
STEP_SECONDS = 15
TICKET_MINUTES = 10
WRONG_TRIES_A_MINUTE = 5
_CODE_BYTES = 6


class Moment(StrEnum):
    """How an instant lies to a meeting's sign-in."""

    TOO_EARLY = "too_early"
    ON_TIME = "on_time"
    LATE = "late"
    OVER = "over"


@dataclass(frozen=True)
class Window:
    """When one may sign in to a meeting: from `opens_at`, late from `late_at`, until `closes_at`, all included."""

    opens_at: datetime
    late_at: datetime
    closes_at: datetime

    @classmethod
    def of(cls, starts_at: datetime, ends_at: datetime) -> "Window":
        """The window of a meeting: 30 minutes before its start until its end, late from 15 minutes after."""
        return cls(starts_at - OPENS_BEFORE, min(starts_at + LATE_AFTER, ends_at), ends_at)

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

    def mark(self, now: datetime) -> Mark | None:
        """What signing in at `now` is worth; None while it is not open."""
        return _MARKS.get(self.moment(now))


_MARKS = {Moment.ON_TIME: Mark.PRESENT, Moment.LATE: Mark.LATE}


def new_secret() -> str:
    """A meeting's secret, as hex; it never leaves the server."""
    return secrets.token_hex(32)


def step_of(now: datetime) -> int:
    """Which 15 seconds `now` lies in."""
    return int(now.timestamp()) // STEP_SECONDS


def seconds_left(now: datetime) -> int:
    """Until the next code, at least one."""
    return STEP_SECONDS - int(now.timestamp()) % STEP_SECONDS


def code(meeting_id: int, secret: str, now: datetime) -> str:
    """What the QR code of a meeting carries at `now`: the meeting, and a proof that it hung on the wall."""
    return f"{meeting_id}-{_code_proof(secret, step_of(now))}"


def number(secret: str, now: datetime) -> str:
    """The six digits beside the QR code at `now`."""
    return _number(secret, step_of(now))


def meeting_of(given: str) -> int | None:
    """The meeting that a code names, true or not; None when it is no code at all."""
    meeting, dash, proof = given.partition("-")
    if not (dash and proof and meeting.isascii() and meeting.isdecimal() and len(meeting) <= 9):
        return None
    return int(meeting)


def code_is_good(given: str, secret: str, now: datetime) -> bool:
    """Whether a scanned code is this meeting's of these 15 seconds or of the 15 before."""
    proof = given.partition("-")[2].lower()
    return any(_same(proof, _code_proof(secret, step)) for step in _good_steps(now))


def number_is_good(given: str, secret: str, now: datetime) -> bool:
    """Whether six digits are this meeting's of these 15 seconds or of the 15 before."""
    return any(_same(given, _number(secret, step)) for step in _good_steps(now))


def digits_of(typed: str) -> str:
    """What somebody typed as a number: full-width digits, blanks and dashes do not matter. Empty when it is none."""
    kept = [str(int(letter)) for letter in typed if letter.isdecimal()]
    others = [letter for letter in typed if not letter.isdecimal() and letter not in " \u3000\t-–—"]
    return "".join(kept) if len(kept) == 6 and not others else ""


def _good_steps(now: datetime) -> tuple[int, int]:
    step = step_of(now)
    return step, step - 1


def _digest(secret: str, purpose: str, step: int) -> bytes:
    return hmac.new(bytes.fromhex(secret), f"{purpose}:{step}".encode(), hashlib.sha256).digest()


def _code_proof(secret: str, step: int) -> str:
    return base64.b32encode(_digest(secret, "code", step)[:_CODE_BYTES]).decode().rstrip("=").lower()


def _number(secret: str, step: int) -> str:
    return f"{int.from_bytes(_digest(secret, 'number', step)[:8]) % 1_000_000:06}"


def _same(given: str, right: str) -> bool:
    return hmac.compare_digest(given.encode(), right.encode())


def ticket_is_good(scanned_at: datetime, now: datetime) -> bool:
    """Whether a scan that was in time still holds its place, after a login or a pause before the button."""
    return timedelta() <= now - scanned_at <= timedelta(minutes=TICKET_MINUTES)


def device_key(secret: str, cookie: str) -> str | None:
    """What is kept of a device: equal for everybody who signs in on it, and telling nobody which device it is."""
    if not cookie:
        return None
    return hmac.new(secret.encode(), f"sign-in device {cookie}".encode(), hashlib.sha256).hexdigest()
