"""Signing out: an instant that is kept, and what it proposes for the mark. It never spoils the sign-in."""

from dataclasses import dataclass
from datetime import datetime

from lms.training.rules.attendance import Entry
from lms.training.rules.sign_in import Window
from lms.training.rules.words import Mark


@dataclass(frozen=True)
class Presence:
    """What is known of somebody who was there; `decided`: by roll call or an import, not by the person's own phone."""

    entry: Entry
    starts_at: datetime
    signed_in_at: datetime | None = None
    signed_out_at: datetime | None = None
    decided: bool = False

    @property
    def begins(self) -> datetime:
        """From when minutes count: the start, or the sign-in of who came after it."""
        return max(self.starts_at, self.signed_in_at or self.starts_at)


def after_sign_out(presence: Presence, left_at: datetime, window: Window) -> Entry:
    """The mark once somebody signed out at `left_at`: left early with the minutes between, else as they came.

    The last sign-out counts. A mark that a supervisor decided stays; the instant is a fact beside it.
    """
    if presence.decided:
        return presence.entry
    if left_at >= window.early_until:
        return Entry(as_they_came(presence, window))
    return Entry(Mark.LEFT_EARLY, max(1, int((left_at - presence.begins).total_seconds()) // 60))


def after_coming_back(presence: Presence, window: Window) -> Entry:
    """The mark once a sign-out is taken back: as they came."""
    return presence.entry if presence.decided else Entry(as_they_came(presence, window))


def as_they_came(presence: Presence, window: Window) -> Mark:
    """Present or late, by the sign-in alone; somebody whose sign-in is not known was present."""
    if presence.entry.mark is not Mark.LEFT_EARLY:
        return presence.entry.mark
    if presence.signed_in_at is None:
        return Mark.PRESENT
    return window.mark(presence.signed_in_at) or Mark.PRESENT
