"""The GIFT dialect: what each way of writing means, and what is said about each mistake."""

from decimal import Decimal
from pathlib import Path

import pytest

from lms.assessment.formats.gift import read_gift
from lms.assessment.rules import GAP, Difficulty, QuestionKind, Range, Source

MARKS = "// [id:04-031] [tag:难度-基础] [tag:课-02]\n"


def read(text, marks=MARKS):
    return read_gift(marks + text, "04.gift")


def only(text, marks=MARKS):
    reading = read(text, marks)
    assert reading.faults == ()
    return reading.questions[0]


def problems(text, marks=MARKS):
    reading = read(text, marks)
    assert reading.questions == ()
    return [f"{fault.line}: {fault.problem}" for fault in reading.faults]


def test_the_comments_above_give_id_difficulty_lesson_and_sources():
    question = only(
        "::标题::对吗？{TRUE####对。}",
        "// [id:08-012] [tag:难度-综合] [tag:课-03]\n// [tag:依据-人民调解法-17] [tag:依据-民法典] [tag:防汛]\n",
    )
    assert (question.code, question.course, question.lesson_code) == ("08-012", "08", "08-03")
    assert question.difficulty is Difficulty.COMBINED
    assert question.sources == (Source("人民调解法", "17"), Source("民法典"))
    assert question.tags == ("防汛",)
    assert question.title == "标题"


def test_a_title_that_repeats_the_id_says_nothing_more():
    assert only("::04-031::对吗？{TRUE####对。}").title == ""


def test_single_choice_has_one_right_option_and_feedback_of_its_own():
    body = only("先做什么？{\n~劝#太早\n=听\n~走\n####先听。\n}").body
    assert [(option.text, option.right, option.feedback) for option in body.options] == [
        ("劝", False, "太早"),
        ("听", True, ""),
        ("走", False, ""),
    ]


def test_multiple_choice_takes_the_positive_weights_as_right():
    question = only("哪些？{~%50%甲~%50%乙~%-50%丙~丁####因为。}")
    assert question.kind is QuestionKind.MULTIPLE
    assert [option.right for option in question.body.options] == [True, True, False, False]


@pytest.mark.parametrize(
    ("written", "value"), [("T", True), ("TRUE", True), ("true", True), ("F", False), (" FALSE ", False)]
)
def test_true_and_false_have_their_words(written, value):
    assert only(f"对吗？{{{written}#错了#对了####因为。}}").body.value is value


def test_true_false_says_one_thing_to_a_wrong_and_another_to_a_right_answer():
    body = only("对吗？{TRUE#错了#对了####因为。}").body
    assert (body.when_wrong, body.when_right) == ("错了", "对了")


def test_short_answer_accepts_each_line():
    question = only("谁来确认？{=人民法院 =法院#说全称更好####由法院。}")
    assert question.kind is QuestionKind.SHORT
    assert [(one.text, one.feedback) for one in question.body.accepted] == [
        ("人民法院", ""),
        ("法院", "说全称更好"),
    ]


@pytest.mark.parametrize(
    "written",
    ["属于[　　　]通道。{=疏散####底线。}", "属于{=疏散####底线。}通道。", "属于[____]通道。{=疏散####底线。}"],
)
def test_a_gap_is_where_the_braces_or_the_mark_stand(written):
    question = only(written)
    assert question.kind is QuestionKind.GAP
    assert question.stem == f"属于{GAP}通道。"


def test_matching_has_pairs_and_right_halves_without_a_pair():
    body = only("连起来。{\n=甲 -> 一\n=乙 -> 二\n= -> 三\n####如此。}").body
    assert [(pair.prompt, pair.answer) for pair in body.pairs] == [("甲", "一"), ("乙", "二")]
    assert body.extra == ("三",)
    assert body.choices == ("一", "三", "二")  # sorted by character, whatever belongs together


@pytest.mark.parametrize(
    ("written", "ranges"),
    [
        ("#30", [("30", "30")]),
        ("#30:0", [("30", "30")]),
        ("#30:2", [("28", "32")]),
        ("#-1.5..2.25", [("-1.5", "2.25")]),
        ("#=30:1 =%100%45", [("29", "31"), ("45", "45")]),
    ],
)
def test_numbers_are_exact_within_a_tolerance_or_in_a_range(written, ranges):
    body = only(f"几日？{{{written}####三十日。}}").body
    assert [(one.low, one.high) for one in body.ranges] == [(Decimal(low), Decimal(high)) for low, high in ranges]


def test_a_number_may_have_feedback():
    assert only("几日？{#30#三十日####三十日。}").body.ranges == (Range(Decimal(30), Decimal(30), "三十日"),)


def test_a_case_is_a_text_without_braces_and_its_questions_share_its_tag():
    reading = read_gift(
        "// [id:04-C1] [tag:案例-04-C1] [tag:难度-综合] [tag:课-02]\n::04-C1::老郑搭起菜架。\\n孙家要拆。\n\n"
        "// [id:04-C1-1] [tag:案例-04-C1] [tag:难度-应用] [tag:课-02]\n怎样认定？{=共有 ~归他####共有。}\n",
        "04.gift",
    )
    assert reading.faults == ()
    case, question = reading.questions
    assert (case.kind, case.body, case.stem) == (QuestionKind.CASE, None, "老郑搭起菜架。\n孙家要拆。")
    assert question.case == case.code


def test_escaped_signs_are_text_and_a_wrapped_line_is_one_line():
    question = only("3\\:2\\=\\{1.5\\}，\n对吗 yes\nno？{=a\\~b\\#c\\=d ~e\\\\f####因为\n如此。}")
    assert question.stem == "3:2={1.5}，对吗 yes no？"
    assert [option.text for option in question.body.options] == ["a~b#c=d", "e\\f"]
    assert question.explanation == "因为如此。"


def test_signs_mean_nothing_in_the_explanation():
    assert only("对吗？{TRUE####1=1，见第~条#2。}").explanation == "1=1，见第~条#2。"


def test_categories_comments_and_a_byte_order_mark_are_passed_over():
    reading = read_gift(
        "\ufeff// 前言\n\n$CATEGORY: 化解矛盾\n\n" + MARKS + "对吗？{\n// 中间的话\nTRUE####对。}", "04.gift"
    )
    assert reading.faults == ()
    assert reading.lines == (6,)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("对吗？{TRUE####对。", "2: The opening brace is never closed."),
        ("对吗？TRUE####对。}", "2: The closing brace has no opening one before it."),
        ("对吗？}TRUE{", "2: The closing brace has no opening one before it."),
        ("甲{=一}乙\n{=二}。", "3: There is a second opening brace."),
        ("甲{=一}}。", "2: There is a second closing brace."),
        ("对吗？｛TRUE####对。｝", "2: The braces are full-width."),
        ("对吗？{}", "2: There is no answer between the braces."),
        ("对吗？{TRUE}", "2: There is no explanation."),
        ("对吗？{TRUE#a#b#c####对。}", "2: There are too many parts after #."),
        ("{TRUE####对。}", "2: The question has no text."),
        ("对吗？{也许####对。}", "2: “也许” stands between the braces and is no answer."),
        ("选哪个？{~甲~乙####因为。}", "2: No answer is marked as right."),
        ("选哪个？{=甲=乙~丙####因为。}", "2: More than one answer is marked as right."),
        ("选哪个？{=甲\n~甲####因为。}", "3: “甲” stands there twice."),
        ("选哪个？{=甲\n~\n####因为。}", "3: This answer is empty."),
        ("选哪个？{=甲~%50%乙####因为。}", "2: A single choice has no weights."),
        ("哪些？{~%100%甲~乙####因为。}", "2: A multiple choice has one right answer only."),
        ("哪些？{~%50%甲~%30%乙~丙####因为。}", "2: The weights of the right answers add up to 80."),
        ("谁？{=%50%法院####因为。}", "2: An answer counts whole or not at all here."),
        ("连。{=甲 -> 一\n=乙 -> 一####因为。}", "2: There is too little to match."),
        ("连。{=甲 -> 一\n=甲 -> 二\n=丙 -> 三####因为。}", "2: Two pairs have the same left half."),
        ("连。{=甲 -> 一\n=乙\n=丙 -> 三 =丁 -> 二####因为。}", "3: This pair has no second half."),
        ("几日？{#三十####因为。}", "2: “三十” is no number."),
        ("几日？{#32..28####因为。}", "2: This range of numbers holds none."),
        ("对吗？[html]<b>{TRUE####对。}", None),
        ("[html]<b>对吗？</b>{TRUE####对。}", "2: The question is written in HTML."),
        ("甲[　　]乙{=丙####因为。}丁", "2: There is more than one gap."),
        ("没有答案的题", "2: There are no answers."),
    ],
)
def test_each_mistake_is_named_with_its_line(text, problem):
    if problem is None:
        assert only(text)
    else:
        assert problem in problems(text)


@pytest.mark.parametrize(
    ("marks", "problem"),
    [
        ("", "There is no id."),
        ("// [id:04-031] [tag:难度-基础] [tag:课-02]\n\n", "There is no id."),
        ("// [id:4]\n", "“4” is no id."),
        ("// [id:04-031] [id:04-032]\n", "There is a second id, “04-032”."),
        ("// [id:04-031] [tag:难度-简单]\n", "“简单” is no difficulty."),
        ("// [id:04-031] [tag:难度-基础] [tag:难度-应用]\n", "There is a second difficulty, “应用”."),
        ("// [id:04-031] [tag:课-2]\n", "“2” is no number of a lesson."),
        ("// [id:04-031] [tag:课-]\n", "The tag “课-” says nothing after its dash."),
        ("// [id:04-031] [tag:难度-基础]\n", "No lesson is named."),
        ("// [id:04-031] [tag:课-02]\n", "There is no difficulty."),
        ("// ［id：04-031］\n", "There is an id or a tag here that cannot be read."),
    ],
)
def test_each_mistake_in_the_comments_is_named(marks, problem):
    assert any(problem in found for found in problems("对吗？{TRUE####对。}", marks))


def test_all_faults_of_a_file_are_listed_and_the_other_questions_are_read():
    reading = read_gift(
        MARKS + "好题？{TRUE####对。}\n\n" + "// [id:04-032] [tag:课-02]\n坏题？{=甲=乙~丙}\n\n"
        "// [id:04-033] [tag:难度-基础] [tag:课-02]\n又一道？{#30####三十。}\n\n" + MARKS + "重号？{TRUE####对。}\n",
        "04.gift",
    )
    assert [question.code for question in reading.questions] == ["04-031", "04-033"]
    assert [f"{fault.file}:{fault.line}: {fault.item}: {fault.problem}" for fault in reading.faults] == [
        "04.gift:5: 04-032: More than one answer is marked as right.",
        "04.gift:5: 04-032: There is no difficulty.",
        "04.gift:5: 04-032: There is no explanation.",
        "04.gift:11: 04-031: The id 04-031 stands on line 2 already.",
    ]


def test_a_case_without_questions_and_a_question_without_its_case_are_both_named():
    reading = read_gift(
        "// [id:04-C1] [tag:案例-04-C1] [tag:难度-综合] [tag:课-02]\n老郑搭起菜架。\n\n"
        "// [id:04-C2-1] [tag:案例-04-C2] [tag:难度-应用] [tag:课-02]\n怎样？{=共有 ~归他####共有。}\n",
        "04.gift",
    )
    assert [fault.problem for fault in reading.faults] == [
        "No question belongs to this case.",
        "The text of case 04-C2 is not in this file, or has a fault itself.",
    ]


def test_a_file_of_something_else_gets_one_sentence():
    reading = read_gift("Apache License\n\nVersion 2.0\n\nTERMS\n", "LICENSE")
    assert [fault.problem for fault in reading.faults] == ["This is no question file."]


def test_an_empty_file_has_no_questions_and_no_faults():
    assert read_gift("\ufeff\n", "leer.gift") == read_gift("", "leer.gift")
    assert read_gift("", "leer.gift").faults == ()


def test_what_the_readme_of_the_bank_shows_is_accepted():
    readme = (Path(__file__).parents[2] / "question_bank" / "README.md").read_text(encoding="utf-8")
    assert read_gift(readme.split("```")[1].removeprefix("gift\n"), "README.md").faults == ()
