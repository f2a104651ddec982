"""When an answer counts as right."""

import pytest

from lms.assessment.formats.gift import read_gift
from lms.assessment.rules import (
    is_given,
    is_passed,
    is_right,
    is_well_formed,
    key_part,
    number_in,
    points_cents,
    score_cents,
    shown_part,
)

MARKS = "// [id:04-031] [tag:难度-基础] [tag:课-02]\n"


def marked(answers, given):
    (question,) = read_gift(f"{MARKS}题？{{{answers}####因为。}}", "04.gift").questions
    return is_right(question.kind, shown_part(question), key_part(question), given)


@pytest.mark.parametrize(
    ("answers", "given", "right"),
    [
        ("~甲 =乙 ~丙", 1, True),
        ("~甲 =乙 ~丙", 0, False),
        ("~甲 =乙 ~丙", 3, False),
        ("~甲 =乙 ~丙", "1", False),
        ("~甲 =乙 ~丙", True, False),
        ("~%50%甲 ~%50%乙 ~丙", [1, 0], True),
        ("~%50%甲 ~%50%乙 ~丙", [0], False),
        ("~%50%甲 ~%50%乙 ~丙", [0, 1, 2], False),
        ("~%50%甲 ~%50%乙 ~丙", [0, 0, 1], False),
        ("TRUE", True, True),
        ("TRUE", 1, False),
        ("FALSE", False, True),
        ("FALSE", None, False),
        ("=甲 -> 一 =乙 -> 二 = -> 三", [0, 2], True),
        ("=甲 -> 一 =乙 -> 二 = -> 三", [2, 0], False),
        ("=甲 -> 一 =乙 -> 二 = -> 三", [0, None], False),
        ("=甲 -> 一 =乙 -> 二 = -> 三", [0, 2, 1], False),
        ("=人民法院 =法院", " 人民 法院。", True),
        ("=人民法院 =法院", "《法院》", True),
        ("=人民法院 =法院", "检察院", False),
        ("=ABC", "ａｂｃ", True),
        ("=24小时", "２４　小时", True),
        ("#30", "30", True),
        ("#30", "３０", True),
        ("#30", "30日", True),
        ("#30", " 30 。", True),
        ("#30", "30.0", True),
        ("#30", "30万", False),
        ("#30", "三十", False),
        ("#1234.5", "1,234.5", True),
        ("#28..32", "32", True),
        ("#28..32", "32.01", False),
        ("#-3", "−3", True),
        ("#=30 =45", "45", True),
    ],
)
def test_an_answer_is_right_or_wrong_as_a_whole(answers, given, right):
    assert marked(answers, given) is right


@pytest.mark.parametrize("typed", ["", "abc", "1,23", "--3", "3 4 5a万", "1e5", "."])
def test_what_is_no_number_is_not_guessed_at(typed):
    assert number_in(typed) is None


def test_an_empty_answer_is_not_given_yet():
    assert [is_given(answer) for answer in (None, "", "　", [], [None, 1])] == [False] * 5
    assert [is_given(answer) for answer in (0, False, "0", [0])] == [True] * 4


def test_a_text_beyond_all_measure_is_refused():
    (question,) = read_gift(f"{MARKS}谁？{{=法院####法院。}}", "04.gift").questions
    assert not is_well_formed(question.kind, shown_part(question), "长" * 501)


def test_ten_questions_are_ten_points_each_and_three_share_a_hundred():
    assert points_cents(10) == (1000,) * 10
    assert points_cents(3) == (3334, 3333, 3333)


def test_eighty_points_pass_at_a_mark_of_eighty():
    points = points_cents(20)
    assert is_passed(score_cents(points, [True] * 16 + [False] * 4), 80)
    assert not is_passed(score_cents(points, [True] * 15 + [False] * 5), 80)
