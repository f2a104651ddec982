"""From how many answers on something is shown, as properties."""

import itertools
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from lms.feedback.rules import (
    LEAST_ANSWERS,
    SCORES,
    TOPIC_QUESTIONS,
    answers_in,
    average_hundredths,
    counted,
    last_answer_day,
    may_be_shown,
)

CHOICES = st.fixed_dictionaries({one: st.sampled_from(SCORES) for one in TOPIC_QUESTIONS})


@given(st.lists(CHOICES, max_size=40))
def test_what_is_shown_grows_by_five_or_more_and_leaves_four_at_most(answers):
    box, shown = {}, [0]
    for one in answers:
        box = counted(box, one)
        if may_be_shown(box):
            shown.append(shown[-1] + answers_in(box))
            box = {}
    assert all(after - before >= LEAST_ANSWERS for before, after in itertools.pairwise(shown))
    assert shown[-1] + answers_in(box) == len(answers)
    assert answers_in(box) < LEAST_ANSWERS


@given(st.lists(CHOICES, min_size=1, max_size=20))
def test_every_choice_is_counted_once_at_its_score(answers):
    counts = {}
    for one in answers:
        counts = counted(counts, one)
    for question in TOPIC_QUESTIONS:
        for score, number in zip(SCORES, counts[question], strict=True):
            assert number == sum(one[question] == score for one in answers)


def test_a_mean_is_rounded_half_up_in_hundredths():
    assert average_hundredths(9, 2) == 450
    assert average_hundredths(13, 3) == 433
    assert average_hundredths(14, 3) == 467
    assert average_hundredths(0, 0) is None


def test_a_class_may_be_evaluated_for_thirty_days():
    assert last_answer_day(date(2026, 12, 8)) == date(2027, 1, 7)
