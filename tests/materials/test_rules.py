"""When a reflection may change, how long it is, and what becomes of what people type."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.materials.rules.reflections import Closed, Standing, State, length_of, state_after_comment, tidied, why_closed
from lms.materials.texts import shown

DUE = date(2026, 12, 20)


@pytest.mark.parametrize(
    ("state", "late", "why"),
    [
        (State.MISSING, False, None),
        (State.MISSING, True, None),  # late is better than never
        (State.HANDED_IN, False, None),
        (State.HANDED_IN, True, Closed.DUE),
        (State.COMMENTED, False, Closed.COMMENTED),
        (State.COMMENTED, True, Closed.COMMENTED),
        (State.RETURNED, False, None),
        (State.RETURNED, True, None),
    ],
)
def test_it_may_change_until_it_is_commented_or_due(state, late, why):
    today = DUE + timedelta(days=1) if late else DUE
    assert why_closed(Standing(state, DUE, class_is_open=True, has_seat=True), today) is why


@given(st.sampled_from(State), st.dates(), st.dates())
def test_nothing_is_handed_in_to_a_closed_class_or_without_a_seat(state, due, today):
    assert why_closed(Standing(state, due, class_is_open=False, has_seat=True), today) is Closed.CLASS
    assert why_closed(Standing(state, due, class_is_open=True, has_seat=False), today) is Closed.NO_SEAT


@given(st.dates(), st.dates(), st.booleans())
def test_handing_back_always_opens_it_and_a_mere_comment_always_ends_it(due, today, returns):
    after = Standing(state_after_comment(returns=returns), due, class_is_open=True, has_seat=True)
    assert (why_closed(after, today) is None) == returns


def test_characters_are_counted_as_offices_do():
    assert length_of("　　学习 体会，\n\n很深。") == 8
    assert length_of("㛃𬱖䶮") == 3


@given(st.text(max_size=400))
def test_tidying_loses_no_character_that_counts_and_changes_nothing_twice(text):
    once = tidied(text)
    assert length_of(once) == length_of(text)
    assert tidied(once) == once


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("**重点**", "<p><strong>重点</strong></p>"),
        ("一\n二", "<p>一<br>\n二</p>"),
        ("- 甲\n- 乙", "<ul>\n<li>甲</li>\n<li>乙</li>\n</ul>"),
        ("# 标题", "<p># 标题</p>"),
        ("    四个空格", "<p>四个空格</p>"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("[点这里](https://example.org)", "<p>[点这里](https://example.org)</p>"),
        ("![](https://example.org/a.png)", "<p>![](https://example.org/a.png)</p>"),
    ],
)
def test_simple_marks_are_shown_and_nothing_else_is(typed, html):
    assert str(shown(typed)).strip() == html


@given(st.text(alphabet=st.sampled_from("<>&\"'`[](){}!*_#-+=|\\/:.\n abscriptonhref学习"), max_size=120))
def test_nothing_typed_becomes_a_link_a_picture_or_a_script(typed):
    html = str(shown(typed)).lower()
    assert not any(tag in html for tag in ("<a ", "<a>", "<img", "<script", "<iframe", "<svg", "<style"))
