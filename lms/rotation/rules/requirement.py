"""What is asked of whom, by when: a requirement's fields and the days they give in a year."""

from __future__ import annotations

from calendar import isleap
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self

from lms.people.rules import PositionCategory
from lms.records.rules import TrainingCategory


class Combine(StrEnum):
    """How several things that are asked go together."""

    ALL = "all"
    ANY = "any"


class YearBy(StrEnum):
    """Which year a record belongs to: the one it ends in, or the one it declares (年度)."""

    LAST_DAY = "last_day"
    DECLARED = "declared"


@dataclass(frozen=True, order=True)
class MonthDay:
    """A day of every year. Raises ValueError for one that no year has."""

    month: int
    day: int

    def __post_init__(self) -> None:
        date(2000, self.month, self.day)  # a leap year: 29 February is a day

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `MM-DD`. Raises ValueError."""
        month, day = text.split("-")
        return cls(int(month), int(day))

    def in_year(self, year: int) -> date:
        """The day in `year`; 29 February is the 28th in a common year."""
        if (self.month, self.day) == (2, 29) and not isleap(year):
            return date(year, 2, 28)
        return date(year, self.month, self.day)

    def __str__(self) -> str:
        return f"{self.month:02}-{self.day:02}"


@dataclass(frozen=True)
class AskedCurriculum:
    """A curriculum whose quiz must be passed, in whatever year."""

    code: str
    name: str = ""


@dataclass(frozen=True)
class Requirement:
    """One version of a training requirement; the values are annual rotation's unless given.

    `min_days_hundredths` and `min_centihours` are whole hundredths; 0 asks for nothing. `credit_kinds`
    empty: training of any category counts. `makeup_until` None: this requirement knows no make-up training.
    """

    code: str
    name: str
    english_name: str = ""
    audience: frozenset[PositionCategory] = frozenset()
    for_party_members: bool = False
    credit_kinds: frozenset[TrainingCategory] = frozenset({TrainingCategory.ROTATION, TrainingCategory.HIGHER_LEVEL})
    min_times: int = 0
    min_days_hundredths: int = 0
    min_centihours: int = 0
    curricula: tuple[AskedCurriculum, ...] = ()
    combine: Combine = Combine.ALL
    year_by: YearBy = YearBy.LAST_DAY
    due: MonthDay = MonthDay(12, 31)
    due_in_next_year: bool = False
    appointed_by: MonthDay = MonthDay(9, 30)
    continuity_gap_days: int = 30
    warn_days: int = 60
    makeup_until: MonthDay | None = MonthDay(3, 31)
    is_active: bool = True

    def due_day(self, year: int) -> date:
        """The last day on which the training of `year` is in time, before any deferral."""
        return self.due.in_year(year + self.due_in_next_year)

    def appointed_by_day(self, year: int) -> date:
        """Whose service began after this day starts with the next year."""
        return self.appointed_by.in_year(year)

    def make_up_day(self, year: int) -> date | None:
        """The last day on which make-up training for `year` counts, before any deferral."""
        return self.makeup_until.in_year(year + 1) if self.makeup_until else None

    def credits(self, category: TrainingCategory) -> bool:
        """Whether training of `category` counts."""
        return not self.credit_kinds or category in self.credit_kinds

    @property
    def asks_for_records(self) -> bool:
        """Whether training records can satisfy any part of it."""
        return bool(self.min_times or self.min_days_hundredths or self.min_centihours)


def faults(requirement: Requirement) -> list[str]:
    """Names of the fields that make no sense; empty when the requirement can be stored.

    `asks`: it asks for nothing. `audience`: it is for nobody. `code`, `name`: empty. `amounts`, `days`: negative.
    """
    return [name for name, is_wrong in _checks(requirement).items() if is_wrong]


def _checks(requirement: Requirement) -> dict[str, bool]:
    amounts = (requirement.min_times, requirement.min_days_hundredths, requirement.min_centihours)
    return {
        "code": not requirement.code.strip(),
        "name": not requirement.name.strip(),
        "audience": not (requirement.audience or requirement.for_party_members),
        "asks": not (requirement.asks_for_records or requirement.curricula),
        "amounts": min(amounts) < 0,
        "days": min(requirement.continuity_gap_days, requirement.warn_days) < 0,
    }
