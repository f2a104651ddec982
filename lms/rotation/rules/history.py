"""How a status came about: the days on which it changed, as the facts known tell it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from lms.rotation.rules.evaluation import evaluate
from lms.rotation.rules.facts import Facts
from lms.rotation.rules.requirement import Requirement
from lms.rotation.rules.status import Status

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Change:
    """From `day` on the obligation had this status; None: there was no obligation any more."""

    day: date
    status: Status | None


def history(requirement: Requirement, facts: Facts, year: int, until: date) -> list[Change]:
    """Every change of status from 1 January of `year` to `until`, earliest first."""
    changes: list[Change] = []
    for day in sorted({one for one in _turning_days(requirement, facts, year) if date(year, 1, 1) <= one <= until}):
        finding = evaluate(requirement, facts, year, day)
        status = finding.status if finding else None
        if status != (changes[-1].status if changes else None):
            changes.append(Change(day, status))
    return changes


def _turning_days(requirement: Requirement, facts: Facts, year: int) -> Iterator[date]:
    """The only days on which a status can change: those that rules and facts name, and the days after."""
    yield date(year, 1, 1)
    dues = [requirement.due_day(year), *(one.deferred_until for one in facts.waivers if one.deferred_until)]
    for due in dues:
        yield from (due - timedelta(days=requirement.warn_days), due + DAY)
    for post in facts.appointments:
        yield from (day for day in (post.first_day, post.last_day and _after(post.last_day)) if day)
    if facts.joined_party_on:
        yield facts.joined_party_on
    yield from (one.last_day for one in facts.records)
    yield from (one.approved_on for one in facts.waivers)
    yield from (one.passed_on for one in facts.passes)
    for seat in facts.enrolments:
        yield from (day for day in (seat.enrolled_on, seat.withdrawn_on, seat.last_day + DAY) if day)


def _after(day: date) -> date:
    return min(day, date.max - DAY) + DAY
