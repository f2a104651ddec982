"""Who completes a class, what attendance is worth, and when leave is too much."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.training.rules import attendance, closing, leave
from lms.training.rules.attendance import DECIDE, KEEP, WRITE, Entry, Row
from lms.training.rules.closing import Demand, Sitting
from lms.training.rules.words import Mark, ResultReason

SIX_HALF_DAYS = Demand(planned_centihours=2400, required_share_percent=85)
MARKS = st.sampled_from([*Mark, None])


@st.composite
def sitting(draw, marks=MARKS):
    mark = draw(marks)
    minutes = draw(st.integers(1, 240)) if mark is Mark.LEFT_EARLY else None
    return Sitting(draw(st.sampled_from([200, 267, 400])), mark, minutes)


def of(*marks, minutes=None):
    return [Sitting(400, mark, minutes if mark is Mark.LEFT_EARLY else None) for mark in marks]


P, L, E, V, A = Mark.PRESENT, Mark.LATE, Mark.LEFT_EARLY, Mark.LEAVE, Mark.ABSENT


@pytest.mark.parametrize(
    ("mark", "minutes", "centihours"),
    [(P, None, 400), (L, None, 400), (E, 90, 200), (E, 100, 222), (E, 200, 400), (V, None, 0), (A, None, 0),
     (None, None, 0)],
)  # fmt: skip
def test_present_and_late_count_whole_left_early_the_minutes_the_rest_nothing(mark, minutes, centihours):
    assert attendance.credit(mark, 400, minutes) == centihours


@pytest.mark.parametrize(
    ("sittings", "completed", "hours", "days"),
    [
        (of(P, P, P, P, P, P), True, 2400, 300),
        (of(P, L, L, P, P, P), True, 2400, 300),
        (of(P, P, P, P, P, E, minutes=30), True, 2067, 300),
        (of(P, P, P, P, P, E, minutes=17), False, 2038, 300),
        (of(P, P, P, P, P, V), False, 2000, 250),
        (of(P, P, P, P, P, None), False, 2000, 250),
        (of(A, A, A, A, A, A), False, 0, 0),
    ],
)
def test_completion_is_the_attended_share_of_the_planned_hours(sittings, completed, hours, days):
    outcome = closing.close_for(SIX_HALF_DAYS, sittings)
    assert (outcome.completed, outcome.attended_centihours, outcome.days_hundredths) == (completed, hours, days)
    assert outcome.reason is (ResultReason.COMPLETED if completed else ResultReason.TOO_FEW_HOURS)


def test_the_quiz_of_the_programme_must_be_passed_too():
    asked = Demand(2400, 85, quiz_asked=True)
    everywhere = of(P, P, P, P, P, P)
    assert closing.close_for(asked, everywhere).reason is ResultReason.QUIZ_NOT_PASSED
    assert closing.close_for(asked, everywhere, quiz_passed=True).completed
    assert closing.close_for(asked, of(P, A, A), quiz_passed=True).reason is ResultReason.TOO_FEW_HOURS


def test_who_was_withdrawn_for_leave_has_not_completed_whatever_was_attended():
    outcome = closing.close_for(SIX_HALF_DAYS, of(P, P, P, P, P, P), withdrawn_for_leave=True)
    assert outcome.reason is ResultReason.WITHDRAWN_FOR_LEAVE
    assert not outcome.completed


@given(sittings=st.lists(sitting(), max_size=12), share=st.integers(0, 100), planned=st.integers(0, 4000))
def test_hours_are_the_sum_of_the_meetings_and_days_half_of_those_attended(sittings, share, planned):
    outcome = closing.close_for(Demand(planned, share), sittings)
    assert outcome.attended_centihours == sum(
        attendance.credit(one.mark, one.centihours, one.minutes) for one in sittings
    )
    assert outcome.attended_centihours <= sum(one.centihours for one in sittings)
    assert outcome.days_hundredths * 2 == outcome.half_days_attended * 100
    assert outcome.half_days_attended + outcome.unmarked <= outcome.half_days_expected == len(sittings)
    assert outcome.completed is (outcome.attended_centihours * 100 >= share * planned)


@given(sittings=st.lists(sitting(), min_size=1, max_size=12), data=st.data())
def test_coming_more_never_costs_anyone_the_completion(sittings, data):
    demand = Demand(sum(one.centihours for one in sittings), 85)
    place = data.draw(st.integers(0, len(sittings) - 1))
    better = [*sittings]
    better[place] = Sitting(sittings[place].centihours, Mark.PRESENT)
    before, after = closing.close_for(demand, sittings), closing.close_for(demand, better)
    assert after.completed >= before.completed
    assert after.attended_centihours >= before.attended_centihours


@pytest.mark.parametrize(
    ("leave_hours", "class_hours", "too_much"),
    [(0, 2400, False), (342, 2400, False), (343, 2400, True), (400, 2800, False), (401, 2800, True), (1, 0, True)],
)
def test_more_than_one_seventh_of_the_hours_is_too_much_leave(leave_hours, class_hours, too_much):
    assert leave.passes_one_seventh(leave_hours, class_hours) is too_much


@given(on_leave=st.lists(st.integers(1, 9), max_size=20))
def test_a_meeting_missed_by_two_requests_counts_once(on_leave):
    meetings = dict.fromkeys(range(1, 7), 400)
    assert leave.leave_centihours(meetings, on_leave) == 400 * len(set(on_leave) & set(meetings))


PRESENT, ABSENT, EARLY = Entry(P), Entry(A), Entry(E, 60)


@pytest.mark.parametrize(
    ("wanted", "shown", "shown_id", "current", "current_id", "what"),
    [
        (None, None, None, None, None, KEEP),
        (None, None, None, PRESENT, 7, KEEP),  # not marked never removes a sign-in
        (PRESENT, None, None, None, None, WRITE),
        (PRESENT, PRESENT, 7, PRESENT, 7, KEEP),
        (ABSENT, PRESENT, 7, PRESENT, 7, WRITE),
        (EARLY, Entry(E, 50), 7, Entry(E, 50), 7, WRITE),
        (ABSENT, None, None, PRESENT, 7, DECIDE),  # scanned while the page was open
        (PRESENT, None, None, PRESENT, 7, KEEP),  # both say the same
        (PRESENT, PRESENT, 7, ABSENT, 8, KEEP),  # left as shown; a colleague changed it
        (Entry(L), PRESENT, 7, ABSENT, 8, DECIDE),
    ],
)
def test_a_row_that_changed_meanwhile_comes_back_to_decide(wanted, shown, shown_id, current, current_id, what):
    assert attendance.decide(Row(wanted, shown, shown_id, current, current_id)) == what
