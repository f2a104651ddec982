"""How much training counts for a year, and whether it is what was asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lms.rotation.rules.facts import Facts, TrainingRecord
from lms.rotation.rules.requirement import Combine, Requirement, YearBy


@dataclass(frozen=True)
class Amounts:
    """What counted records add up to, in hundredths of days and hours, and the curricula not yet passed."""

    times: int = 0
    days_hundredths: int = 0
    centihours: int = 0
    missing_curricula: tuple[str, ...] = ()


def amounts(records: Iterable[TrainingRecord], missing_curricula: tuple[str, ...]) -> Amounts:
    """Add up records that are all different: times are their number, days and hours their exact sums."""
    counted = list(records)
    return Amounts(
        times=len(counted),
        days_hundredths=sum(one.counted_days_hundredths for one in counted),
        centihours=sum(one.credit_centihours for one in counted),
        missing_curricula=missing_curricula,
    )


def reaches(requirement: Requirement, reached: Amounts) -> bool:
    """Whether `reached` is what the requirement asks: each thing asked, or one of them (`combine`)."""
    measures = (
        (requirement.min_times, reached.times >= requirement.min_times),
        (requirement.min_days_hundredths, reached.days_hundredths >= requirement.min_days_hundredths),
        (requirement.min_centihours, reached.centihours >= requirement.min_centihours),
        (len(requirement.curricula), not reached.missing_curricula),
    )
    answers = [is_reached for asked, is_reached in measures if asked]
    return any(answers) if requirement.combine is Combine.ANY else bool(answers) and all(answers)


def missing_curricula(requirement: Requirement, facts: Facts, as_of: date) -> tuple[str, ...]:
    """Codes of the curricula asked for and not passed by `as_of`, in the requirement's order."""
    passed = {one.curriculum_code for one in facts.passes if one.passed_on <= as_of}
    return tuple(asked.code for asked in requirement.curricula if asked.code not in passed)


def known_records(requirement: Requirement, facts: Facts, as_of: date) -> list[TrainingRecord]:
    """Records of credited categories that ended by `as_of`, equal ones once, completed or not.

    None where only quizzes are asked: no record stands for one.
    """
    if not requirement.asks_for_records:
        return []
    different = {
        one.identity: one
        for one in sorted(facts.records, key=lambda record: record.key, reverse=True)
        if one.last_day <= as_of and requirement.credits(one.category)
    }
    return list(different.values())


def is_own(requirement: Requirement, record: TrainingRecord, year: int) -> bool:
    """Whether a record belongs to `year` by itself; one with a make-up year never does."""
    return record.make_up_year is None and year == year_of(requirement, record.declared_year, record.last_day)


def year_of(requirement: Requirement, declared_year: int, last_day: date) -> int:
    """The year that training counts for when no make-up year is named."""
    return declared_year if requirement.year_by is YearBy.DECLARED else last_day.year


def is_make_up(make_up_year: int | None, last_day: date, year: int, until: date | None) -> bool:
    """Whether training makes up for `year`: named as that, and ended between 1 January and `until`."""
    return make_up_year == year and until is not None and date(year, 1, 1) <= last_day <= until


def latest(records: Iterable[TrainingRecord]) -> TrainingRecord | None:
    """The record that ended last; of several, the one entered last."""
    return max(records, key=lambda one: (one.last_day, one.key), default=None)
