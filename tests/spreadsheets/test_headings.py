"""Where a table begins, and which of its rows are no data."""

import pytest

from lms.spreadsheets.rules.headings import Heading, NearMiss, NumberedRow, Wanted, find_heading, heading_text, twice
from lms.spreadsheets.rules.leftovers import is_blank_row, left_out

WANTED = Wanted(frozenset({"人员编号", "姓名", "职务", "学时"}), ("人员编号", "姓名"))


def row(number: int, *texts: str | None, down: frozenset[int] = frozenset(), lent: dict | None = None) -> NumberedRow:
    own = {index: text for index, text in enumerate(texts) if text is not None}
    return NumberedRow(number, own, own | (lent or {}), down)


def found(*rows: NumberedRow) -> Heading:
    heading = find_heading(rows, WANTED)
    assert isinstance(heading, Heading)
    return heading


@pytest.mark.parametrize(
    "text", ["人员编号", "人员 编号*", "人员\n编号", "＊人员编号", " 人员　编号 ", "人员\u200b编号"]
)
def test_blanks_asterisks_and_widths_in_headings_do_not_matter(text):
    assert heading_text(text) == "人员编号"


def test_the_heading_is_the_first_row_with_the_required_headings():
    heading = found(row(1, "干部花名册"), row(2, "填报单位", "姓名"), row(4, "姓 名", None, "人员编号", "备注"))
    assert (heading.first_row, heading.last_row) == (4, 4)
    assert dict(heading.columns) == {"姓名": 0, "人员编号": 2}
    assert heading.unknown == ((3, "备注"),)


def test_a_heading_over_two_rows_takes_the_lower_cell_where_there_is_one():
    heading = found(
        row(2, "序号", "人员编号", "本人", None, down=frozenset({0, 1})),
        row(3, None, None, "姓名", "学时", lent={0: "序号", 1: "人员编号"}),
    )
    assert (heading.first_row, heading.last_row) == (2, 3)
    assert dict(heading.columns) == {"人员编号": 1, "姓名": 2, "学时": 3}
    assert heading.unknown == ((0, "序号"),)


def test_optional_headings_below_a_complete_upper_row_are_found_where_cells_reach_down():
    heading = found(
        row(2, "人员编号", "姓名", "其他", None, down=frozenset({0, 1})),
        row(3, None, None, "职务", "学时", lent={0: "人员编号", 1: "姓名"}),
    )
    assert dict(heading.columns) == {"人员编号": 0, "姓名": 1, "职务": 2, "学时": 3}


def test_the_row_below_a_complete_heading_is_data():
    heading = found(row(1, "人员编号", "姓名"), row(2, "P1", "王伟"))
    assert heading.last_row == 1


def test_a_title_right_above_a_heading_is_not_part_of_it():
    heading = found(row(1, "干部花名册"), row(2, None, "人员编号", "姓名"))
    assert heading.unknown == ()
    assert heading.first_row == 2


def test_the_nearest_row_tells_what_is_missing():
    miss = find_heading([row(1, "题目"), row(3, "姓名", "职务", "备注")], WANTED)
    assert isinstance(miss, NearMiss)
    assert (miss.row, miss.missing) == (3, ("人员编号",))


def test_a_known_heading_that_stands_twice_is_named():
    heading = found(row(1, "人员编号", "姓名", "备注", "备注", "姓名"))
    assert twice(heading, WANTED) == ("姓名",)


HEADING = found(row(1, "序号", "人员编号", "姓名"))


@pytest.mark.parametrize(
    ("texts", "begins"),
    [
        (("合　计", None, "3人"), "合计"),
        (("小计",), "小计"),
        ((None, "合计", "3"), "合计"),
        (("审核人(签字)：",), "审核人(签字):"),
        (("填表人:张三", "—"), "填表人:张三"),
        (("备注:以上均为在职",), "备注:以上均为在职"),
        (("序号", "人员编号", "姓 名"), "序号"),
        ((None, "人员编号*", "姓名"), "人员编号*"),
        (("例：", "P0", "张三"), "例:"),
        (("示例", "P0", "张三"), "示例"),
        (("1", "P1", "合计"), None),
        (("合计", "P1", "王伟"), None),
        (("1", None, "王伟"), None),
        (("说明书编写组", "P2", "李强"), None),
    ],
)
def test_totals_signatures_headings_and_examples_are_left_out_and_data_is_not(texts, begins):
    assert left_out(row(9, *texts).own, 1, HEADING) == begins


def test_the_upper_row_of_a_heading_over_two_rows_is_known_again():
    heading = found(row(2, "人员编号", "本人", None), row(3, None, "职务", "姓名"))
    assert left_out({0: "人员编号", 1: "本人"}, 0, heading) == "人员编号"
    assert left_out({1: "职务", 2: "姓名"}, 0, heading) == "职务"
    assert left_out({1: "职务"}, 0, heading) is None


@pytest.mark.parametrize("cells", [{}, {0: " "}, {1: "\u3000\t", 2: "\u200b"}])
def test_blanks_alone_make_no_row(cells):
    assert is_blank_row(cells)


@pytest.mark.parametrize("cells", [{0: "—"}, {3: 0.0}, {1: "\u200b王"}])
def test_anything_else_makes_one(cells):
    assert not is_blank_row(cells)
