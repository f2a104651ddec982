"""Advice to who writes questions; it stops nothing."""

from lms.assessment.formats.advice import advise
from lms.assessment.formats.gift import read_gift


def bank(*answers):
    text = "\n\n".join(
        f"// [id:04-{n:03}] [tag:难度-基础] [tag:课-01]\n题{n}？{{{answer}####因为。所以。}}"
        for n, answer in enumerate(answers, start=1)
    )
    reading = read_gift(text, "04.gift")
    assert reading.faults == ()
    return [advice.problem for advice in advise(reading.questions, "04.gift")]


def test_a_bank_without_giveaways_gets_no_advice():
    assert bank(*["=甲甲 ~乙乙 ~丙丙", "~甲甲 =乙乙 ~丙丙"] * 4) == []


def test_a_right_option_that_is_mostly_the_longest_is_named():
    assert bank(*["=甲甲甲 ~乙乙 ~丙丙", "~甲甲 =乙乙乙 ~丙丙"] * 4) == [
        "In 8 of 8 single choices the right option is the longest."
    ]


def test_a_right_option_that_mostly_stands_in_one_place_is_named():
    assert bank(*["~甲甲 =乙乙 ~丙丙"] * 8) == ["In 8 of 8 single choices the right option is number 2."]


def test_words_that_give_an_option_away_are_named():
    assert bank("=听 ~绝对不听", "=听 ~以上都对") == [
        "An option says “绝对”, which gives it away.",
        "An option says “以上都”, which gives it away.",
    ]


def test_an_explanation_of_one_sentence_is_too_short():
    reading = read_gift("// [id:04-001] [tag:难度-基础] [tag:课-01]\n题？{TRUE####对。}", "04.gift")
    assert [advice.problem for advice in advise(reading.questions, "04.gift")] == [
        "The explanation is very short or very long."
    ]
