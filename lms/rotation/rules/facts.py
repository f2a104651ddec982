"""What is known about one person, as far as a training duty depends on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lms.people.rules import PARTY_MEMBER_STANDINGS, PositionCategory
from lms.records.rules import TrainingCategory

HUNDREDTHS = 100


class WaiverKind(StrEnum):
    """类型 of a waiver: 免训 or 延期."""

    EXEMPTION = "exemption"
    DEFERRAL = "deferral"


@dataclass(frozen=True)
class Appointment:
    """任职: both days are in post; no last day: still in post. `key` orders posts that are otherwise equal."""

    key: int
    category: PositionCategory | None
    first_day: date | None
    last_day: date | None = None
    organisation_name: str = ""
    position: str | None = None
    organisation_id: int = 0


@dataclass(frozen=True)
class TrainingRecord:
    """培训记录: days and hours in hundredths; `days_hundredths` None: the calendar days from first to last."""

    key: int
    declared_year: int
    category: TrainingCategory
    name: str
    first_day: date
    last_day: date
    credit_centihours: int = 0
    completed: bool = True
    days_hundredths: int | None = None
    make_up_year: int | None = None

    @property
    def counted_days_hundredths(self) -> int:
        """The days it counts for, with an empty field filled in."""
        if self.days_hundredths is None:
            return ((self.last_day - self.first_day).days + 1) * HUNDREDTHS
        return self.days_hundredths

    @property
    def identity(self) -> tuple[object, ...]:
        """Two records with the same identity are one: days as filled in, the score does not take part."""
        return (
            self.declared_year,
            self.category,
            self.name,
            self.first_day,
            self.last_day,
            self.days_hundredths,
            self.credit_centihours,
            self.completed,
            self.make_up_year,
        )


@dataclass(frozen=True)
class Waiver:
    """免训 or 延期, for one requirement and year; it counts from the day it was approved."""

    key: int
    requirement_code: str
    year: int
    kind: WaiverKind
    approved_on: date
    deferred_until: date | None = None
    approver: str = ""


@dataclass(frozen=True)
class CapabilityPass:
    """The quiz of a curriculum was passed on a day."""

    curriculum_code: str
    passed_on: date


@dataclass(frozen=True)
class Enrolment:
    """A seat in a class, held from `enrolled_on` until the day before `withdrawn_on`."""

    key: int
    category: TrainingCategory
    declared_year: int
    first_day: date
    last_day: date
    enrolled_on: date
    withdrawn_on: date | None = None
    make_up_year: int | None = None
    class_name: str = ""

    def holds_on(self, day: date) -> bool:
        """Whether the seat is the person's on `day`."""
        return self.enrolled_on <= day and (self.withdrawn_on is None or day < self.withdrawn_on)


@dataclass(frozen=True)
class Facts:
    """Everything known about one person; `joined_party_on` None: not known."""

    appointments: tuple[Appointment, ...] = ()
    records: tuple[TrainingRecord, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    passes: tuple[CapabilityPass, ...] = ()
    enrolments: tuple[Enrolment, ...] = ()
    political_status: str | None = None
    joined_party_on: date | None = None

    @property
    def is_party_member(self) -> bool:
        """Whether 政治面貌 says so; the post category 党员 says it by itself."""
        return self.political_status in PARTY_MEMBER_STANDINGS
