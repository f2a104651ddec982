"""How an office writes days and names of files, and in which order its people stand."""

from datetime import date

import pytest

from lms.rosters.rules import wording
from lms.rosters.rules.order import name_order, post_order


@pytest.mark.parametrize(
    ("first", "last", "long", "short"),
    [
        ("2026-04-20", "2026-04-22", "2026年4月20日至4月22日", "2026.4.20—4.22"),
        ("2026-12-30", "2027-01-02", "2026年12月30日至2027年1月2日", "2026.12.30—2027.1.2"),
        ("2026-04-20", "2026-04-20", "2026年4月20日", "2026.4.20"),
    ],
)
def test_a_span_of_days(first, last, long, short):
    days = date.fromisoformat(first), date.fromisoformat(last)
    assert (wording.day_span(*days), wording.short_span(*days)) == (long, short)


@pytest.mark.parametrize(
    ("programme", "title"),
    [
        ("集中轮训班", "2026年集中轮训班（第2期）"),
        ("2026年冬训", "2026年冬训（第2期）"),
    ],
)
def test_a_title_has_its_year_once(programme, title):
    assert wording.class_title(programme, 2, 2026) == title


def test_in_a_round_the_title_names_who_holds_the_class():
    assert wording.class_title("冬训", 2, 2026, organiser="青禾镇") == "2026年冬训（青禾镇）（第2期）"


@pytest.mark.parametrize(
    ("title", "name"),
    [("甲/乙:丙*?", "甲_乙_丙__"), ("  a\tb. ", "ab"), ("...", "名册"), ("长" * 300, "长" * 90)],
)
def test_a_name_of_a_file_is_one_everywhere(title, name):
    assert wording.file_stem(title) == name


def test_a_position_that_names_its_organisation_is_not_said_twice():
    assert wording.post_at("石桥村", "党支部书记") == "石桥村党支部书记"
    assert wording.post_at("石桥村", "石桥村党支部书记") == "石桥村党支部书记"


def test_heads_stand_before_deputies_before_members_before_others():
    positions = ["干事", "委员", "副主任", "党委副书记", "居委会主任", "党委书记", None]
    ordered = sorted(positions, key=lambda one: post_order("社区(村)主职干部", one))
    assert ordered == ["党委书记", "居委会主任", "党委副书记", "副主任", "委员", "干事", None]


def test_posts_stand_in_the_order_of_their_categories_first():
    assert post_order("街镇领导班子成员", "委员") < post_order("社区(村)工作人员", "书记") < post_order(None, "书记")


def test_common_names_stand_by_pinyin_and_every_name_has_a_place():
    assert sorted(["周", "王", "艾", "李"], key=name_order) == ["艾", "李", "王", "周"]
    assert len({name_order(name) for name in ("㛃", "𬱖", "䶮")}) == 3
