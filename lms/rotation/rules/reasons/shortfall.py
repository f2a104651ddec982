"""What is still missing, measure by measure, as data for both languages."""

from __future__ import annotations

from dataclasses import dataclass

from lms.rotation.rules.amounts import Amounts
from lms.rotation.rules.requirement import Combine, Requirement


@dataclass(frozen=True)
class Measure:
    """One thing asked: `kind` is times, days, hours or curricula; days and hours in hundredths."""

    kind: str
    reached: int
    asked: int

    @property
    def missing(self) -> int:
        """How much is still to come."""
        return max(self.asked - self.reached, 0)


def measures(requirement: Requirement, reached: Amounts) -> list[Measure]:
    """Everything the requirement asks for, with how far it is reached."""
    passed = len(requirement.curricula) - len(reached.missing_curricula)
    all_of_them = [
        Measure("times", reached.times, requirement.min_times),
        Measure("days", reached.days_hundredths, requirement.min_days_hundredths),
        Measure("hours", reached.centihours, requirement.min_centihours),
        Measure("curricula", passed, len(requirement.curricula)),
    ]
    return [one for one in all_of_them if one.asked]


def to_name(requirement: Requirement, reached: Amounts) -> list[Measure]:
    """The measures a reason names: those not reached; where one of several is enough, all of them."""
    asked = measures(requirement, reached)
    if requirement.combine is Combine.ANY:
        return asked
    return [one for one in asked if one.missing]


def is_once(requirement: Requirement) -> bool:
    """Whether it asks for one training a year and nothing else."""
    return (
        requirement.min_times == 1
        and not requirement.min_days_hundredths
        and not requirement.min_centihours
        and not requirement.curricula
    )


def decimal(hundredths: int) -> str:
    """Hundredths as people write them: 750 is 7.5, 2400 is 24."""
    whole, rest = divmod(hundredths, 100)
    return f"{whole}.{rest:02}".rstrip("0") if rest else str(whole)


def curriculum_names(requirement: Requirement, codes: tuple[str, ...]) -> list[str]:
    """The names of curricula, in the requirement's order; a code stands for a name not known."""
    return [one.name or one.code for one in requirement.curricula if one.code in codes]
