"""What a bank is held to beyond its form: size, mixture, giveaways, twins, sources, quizzes."""

import math
import time
from dataclasses import replace
from itertools import cycle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.assessment.quality.chance import at_least, chi_square, chi_square_tail
from lms.assessment.quality.giveaways import check_giveaways, length_chance, position_chance
from lms.assessment.quality.likeness import alike, check_answers_elsewhere, check_likeness, likeness, shingles
from lms.assessment.quality.mixture import check_mixture, missing_kinds, uneven_difficulties
from lms.assessment.quality.placed import CourseBank, Placed
from lms.assessment.quality.quizzes import check_quiz
from lms.assessment.quality.sources import check_sources, unmarked
from lms.assessment.rules import (
    Choices,
    Difficulty,
    Matching,
    Option,
    Pair,
    Question,
    QuestionKind,
    Source,
    Texts,
    Truth,
)
from lms.curriculum.rules import CurriculumKind, PaperRule

FIVE_FOUR = [Difficulty.BASIC, Difficulty.APPLIED, Difficulty.BASIC, Difficulty.APPLIED, Difficulty.COMBINED]


def options(right, *, count=4, longest=None):
    """Options of one length, but for the one at `longest`."""
    return Choices(tuple(Option("长一些" if at == longest else "甲乙"[:2], at == right) for at in range(count)))


def question(number, kind=QuestionKind.SINGLE, body=None, **rest):
    body = (
        body
        or {
            QuestionKind.SINGLE: options(number % 4),
            QuestionKind.MULTIPLE: Choices((Option("甲", True), Option("乙", True), Option("丙", False))),
            QuestionKind.TRUE_FALSE: Truth(number % 2 == 0),
            QuestionKind.GAP: Texts(()),
            QuestionKind.MATCHING: Matching((Pair("一", "甲"), Pair("二", "乙")), ("丙",)),
            QuestionKind.CASE: None,
        }[kind]
    )
    return Question(f"04-{number:03}", kind, f"第{number}题？", Difficulty.BASIC, "01", body, "因为。", **rest)


def good_bank(count=60, cases=4, kind=CurriculumKind.CAPABILITY, quiz=None):
    """A bank of `count` questions that is held to nothing in vain, and its cases with two questions each."""
    sorts = [QuestionKind.MULTIPLE, QuestionKind.TRUE_FALSE, QuestionKind.TRUE_FALSE, QuestionKind.GAP,
             QuestionKind.MATCHING, *[QuestionKind.SINGLE] * (count - 5)]  # fmt: skip
    asked = [
        replace(question(at, sort), difficulty=difficulty, case=f"04-C{at % cases}" if at >= count - 2 * cases else "")
        for (at, sort), difficulty in zip(enumerate(sorts), cycle(FIVE_FOUR), strict=False)
    ]
    texts = [Question(f"04-C{at}", QuestionKind.CASE, "经过。", Difficulty.COMBINED, "01", case=f"04-C{at}")
             for at in range(cases)]  # fmt: skip
    placed = [Placed(one, "04-x.gift", line) for line, one in enumerate([*texts, *asked], start=1)]
    return CourseBank("04-x.gift", kind, quiz or PaperRule(), placed)


def changed(bank, change):
    return replace(bank, placed=[replace(one, question=change(one.question)) for one in bank.placed])


def without(bank, gone):
    return replace(bank, placed=[one for one in bank.placed if not gone(one.question)])


def problems(found):
    return [fault.problem for fault in found]


def test_a_good_bank_has_no_fault():
    bank = good_bank()
    assert [*check_mixture(bank), *check_giveaways(bank), *check_quiz(bank, "course.toml")] == []


@pytest.mark.parametrize(("kind", "enough"), [("capability", 60), ("skill", 40), ("theme", 40)])
def test_a_bank_is_as_large_as_its_kind_wants(kind, enough):
    assert problems(check_mixture(good_bank(enough, 4, CurriculumKind(kind)))) == []
    small = good_bank(enough - 5, 4, CurriculumKind(kind))
    assert problems(check_mixture(small)) == [f"The bank has {enough - 5} questions."]


@pytest.mark.parametrize("kind", CurriculumKind)
def test_a_bank_has_four_cases_at_least(kind):
    assert problems(check_mixture(good_bank(60, 4, kind))) == []
    assert problems(check_mixture(good_bank(60, 3, kind))) == ["The bank has 3 cases."]


def test_a_case_has_two_questions_at_least():
    bank = without(good_bank(61), lambda one: one.code == "04-060")
    (fault,) = check_mixture(bank)
    assert (fault.item, fault.line, fault.problem) == ("04-C0", 1, "The case has 1 questions.")


@pytest.mark.parametrize("kind", [QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.GAP, QuestionKind.MATCHING])
def test_a_kind_that_is_missing_is_named(kind):
    rest = [QuestionKind.TRUE_FALSE, *set(QuestionKind) - {kind, QuestionKind.CASE}]
    told = missing_kinds(one for one in rest if (kind, one) not in GAP_TWINS)
    assert [name for name in told if kind.value in name] == told != []


GAP_TWINS = {(QuestionKind.GAP, QuestionKind.SHORT), (QuestionKind.GAP, QuestionKind.NUMERIC)}


def test_a_number_or_a_short_answer_is_filled_in_too():
    assert missing_kinds(set(QuestionKind) - {QuestionKind.GAP, QuestionKind.SHORT}) == []


@pytest.mark.parametrize(
    ("counts", "uneven"),
    [((40, 40, 20), {}), ((50, 38, 12), {}), ((30, 50, 20), {}), ((51, 39, 10), {Difficulty.BASIC: 51}),
     ((46, 45, 9), {Difficulty.COMBINED: 9}), ((29, 41, 30), {Difficulty.BASIC: 29})],
)  # fmt: skip
def test_difficulties_stay_near_four_four_two(counts, uneven):
    written = [one for one, count in zip(Difficulty, counts, strict=True) for _time in range(count)]
    assert uneven_difficulties(written) == uneven


def test_right_answers_that_stand_in_one_place_are_a_fault():
    bank = changed(good_bank(), lambda one: replace(one, body=options(1)) if one.kind is QuestionKind.SINGLE else one)
    (told,) = problems(check_giveaways(bank))
    assert told == "Of questions with 4 options, number 2 is right 55 times of 55."


def test_true_that_is_nearly_always_right_is_a_fault():
    chance, _places = position_chance(question(at, QuestionKind.TRUE_FALSE, Truth(True)) for at in range(8))
    assert chance < 0.05
    chance, _places = position_chance(question(at, QuestionKind.TRUE_FALSE) for at in range(8))
    assert chance == 1.0


def test_a_right_answer_that_is_mostly_the_longest_is_a_fault():
    def longer(one):
        if one.kind is not QuestionKind.SINGLE:
            return one
        right = int(one.code[-2:]) % 4
        return replace(one, body=options(right, longest=right))

    (told,) = problems(check_giveaways(changed(good_bank(), longer)))
    assert told == "The longest option is right in 55 of 55 questions of the kind single."


def test_options_of_one_length_give_nothing_away():
    assert length_chance([options(0)] * 9) == (1.0, 0, 0)
    assert length_chance([options(0, longest=1)] * 3) == (1.0, 0, 3)
    assert length_chance([options(0, longest=0)] * 2) == (1 / 16, 2, 2)


def test_chances_are_those_of_the_tables():
    assert at_least(8, [0.25] * 13) == pytest.approx(0.005647, abs=1e-5)
    assert chi_square([16, 2, 1, 1]) == pytest.approx(32.4)
    for statistic, degrees in [(3.841, 1), (5.991, 2), (7.815, 3), (9.488, 4), (11.070, 5), (18.307, 10)]:
        assert chi_square_tail(statistic, degrees) == pytest.approx(0.05, abs=1e-4)


@given(st.integers(0, 30), st.integers(0, 30), st.floats(0.01, 0.99))
def test_a_tail_is_the_sum_of_its_binomial_terms(hits, trials, chance):
    terms = (math.comb(trials, at) * chance**at * (1 - chance) ** (trials - at) for at in range(hits, trials + 1))
    assert at_least(hits, [chance] * trials) == pytest.approx(sum(terms), abs=1e-9)


def test_two_questions_in_nearly_the_same_words_are_a_fault():
    first = replace(question(1), stem="双方申请司法确认，应当自协议生效之日起多少日内提出？")
    again = replace(question(2), stem="双方申请司法确认的，应当自协议生效之日起多少日内提出")
    other = replace(question(3), stem="调解协议什么时候生效？")
    found = check_likeness([Placed(one, f"{at}.gift", at) for at, one in enumerate([first, other, again])])
    assert [(fault.file, fault.item) for fault in found] == [("2.gift", "04-002")]


def test_an_answer_that_another_stem_tells_is_a_fault_unless_both_belong_to_one_case():
    asked = Choices((Option("应急物业服务企业", True), Option("业主委员会成员", False)))
    first = replace(question(1, body=asked), stem="街道临时确定的是谁？")
    telling = replace(question(2), stem="应急物业服务企业最长留几个月？")
    silent = replace(question(3), stem="业主委员会成员由谁选举？")
    places = [Placed(one, f"{at}.gift", at) for at, one in enumerate([first, telling, silent])]
    assert [(fault.file, fault.item) for fault in check_answers_elsewhere(places)] == [("0.gift", "04-001")]
    together = [Placed(replace(one.question, case="04-C1"), one.file, one.line) for one in places]
    assert check_answers_elsewhere(together) == []


STEMS = st.dictionaries(st.text("abcdef", min_size=1, max_size=3), st.text("甲乙丙丁，", max_size=8), max_size=8)


@given(STEMS, st.sampled_from([0.2, 0.5, 1.0]))
def test_the_index_finds_the_pairs_that_comparing_all_finds(stems, limit):
    codes = list(stems)
    runs = {code: shingles(stems[code]) for code in codes}
    slow = {
        (one, other)
        for at, other in enumerate(codes)
        for one in codes[:at]
        if likeness(runs[one], runs[other]) >= limit
    }
    assert {(one, other) for one, other, _share in alike(stems, limit)} == slow


def test_eleven_hundred_stems_are_compared_in_seconds():
    stems = {
        str(at): f"第{at}户的老人问{at * 7}号楼的灯什么时候修，您到了{at * 13}单元先做哪一件事？" for at in range(1100)
    }
    begun = time.perf_counter()
    assert list(alike(stems, 1.0)) == []
    assert time.perf_counter() - begun < 5


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"explanation": "一方拒绝的，停下来（《人民调解法》第十七条）。"}, ["人民调解法-17"]),
        ({"stem": "《人民调解法》第十七条说的是什么？"}, ["人民调解法-17"]),
        ({"body": Choices((Option("《人民调解法》第十七条", True), Option("没有", False)))}, ["人民调解法-17"]),
        ({"explanation": "停下来（第十七条）。"}, [""]),
        ({"explanation": "合同第十七条写错了。"}, []),
        ({"explanation": "停下来（《人民调解法》第十七条）。", "sources": (Source("人民调解法", "17"),)}, []),
        (
            {"explanation": "停下来（《人民调解法》第十七条）。", "sources": (Source("人民调解法", "4"),)},
            ["人民调解法-17"],
        ),
        ({"explanation": "停下来（第十七条）。", "sources": (Source("人民调解法", "17"),)}, []),
    ],
)
def test_a_question_that_states_law_marks_its_source(change, told):
    one = replace(question(1), **change)
    assert unmarked(one) == told
    assert len(check_sources([Placed(one, "04-x.gift", 7)])) == len(told)


@pytest.mark.parametrize(
    ("quiz", "told"),
    [
        (PaperRule(questions=100), ["The quiz wants 100 × questions."]),
        (PaperRule(cases=5), ["The quiz wants 5 × cases."]),
        (PaperRule(questions=30, by_difficulty=(("综合", 20),)), ["The quiz wants 20 × 综合."]),
        (PaperRule(by_kind=(("multiple", 2),)), ["The quiz wants 2 × multiple."]),
        (PaperRule(by_kind=(("essay", 0),)), ["“essay” is no difficulty and no kind."]),
        (PaperRule(by_difficulty=(("基础", 5), ("应用", 4)), by_kind=(("multiple", 1),)), []),
    ],
)
def test_a_quiz_that_the_bank_cannot_fill_is_a_fault(quiz, told):
    assert problems(check_quiz(good_bank(quiz=quiz), "course.toml")) == told


def test_a_quiz_is_drawn_to_see_whether_its_wishes_go_together():
    quiz = PaperRule(questions=1, cases=0, by_difficulty=(("综合", 1),), by_kind=(("multiple", 1),))
    assert problems(check_quiz(good_bank(quiz=quiz), "course.toml")) == ["A quiz that was drawn has too few: multiple."]
