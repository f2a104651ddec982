from hypothesis import given
from hypothesis import strategies as st

from lms.assessment.rules import (
    QuestionKind,
    is_given,
    is_passed,
    is_right,
    is_well_formed,
    key_part,
    points_cents,
    score_cents,
    shown_part,
)
from tests.facts.questions import questions

ANSWERS = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 9) | st.text(max_size=8) | st.floats(), st.lists, max_leaves=6
)


def right_answer(question, shown, key):
    match question.kind:
        case QuestionKind.SINGLE:
            return key["right"][0]
        case QuestionKind.MULTIPLE | QuestionKind.TRUE_FALSE:
            return key["right"]
        case QuestionKind.MATCHING:
            return [shown["choices"].index(answer) for answer in key["right"]]
        case QuestionKind.NUMERIC:
            return key["right"][0][0]
    return key["right"][0]


@given(questions())
def test_the_right_answer_of_every_question_is_right(question):
    shown, key = shown_part(question), key_part(question)
    answer = right_answer(question, shown, key)
    assert is_well_formed(question.kind, shown, answer)
    assert is_right(question.kind, shown, key, answer)


@given(questions(), ANSWERS)
def test_whatever_is_sent_is_marked_and_nothing_odd_is_right(question, answer):
    shown, key = shown_part(question), key_part(question)
    if is_right(question.kind, shown, key, answer):
        assert is_well_formed(question.kind, shown, answer)
        assert is_given(answer)


@given(questions())
def test_no_answer_is_never_right(question):
    for nothing in (None, "", "  ", []):
        assert not is_right(question.kind, shown_part(question), key_part(question), nothing)


@given(questions(QuestionKind.MULTIPLE))
def test_a_part_of_a_multiple_choice_counts_nothing(question):
    shown, key = shown_part(question), key_part(question)
    assert not is_right(question.kind, shown, key, key["right"][1:])
    wrong = [place for place in range(len(shown["options"])) if place not in key["right"]]
    assert not any(is_right(question.kind, shown, key, [*key["right"], place]) for place in wrong)


@given(questions())
def test_what_is_shown_says_nothing_of_the_key(question):
    shown = shown_part(question)
    assert set(shown) <= {"title", "stem", "options", "prompts", "choices"}
    assert shown.get("choices", []) == sorted(shown.get("choices", []))


@given(st.integers(1, 100), st.data())
def test_all_right_is_a_hundred_points_and_one_more_right_answer_never_lowers_the_score(questions, data):
    points = points_cents(questions)
    assert sum(points) == 10_000
    assert max(points) - min(points) <= 1
    rights = data.draw(st.lists(st.booleans(), min_size=questions, max_size=questions))
    better = [right or data.draw(st.booleans()) for right in rights]
    assert score_cents(points, better) >= score_cents(points, rights)
    assert is_passed(score_cents(points, [True] * questions), 100)
