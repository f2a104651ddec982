"""Half-days of a class: made from its dates, with the usual times."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta

from lms.records.rules import centihours_of_minutes
from lms.training.rules.words import Half, MeetingKind

USUAL_TIMES = {
    Half.MORNING: (time(8, 30), time(11, 30)),
    Half.AFTERNOON: (time(14), time(17)),
    Half.EVENING: (time(19), time(20, 30)),
}
"""A half day of 4 学时, an evening of 2 (regulations §2: a day is 8, of 45 minutes each)."""

LONGEST_CLASS_DAYS = 366


@dataclass(frozen=True)
class PlannedMeeting:
    """A half-day to come: its day, and what China's clocks show at its start and end."""

    day: date
    half: Half
    starts: time
    ends: time

    @property
    def centihours(self) -> int:
        """What it is worth by its length."""
        return centihours_of_minutes(minutes_between(self.starts, self.ends))


@dataclass(frozen=True)
class MeetingFields:
    """What an office fills in for a half-day; hours in hundredths, none: by its length."""

    day: date
    half: Half
    starts: time
    ends: time
    credit_centihours: int | None = None
    topic: str = ""
    teacher: str = ""
    room: str = ""
    kind: MeetingKind = MeetingKind.LECTURE


def minutes_of_credit(centihours: int) -> int:
    """The credit minutes that hours in hundredths stand for, 45 each; whole minutes come back as they went in."""
    return (centihours * 90 + 100) // 200


def minutes_between(starts: time, ends: time) -> int:
    """Whole minutes from one wall time to a later one of the same day."""
    return (ends.hour * 60 + ends.minute) - (starts.hour * 60 + starts.minute)


def half_days(
    first_day: date, last_day: date, halves: Iterable[Half] = (Half.MORNING, Half.AFTERNOON)
) -> list[PlannedMeeting]:
    """A meeting for each of `halves` on every day from first to last, both included, in order."""
    chosen = [half for half in Half if half in set(halves)]
    days = (last_day - first_day).days + 1
    return [
        PlannedMeeting(first_day + timedelta(days=number), half, *USUAL_TIMES[half])
        for number in range(min(days, LONGEST_CLASS_DAYS))
        for half in chosen
    ]


class DaysAreWrong(ValueError):
    """The days of a class cannot be these; `problem` is one of the words below."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


IN_DISORDER, TOO_LONG, LEAVES_OUT_MEETINGS = "in_disorder", "too_long", "leaves_out_meetings"


def check_days(first_day: date, last_day: date, meeting_days: Iterable[date] = ()) -> None:
    """Refuse dates that end before they begin, last over a year, or leave out a meeting. Raises DaysAreWrong."""
    if last_day < first_day:
        raise DaysAreWrong(IN_DISORDER)
    if (last_day - first_day).days >= LONGEST_CLASS_DAYS:
        raise DaysAreWrong(TOO_LONG)
    if any(not first_day <= day <= last_day for day in meeting_days):
        raise DaysAreWrong(LEAVES_OUT_MEETINGS)
