"""办结: who completed a class, why, and what the training record says."""

from collections.abc import Sequence
from dataclasses import dataclass

from lms.training.rules.attendance import credit, was_there
from lms.training.rules.words import Mark, ResultReason

HALF_DAY_HUNDREDTHS = 50


@dataclass(frozen=True)
class Sitting:
    """One meeting that a person was expected at: what it is worth, and the mark, if there is one."""

    centihours: int
    mark: Mark | None = None
    minutes: int | None = None


@dataclass(frozen=True)
class Demand:
    """What a class asks for completion: a share of its planned hours, and its quiz if it has one."""

    planned_centihours: int
    required_share_percent: int
    quiz_asked: bool = False


@dataclass(frozen=True)
class Outcome:
    """What a closing finds for one person; hours in hundredths."""

    completed: bool
    reason: ResultReason
    attended_centihours: int
    half_days_attended: int
    half_days_expected: int
    days_hundredths: int
    unmarked: int


@dataclass(frozen=True)
class Overruling:
    """A supervisor's word against the rule: what is decided instead, why, and whose word it is."""

    completed: bool
    reason: str
    by: str


def may_be_overruled(reason: ResultReason) -> bool:
    """Whether a supervisor may decide otherwise than the rule did.

    退学 stands: who was withdrawn because leave passed one seventh of the hours has no seat any more
    (干部教育培训工作条例: 超过的应予退学). Where that was a mistake, the person is enrolled again and the rule decides.
    """
    return reason is not ResultReason.WITHDRAWN_FOR_LEAVE


def in_effect(outcome: "Outcome", overruling: Overruling | None) -> Overruling | None:
    """The word that decides against what the rule finds now; None where it says the same, or may not be heard."""
    if overruling is None or overruling.completed is outcome.completed or not may_be_overruled(outcome.reason):
        return None
    return overruling


def most_excellent(percent: int, completed: int) -> int:
    """How many 优秀学员 a class may name: a share of those who complete it, rounded down."""
    return completed * percent // 100


@dataclass(frozen=True)
class Standing:
    """How well somebody did who completes: attended hours and the quiz's score, both in hundredths."""

    person_id: int
    attended_centihours: int
    score_cents: int | None = None


def proposed_excellent(standings: Sequence[Standing], most: int) -> frozenset[int]:
    """Whom score, then hours, put before everybody else, `most` at most.

    Where several stand equal at the edge none of them is proposed: between equals a person decides, not an order.
    """

    def merit(one: Standing) -> tuple[int, int]:
        return (one.score_cents or 0, one.attended_centihours)

    best = sorted(standings, key=merit, reverse=True)
    if most <= 0 or not best:
        return frozenset()
    if len(best) <= most:
        return frozenset(one.person_id for one in best)
    edge = merit(best[most])
    return frozenset(one.person_id for one in best[:most] if merit(one) > edge)


def close_for(
    demand: Demand, sittings: Sequence[Sitting], *, quiz_passed: bool = False, withdrawn_for_leave: bool = False
) -> Outcome:
    """Decide for one person: the attended share of the planned hours, and the quiz where one is asked.

    Who was withdrawn because leave passed one seventh has not completed, whatever was attended. No mark is absence.
    """
    attended = sum(credit(one.mark, one.centihours, one.minutes) for one in sittings)
    half_days = sum(was_there(one.mark) for one in sittings)
    reason = _reason(demand, attended, quiz_passed=quiz_passed, withdrawn_for_leave=withdrawn_for_leave)
    return Outcome(
        completed=reason is ResultReason.COMPLETED,
        reason=reason,
        attended_centihours=attended,
        half_days_attended=half_days,
        half_days_expected=len(sittings),
        days_hundredths=half_days * HALF_DAY_HUNDREDTHS,
        unmarked=sum(one.mark is None for one in sittings),
    )


def _reason(demand: Demand, attended: int, *, quiz_passed: bool, withdrawn_for_leave: bool) -> ResultReason:
    if withdrawn_for_leave:
        return ResultReason.WITHDRAWN_FOR_LEAVE
    if attended * 100 < demand.required_share_percent * demand.planned_centihours:
        return ResultReason.TOO_FEW_HOURS
    if demand.quiz_asked and not quiz_passed:
        return ResultReason.QUIZ_NOT_PASSED
    return ResultReason.COMPLETED


def hours_of_class(planned_centihours: int, meetings_centihours: int) -> int:
    """What shares of a class are taken of: its planned hours, or those of its meetings where none were planned."""
    return planned_centihours or meetings_centihours
