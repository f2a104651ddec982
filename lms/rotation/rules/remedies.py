"""What can be done about an open duty: which class would count for it, and which to offer first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from lms.rotation.rules import amounts
from lms.rotation.rules.evaluation import Finding
from lms.rotation.rules.facts import WaiverKind
from lms.rotation.rules.status import OPEN, Status


class Counts(StrEnum):
    """How a class would count for the year of a duty."""

    OWN = "own"
    MAKE_UP = "make_up"
    NOT = "not"


class Offered(Protocol):
    """What has to be known of a class."""

    @property
    def declared_year(self) -> int:
        """年度."""

    @property
    def last_day(self) -> date:
        """The day it ends."""

    @property
    def seats_left(self) -> int:
        """Seats nobody has taken."""


OfferedClass = TypeVar("OfferedClass", bound=Offered)


class Step(StrEnum):
    """What to do next."""

    ENROL = "enrol"
    SEE_DEFERRAL = "see_deferral"  # it has run out: look at it before anything else
    LEARN = "learn"  # only quizzes are missing
    FIND_CLASS = "find_class"
    NOTHING = "nothing"


class Hindrance(StrEnum):
    """Why no class is offered."""

    NONE_OPEN = "none_open"
    TOO_LATE = "too_late"
    FULL = "full"


@dataclass(frozen=True)
class Remedy(Generic[OfferedClass]):
    """The next step; the class it is about, and what stands in the way."""

    step: Step
    training_class: OfferedClass | None = None
    hindrance: Hindrance | None = None


def counts(finding: Finding, declared_year: int, last_day: date) -> Counts:
    """How training that ends on `last_day` would count: as the year's own, when named as make-up for it, or not."""
    requirement, year = finding.requirement, finding.year
    if amounts.year_of(requirement, declared_year, last_day) == year:
        return Counts.OWN
    if amounts.is_make_up(year, last_day, year, make_up_until(finding)):
        return Counts.MAKE_UP
    return Counts.NOT


def make_up_until(finding: Finding) -> date | None:
    """The last day on which make-up training counts for this duty, its deferral included; None: never."""
    until = finding.requirement.make_up_day(finding.year)
    if until is None:
        return None
    deferral = finding.waiver if finding.waiver and finding.waiver.kind is WaiverKind.DEFERRAL else None
    return max(until, (deferral and deferral.deferred_until) or until)


def is_in_time(finding: Finding, training_class: Offered) -> bool:
    """Whether a class would still help: an overdue duty is made up for, any other wants it by its due day."""
    if counts(finding, training_class.declared_year, training_class.last_day) is Counts.NOT:
        return False
    return finding.status is Status.OVERDUE or training_class.last_day <= finding.due


def remedy(finding: Finding, classes: Iterable[OfferedClass], *, deferral_seen: bool = False) -> Remedy[OfferedClass]:
    """The next step for an open duty. `classes`: those that draw the person, the earliest first.

    `deferral_seen`: one that ran out stands beside the question already.
    """
    if finding.status not in OPEN or finding.status is Status.SCHEDULED:
        return Remedy(Step.NOTHING)
    if not finding.requirement.asks_for_records:
        return Remedy(Step.LEARN)
    if finding.status is Status.OVERDUE and finding.waiver and not deferral_seen:
        return Remedy(Step.SEE_DEFERRAL)
    return _seat(finding, list(classes))


def _seat(finding: Finding, offered: list[OfferedClass]) -> Remedy[OfferedClass]:
    """The first class in time with a free seat, or why there is none."""
    in_time = [one for one in offered if is_in_time(finding, one)]
    free = next((one for one in in_time if one.seats_left), None)
    if free is not None:
        return Remedy(Step.ENROL, free)
    if in_time:
        return Remedy(Step.FIND_CLASS, in_time[0], Hindrance.FULL)
    if offered:
        return Remedy(Step.FIND_CLASS, offered[0], Hindrance.TOO_LATE)
    return Remedy(Step.FIND_CLASS, None, Hindrance.NONE_OPEN)
