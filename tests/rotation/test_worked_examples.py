"""The table "Worked examples" of rotation-rules.md, row by row (annual rotation, year 2026)."""

from datetime import date

import pytest

from lms.rotation.defaults import ROTATION
from lms.rotation.rules import evaluate
from tests.facts.rotation import also, deferral, exemption, post, principal, record

UNTRAINED = principal()
TRAINED = also(UNTRAINED, record("2026-04-20", "2026-04-22"))
NOT_COMPLETED = also(UNTRAINED, record("2026-04-20", "2026-04-22", completed=False))
TRAINED_THEN_OUT = also(principal(until="2026-12-31"), record("2026-04-20", "2026-04-22"))
MADE_UP = also(UNTRAINED, record("2027-02-08", "2027-02-10", make_up_year=2026))
MADE_UP_TOO_LATE = also(UNTRAINED, record("2027-04-08", "2027-04-10", make_up_year=2026))
MOVED_IN_30_DAYS = also(principal(until="2026-10-15"), post("2026-11-14", at="乙社区"))
MOVED_IN_31_DAYS = also(principal(until="2026-10-15"), post("2026-11-15", at="乙社区"))
OUT_IN_NOVEMBER = principal(until="2026-11-30")
OUT_IN_JANUARY = principal(until="2027-01-10")
DEFERRED = also(UNTRAINED, deferral("2027-03-01"))
DEFERRED_AND_MADE_UP = also(UNTRAINED, deferral("2027-05-31"), record("2027-05-08", "2027-05-10", make_up_year=2026))
DEFERRED_TO_AN_EARLIER_DAY = also(UNTRAINED, deferral("2026-10-01", approved="2026-05-01"))
EXEMPT_AND_DEFERRED = also(UNTRAINED, exemption(), deferral("2027-03-01"))


@pytest.mark.parametrize(
    ("facts", "as_of", "year", "status"),
    [
        pytest.param(UNTRAINED, "2026-06-30", 2026, "pending", id="principal since 2023, nothing else"),
        pytest.param(UNTRAINED, "2026-11-01", 2026, "at_risk", id="60 days left"),
        pytest.param(UNTRAINED, "2026-10-31", 2026, "pending", id="61 days left"),
        pytest.param(UNTRAINED, "2027-01-01", 2026, "overdue", id="the day after"),
        pytest.param(TRAINED, "2026-04-21", 2026, "pending", id="training ends the next day"),
        pytest.param(TRAINED, "2026-04-22", 2026, "completed", id="training ends today"),
        pytest.param(NOT_COMPLETED, "2027-01-01", 2026, "overdue", id="not completed"),
        pytest.param(TRAINED_THEN_OUT, "2027-02-01", 2026, "completed", id="what is done stays done"),
        pytest.param(MADE_UP, "2027-02-10", 2026, "made_up", id="made up in the window"),
        pytest.param(MADE_UP, "2027-02-10", 2027, "pending", id="make-up training is not next year's"),
        pytest.param(MADE_UP_TOO_LATE, "2027-04-15", 2026, "overdue", id="made up after the window"),
        pytest.param(MADE_UP_TOO_LATE, "2027-04-15", 2027, "pending", id="nor does it count for the next"),
        pytest.param(MOVED_IN_30_DAYS, "2026-12-01", 2026, "at_risk", id="moved within 30 days"),
        pytest.param(MOVED_IN_31_DAYS, "2026-12-01", 2026, "new_appointee", id="moved after 31 days"),
        pytest.param(OUT_IN_NOVEMBER, "2026-12-15", 2026, None, id="out before the reference day"),
        pytest.param(OUT_IN_JANUARY, "2027-01-05", 2026, "overdue", id="still in post, untrained"),
        pytest.param(OUT_IN_JANUARY, "2027-01-15", 2026, "released", id="left after the due day"),
        pytest.param(DEFERRED, "2027-02-01", 2026, "at_risk", id="deferred, 28 days left"),
        pytest.param(DEFERRED, "2027-03-02", 2026, "overdue", id="deferred, the day after"),
        pytest.param(DEFERRED_AND_MADE_UP, "2027-05-20", 2026, "made_up", id="made up in the deferral"),
        pytest.param(DEFERRED_TO_AN_EARLIER_DAY, "2026-10-15", 2026, "pending", id="a deferral never shortens"),
        pytest.param(EXEMPT_AND_DEFERRED, "2027-01-20", 2026, "exempt", id="exempt and deferred"),
    ],
)  # fmt: skip
def test_annual_rotation(facts, as_of, year, status):
    finding = evaluate(ROTATION, facts, year, date.fromisoformat(as_of))
    assert (finding and finding.status) == status


@pytest.mark.parametrize("as_of", ["2026-03-01", "2026-07-01", "2026-12-01", "2027-02-01"])
def test_a_short_post_inside_a_long_one_is_one_spell_with_the_long_ones_last_day(as_of):
    facts = also(principal("2023-05-01", "2027-06-30"), post("2026-02-01", "2026-05-31", at="乙社区"))
    finding = evaluate(ROTATION, facts, 2026, date.fromisoformat(as_of))
    assert finding is not None
    assert (finding.spell_first_day, finding.spell_last_day) == (date(2023, 5, 1), date(2027, 6, 30))


def test_two_audience_posts_at_once_are_one_obligation_listed_in_both_places():
    facts = also(principal(at="甲社区"), post("2025-01-01", at="乙社区"))
    finding = evaluate(ROTATION, facts, 2026, date(2026, 6, 30))
    assert finding is not None
    assert finding.post.organisation_name == "乙社区"
    assert len(finding.places) == 2


@pytest.mark.parametrize(
    ("facts", "as_of", "due"),
    [
        (UNTRAINED, "2027-01-20", "2026-12-31"),
        (DEFERRED, "2027-02-01", "2027-03-01"),
        (DEFERRED, "2026-11-30", "2026-12-31"),  # approved the next day
        (DEFERRED_TO_AN_EARLIER_DAY, "2026-10-15", "2026-12-31"),
        (MOVED_IN_31_DAYS, "2026-12-01", "2027-12-31"),  # with the next year
        (also(MOVED_IN_31_DAYS, deferral("2027-03-01")), "2026-12-01", "2027-12-31"),
    ],
)
def test_the_due_day_shown(facts, as_of, due):
    finding = evaluate(ROTATION, facts, 2026, date.fromisoformat(as_of))
    assert finding is not None
    assert finding.due == date.fromisoformat(due)
