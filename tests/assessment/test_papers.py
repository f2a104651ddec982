"""Which questions a paper gets."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from lms.assessment.rules import BankItem, Difficulty, PaperRule, QuestionKind, draw, shuffled

ANSWERED = [kind for kind in QuestionKind if kind is not QuestionKind.CASE]


def bank_of(*counts, cases=()):
    """A bank with so many single choices of 基础, 应用 and 综合, and cases of the given sizes."""
    items = [
        BankItem(f"04-{difficulty}-{number}", QuestionKind.SINGLE, difficulty, f"{number % 3:02}")
        for difficulty, count in zip(Difficulty, counts, strict=True)
        for number in range(count)
    ]
    for case, size in enumerate(cases):
        items += [
            BankItem(f"04-C{case}-{number}", QuestionKind.SINGLE, Difficulty.COMBINED, "01", f"04-C{case}")
            for number in range(size)
        ]
    return items


def difficulties(codes):
    return Counter(code.split("-")[1] for code in codes)


def test_a_paper_has_as_many_of_each_difficulty_as_its_rule_asks_for():
    rule = PaperRule(questions=10, by_difficulty=(("基础", 5), ("应用", 3), ("综合", 2)), cases=0)
    for seed in range(20):
        assert difficulties(draw(bank_of(9, 9, 9), rule, seed)) == {"基础": 5, "应用": 3, "综合": 2}


def test_what_the_bank_lacks_is_made_up_by_other_questions():
    rule = PaperRule(questions=10, by_difficulty=(("综合", 10),))
    assert difficulties(draw(bank_of(9, 9, 2), rule, 1))["综合"] == 2
    assert len(draw(bank_of(9, 9, 2), rule, 1)) == 10


def test_kinds_are_wanted_too():
    bank = [BankItem(f"04-{kind}-{n}", kind, "基础", "01") for kind in ANSWERED for n in range(5)]
    codes = draw(bank, PaperRule(questions=6, by_kind=(("numeric", 2), ("matching", 4))), 7)
    assert Counter(code.split("-")[1] for code in codes) == {"numeric": 2, "matching": 4}


def test_a_case_comes_whole_and_last_with_its_questions_in_order():
    for seed in range(20):
        codes = draw(bank_of(9, 9, 9, cases=(3, 2)), PaperRule(questions=10), seed)
        case = [code for code in codes if "-C" in code]
        assert case in (["04-C0-0", "04-C0-1", "04-C0-2"], ["04-C1-0", "04-C1-1"])
        assert list(codes[-len(case) :]) == case


def test_the_same_seed_draws_the_same_paper_and_another_seed_another():
    bank = bank_of(20, 20, 20)
    papers = {draw(bank, PaperRule(), seed) for seed in range(30)}
    assert len(papers) == 30
    assert draw(bank, PaperRule(), 5) == draw(list(reversed(bank)), PaperRule(), 5)


def test_a_paper_asks_about_every_lesson_when_there_is_room():
    lessons = {item.code: item.lesson for item in bank_of(30, 0, 0)}
    for seed in range(10):
        codes = draw(bank_of(30, 0, 0), PaperRule(questions=3), seed)
        assert {lessons[code] for code in codes} == {"00", "01", "02"}


def test_options_stand_in_another_order_for_another_paper_but_never_change():
    assert sorted(shuffled(5, 1, "04-001")) == [0, 1, 2, 3, 4]
    assert shuffled(5, 1, "04-001") == shuffled(5, 1, "04-001")
    assert len({shuffled(5, seed, "04-001") for seed in range(50)}) > 20


ITEMS = st.lists(
    st.builds(
        BankItem,
        st.integers(0, 10**6).map("04-{}".format),
        st.sampled_from(ANSWERED),
        st.sampled_from(Difficulty),
        st.sampled_from(["01", "02"]),
        st.sampled_from(["", "", "04-C1", "04-C2"]),
    ),
    unique_by=lambda item: item.code,
    max_size=25,
)


@given(ITEMS, st.integers(1, 12), st.integers())
def test_any_bank_gives_a_paper_without_repeats_with_whole_cases_and_as_long_as_it_can(bank, questions, seed):
    codes = draw(bank, PaperRule(questions=questions), seed)
    assert len(codes) == len(set(codes)) <= questions
    cases = {item.code: item.case for item in bank if item.case}
    sizes = Counter(cases.values())
    assert all(count == sizes[case] for case, count in Counter(cases[c] for c in codes if c in cases).items())
    if len(bank) - len(cases) >= questions:
        assert len(codes) == questions
