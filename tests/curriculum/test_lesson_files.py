"""What a lesson's file says, and what is said about each mistake in it."""

import pytest

from lms.curriculum.faults import Faults
from lms.curriculum.formats.lesson_file import read_lesson

FRONT = """+++
id = "04-02"
title = "邻里纠纷怎样听、怎样劝"
minutes = 15
goal = "能主持一次首次调解。"
sources = ["人民调解法", "民法典"]
+++
"""
BODY = """
## 情景

晚上八点，刘师傅打来电话。

## 方法

1. **先分开，再开口。** 请围观的人
   回家。

## 案例

| 谁 | 几元 |
|---|--:|
| 赵家 | 186 |

## 容易出错的地方

- **当众评理。**

## 带走的清单

- [ ] 先分开两家

## 想一想

1. 接下来做什么？
   <details><summary>提示</summary>停止调解。</details>
"""


def read(text, number="02"):
    faults = Faults("02.md")
    return read_lesson(text, number, "04", faults), faults


def problems(text):
    reading, faults = read(text)
    assert reading is None
    return [str(fault) for fault in faults.found]


def lesson(body=BODY):
    reading, faults = read(FRONT + body)
    assert faults.found == []
    return reading.lesson


def test_the_front_matter_says_what_the_lesson_is():
    found = lesson()
    assert (found.code, found.number, found.minutes) == ("04-02", "02", 15)
    assert found.sources == ("人民调解法", "民法典")


def test_paragraphs_are_numbered_in_order_so_that_a_place_can_be_kept():
    html = lesson().html
    assert [html.count(f'id="p{n}" data-p="{n}"') for n in range(1, lesson().paragraphs + 1)] == [1] * 12


def test_a_line_break_between_chinese_characters_and_the_blank_after_bold_are_nothing():
    assert "<strong>先分开，再开口。</strong>请围观的人回家。" in lesson().html


def test_a_column_keeps_its_alignment_without_an_inline_style_and_cells_know_their_heading():
    html = lesson().html
    assert "style" not in html
    assert '<td data-label="几元" class="text-end">186</td>' in html.replace(
        'class="text-end" data-label="几元"', 'data-label="几元" class="text-end"'
    )


def test_a_checklist_keeps_its_boxes_as_a_class_and_a_hint_folds():
    html = lesson().html
    assert '<li class="task-list-item"' in html
    assert "<input" not in html
    assert "<details><summary>提示</summary>停止调解。</details>" in html


def test_a_picture_of_the_course_is_shown_from_our_own_server():
    reading, faults = read(FRONT + BODY.replace("晚上八点，", "![楼梯](images/stairs.png) "))
    assert faults.found == []
    assert reading.images == ("images/stairs.png",)
    assert '<img src="/courses/04/images/stairs.png" alt="楼梯">' in reading.lesson.html


@pytest.mark.parametrize(
    "written",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<details open>x</details>",
        '<a href="javascript:alert(1)">x</a>',
        "<style>p{}</style>",
        "<!-- x -->",
    ],
)
def test_html_beyond_a_fold_is_refused(written):
    assert any("is not accepted" in fault for fault in problems(FRONT + BODY.replace("晚上八点", written)))


def test_a_dangerous_link_is_not_made():
    assert "javascript" not in lesson(BODY.replace("刘师傅", "[刘师傅](javascript:alert(1))")).html.replace(
        "(javascript:alert(1))", ""
    )


@pytest.mark.parametrize("source", ["https://example.com/a.png", "/etc/a.png", "images/../a.png", "images/A.gif"])
def test_a_picture_from_elsewhere_is_refused(source):
    text = FRONT + BODY.replace("晚上八点", f"![图]({source})")
    assert [fault[: len("02.md:11: ")] for fault in problems(text)] == ["02.md:11: "]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (BODY, "02.md:1: There is no front matter."),
        ("", "02.md:1: There is no front matter."),
        (FRONT.replace("15", "十五") + BODY, "02.md:4: This is no TOML"),
        (FRONT.replace("minutes = 15", 'minutes = "15"') + BODY, "02.md:4: minutes is not accepted."),
        (FRONT.replace("minutes = 15", "minutes = 0") + BODY, "02.md:4: minutes is not accepted."),
        (FRONT.replace("minutes = 15\n", "") + BODY, "minutes is missing."),
        (FRONT.replace("goal =", "aim =") + BODY, "02.md:5: aim is not known here."),
        (FRONT.replace('id = "04-02"', 'id = "04-03"') + BODY, "02.md:2: id is “04-03”."),
        (FRONT.replace('["人民调解法", "民法典"]', '"民法典"') + BODY, "02.md:6: sources is no list of texts."),
        (FRONT + BODY.replace("## 案例", "## 例子"), "The part “案例” is missing."),
        (FRONT + BODY.replace("## 案例", "## 例子"), "02.md:18: “例子” is no part of a lesson."),
        (FRONT + BODY.replace("- **当众评理。**", ""), "02.md:24: The part “容易出错的地方” is empty."),
        (FRONT + BODY.replace("- [ ]", "-"), "02.md:28: The checklist has no boxes."),
        (
            FRONT + BODY.replace("## 情景", "## 甲").replace("## 案例", "## 情景").replace("## 甲", "## 案例"),
            "in order",
        ),
    ],
)
def test_each_mistake_is_named(text, fault):
    assert any(fault in found for found in problems(text))


def test_all_mistakes_of_a_lesson_are_listed_at_once():
    text = FRONT.replace("15", "0").replace("goal", "aim") + BODY.replace("- [ ]", "-").replace("## 案例", "## 例子")
    assert len(problems(text)) == 6


def test_a_short_lesson_gets_advice_that_stops_nothing():
    _reading, faults = read(FRONT + BODY)
    assert [fault.line for fault in faults.advice] == [13, 28]
