"""One person × one requirement × one year → one status, and the facts that decided it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lms.rotation.rules import amounts as amount
from lms.rotation.rules.amounts import Amounts
from lms.rotation.rules.facts import Appointment, Enrolment, Facts, TrainingRecord, Waiver, WaiverKind
from lms.rotation.rules.requirement import Requirement
from lms.rotation.rules.spells import Spell, begun_last, spells
from lms.rotation.rules.status import OPEN, Status


@dataclass(frozen=True)
class Finding:
    """An obligation's status and its decision data; the reason sentence is made from this alone.

    `reached` counts make-up training unless the year was completed without. `record`: the last that
    counted, for completed and made_up; for an open obligation the last that was not completed. `waiver`:
    the exemption that decided, else the deferral that moved the due day. `enrolment`: the seat that
    schedules it. `places`: organisations that list it.
    """

    requirement: Requirement
    year: int
    as_of: date
    status: Status
    due: date
    spell_first_day: date
    spell_last_day: date | None
    post: Appointment
    reached: Amounts
    record: TrainingRecord | None = None
    waiver: Waiver | None = None
    enrolment: Enrolment | None = None
    places: frozenset[int] = frozenset()


@dataclass(frozen=True)
class _Case:
    """All that the nine questions look at."""

    requirement: Requirement
    year: int
    as_of: date
    due: date
    make_up_until: date | None
    spell: Spell
    in_service: bool
    own: list[TrainingRecord]
    make_up: list[TrainingRecord]
    missing: tuple[str, ...]
    exemption: Waiver | None
    enrolment: Enrolment | None

    @property
    def own_amounts(self) -> Amounts:
        return amount.amounts((one for one in self.own if one.completed), self.missing)

    @property
    def all_amounts(self) -> Amounts:
        return amount.amounts((one for one in (*self.own, *self.make_up) if one.completed), self.missing)


def evaluate(requirement: Requirement, facts: Facts, year: int, as_of: date) -> Finding | None:
    """Judge `year` on the day `as_of` (rotation-rules.md, "Evaluation"); None: the person has no obligation.

    `year` may lie ahead of `as_of` or behind it. `facts` are those known; later ones are left out here.
    """
    reference_day = min(as_of, requirement.due_day(year))
    service = spells(requirement, facts, as_of)
    spell = next((one for one in service if one.holds(reference_day)), None)
    if spell is None:
        return None
    deferral = _deferral(requirement, facts, year, as_of)
    case = _case(requirement, facts, year, as_of, deferral, spell, service)
    status = _status(case)
    posts = spell.posts_of(reference_day)
    return Finding(
        requirement=requirement,
        year=year,
        as_of=as_of,
        status=status,
        due=requirement.due_day(year + 1) if status is Status.NEW_APPOINTEE else case.due,
        spell_first_day=spell.first_day,
        spell_last_day=spell.last_day,
        post=begun_last(posts),
        reached=case.own_amounts if status is Status.COMPLETED else case.all_amounts,
        record=_record_to_show(case, status),
        waiver=case.exemption if status is Status.EXEMPT else deferral,
        enrolment=case.enrolment if status is Status.SCHEDULED else None,
        places=frozenset(post.appointment.organisation_id for post in posts),
    )


def _case(
    requirement: Requirement,
    facts: Facts,
    year: int,
    as_of: date,
    deferral: Waiver | None,
    spell: Spell,
    service: list[Spell],
) -> _Case:
    due = (deferral and deferral.deferred_until) or requirement.due_day(year)
    until = _make_up_until(requirement, facts, year, as_of)
    records = amount.known_records(requirement, facts, as_of)
    return _Case(
        requirement=requirement,
        year=year,
        as_of=as_of,
        due=due,
        make_up_until=until,
        spell=spell,
        in_service=any(one.holds(as_of) for one in service),
        own=[one for one in records if amount.is_own(requirement, one, year)],
        make_up=[one for one in records if amount.is_make_up(one.make_up_year, one.last_day, year, until)],
        missing=amount.missing_curricula(requirement, facts, as_of),
        exemption=_latest_waiver(requirement, facts, year, as_of, WaiverKind.EXEMPTION),
        enrolment=_seat(requirement, facts, year, as_of, due, until),
    )


def _status(case: _Case) -> Status:
    """The first of the nine that applies."""
    questions = (
        (Status.COMPLETED, amount.reaches(case.requirement, case.own_amounts)),
        (Status.MADE_UP, amount.reaches(case.requirement, case.all_amounts)),
        (Status.RELEASED, not case.in_service),
        (
            Status.NEW_APPOINTEE,
            case.spell.first_day > case.requirement.appointed_by_day(case.year),
        ),
        (Status.EXEMPT, case.exemption is not None),
        (Status.SCHEDULED, case.enrolment is not None),
        (Status.OVERDUE, case.as_of > case.due),
        (Status.AT_RISK, (case.due - case.as_of).days <= case.requirement.warn_days),
    )
    return next((status for status, applies in questions if applies), Status.PENDING)


def _record_to_show(case: _Case, status: Status) -> TrainingRecord | None:
    if status is Status.COMPLETED:
        return amount.latest(one for one in case.own if one.completed)
    if status is Status.MADE_UP:
        return amount.latest(one for one in case.make_up if one.completed)
    if status in OPEN:
        return amount.latest(one for one in (*case.own, *case.make_up) if not one.completed)
    return None


def _approved(requirement: Requirement, facts: Facts, year: int, as_of: date, kind: WaiverKind) -> list[Waiver]:
    return [
        one
        for one in facts.waivers
        if one.kind is kind
        and one.requirement_code == requirement.code
        and one.year == year
        and one.approved_on <= as_of
    ]


def _latest_waiver(requirement: Requirement, facts: Facts, year: int, as_of: date, kind: WaiverKind) -> Waiver | None:
    """The approved waiver to show: the exemption approved last, the deferral that reaches furthest."""
    return max(
        _approved(requirement, facts, year, as_of, kind),
        key=lambda one: (one.deferred_until or date.min, one.approved_on, one.key),
        default=None,
    )


def _deferral(requirement: Requirement, facts: Facts, year: int, as_of: date) -> Waiver | None:
    """The deferral that moves the due day; one that would shorten it does nothing."""
    furthest = _latest_waiver(requirement, facts, year, as_of, WaiverKind.DEFERRAL)
    if furthest and furthest.deferred_until and furthest.deferred_until > requirement.due_day(year):
        return furthest
    return None


def _make_up_until(requirement: Requirement, facts: Facts, year: int, as_of: date) -> date | None:
    """The last day on which make-up training counts: `makeup_until`, or a later deferred-until day."""
    until = requirement.make_up_day(year)
    furthest = _latest_waiver(requirement, facts, year, as_of, WaiverKind.DEFERRAL)
    if until is None or furthest is None:
        return until
    return max(until, furthest.deferred_until or until)


def _seat(
    requirement: Requirement, facts: Facts, year: int, as_of: date, due: date, until: date | None
) -> Enrolment | None:
    """The seat, held on `as_of`, in the class that ends first of those that would count for `year` in time."""
    seats = [
        one
        for one in facts.enrolments
        if as_of <= one.last_day <= due
        and one.holds_on(as_of)
        and requirement.credits(one.category)
        and _would_count(requirement, one, year, until)
    ]
    return min(seats, key=lambda one: (one.last_day, one.key), default=None)


def _would_count(requirement: Requirement, seat: Enrolment, year: int, until: date | None) -> bool:
    if seat.make_up_year is None:
        return year == amount.year_of(requirement, seat.declared_year, seat.last_day)
    return amount.is_make_up(seat.make_up_year, seat.last_day, year, until)
