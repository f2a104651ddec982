"""What can be done about an open duty: a class that counts in time and has a seat, or why there is none."""

from dataclasses import dataclass, replace
from datetime import date

import pytest

from lms.rotation.defaults import CAPABILITY_QUIZZES, ROTATION, WINTER
from lms.rotation.rules import evaluate
from lms.rotation.rules.remedies import Counts, Hindrance, Step, counts, make_up_until, remedy
from tests.facts.rotation import also, deferral, exemption, principal, record, seat


@dataclass(frozen=True)
class Offer:
    """A class as far as a remedy looks at it."""

    last_day: date
    declared_year: int = 2026
    seats_left: int = 12


def offer(last_day: str, **more) -> Offer:
    return Offer(date.fromisoformat(last_day), **({"declared_year": int(last_day[:4])} | more))


def judged(facts, as_of: str, requirement=ROTATION):
    return evaluate(requirement, facts, 2026, date.fromisoformat(as_of))


@pytest.mark.parametrize(
    ("facts", "as_of", "offers", "step", "hindrance"),
    [
        (principal(), "2027-01-20", [offer("2027-03-04")], Step.ENROL, None),
        (principal(), "2027-01-20", [offer("2027-04-01")], Step.FIND_CLASS, Hindrance.TOO_LATE),
        (principal(), "2027-01-20", [offer("2027-03-04", seats_left=0)], Step.FIND_CLASS, Hindrance.FULL),
        (principal(), "2027-01-20", [], Step.FIND_CLASS, Hindrance.NONE_OPEN),
        (principal(), "2026-11-20", [offer("2026-12-10")], Step.ENROL, None),
        (principal(), "2026-11-20", [offer("2027-03-04")], Step.FIND_CLASS, Hindrance.TOO_LATE),
        (also(principal(), deferral("2027-01-10")), "2027-01-20", [offer("2027-03-04")], Step.SEE_DEFERRAL, None),
        (also(principal(), deferral("2027-03-01")), "2027-01-20", [offer("2027-02-20")], Step.ENROL, None),
        (also(principal(), exemption()), "2027-01-20", [offer("2027-03-04")], Step.NOTHING, None),
        (also(principal(), record("2026-04-20")), "2027-01-20", [offer("2027-03-04")], Step.NOTHING, None),
        (also(principal(), seat("2026-12-08", "2026-12-10")), "2026-11-20", [offer("2026-12-17")], Step.NOTHING, None),
    ],
)
def test_the_next_step(facts, as_of, offers, step, hindrance):
    found = remedy(judged(facts, as_of), offers)
    assert (found.step, found.hindrance) == (step, hindrance)


def test_the_first_class_in_time_with_a_seat_is_offered():
    full, free = offer("2026-12-10", seats_left=0), offer("2026-12-17")
    assert remedy(judged(principal(), "2026-11-20"), [full, free, offer("2026-12-24")]).training_class is free


def test_where_only_quizzes_are_missing_no_class_is_offered():
    found = remedy(judged(principal(), "2026-11-20", CAPABILITY_QUIZZES), [offer("2026-12-10")])
    assert found.step is Step.LEARN


@pytest.mark.parametrize(
    ("last_day", "as_what"), [("2026-12-30", Counts.OWN), ("2027-03-31", Counts.MAKE_UP), ("2027-04-01", Counts.NOT)]
)
def test_a_class_of_the_next_year_counts_as_make_up_while_the_requirement_allows_it(last_day, as_what):
    day = date.fromisoformat(last_day)
    assert counts(judged(principal(), "2027-01-20"), day.year, day) is as_what


def test_a_winter_round_counts_for_the_year_it_declares():
    finding = judged(replace(principal(), political_status="中共党员"), "2027-01-20", WINTER)
    assert counts(finding, 2026, date(2027, 2, 20)) is Counts.OWN
    assert counts(finding, 2027, date(2027, 2, 20)) is Counts.NOT


def test_a_deferral_also_moves_the_last_day_of_make_up_training():
    assert make_up_until(judged(also(principal(), deferral("2027-05-31")), "2027-02-01")) == date(2027, 5, 31)
    assert make_up_until(judged(principal(), "2027-02-01")) == date(2027, 3, 31)
