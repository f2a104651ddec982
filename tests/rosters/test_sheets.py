"""A sheet as Excel, PDF and CSV: it prints as it is, no cell is ever a formula, no name loses a character."""

import csv
import io

import openpyxl
import pypdf
import pytest
from python_calamine import CalamineWorkbook

from lms.errors import Refused
from lms.rosters.sheets import xlsx
from lms.rosters.sheets.csv_form import to_csv
from lms.rosters.sheets.pdf import MOST_ROWS, to_pdf
from lms.rosters.sheets.sheet import Align, Column, Sheet
from lms.rosters.sheets.xlsx import to_xlsx
from tests.facts.rosters import FORMULAS, RARE, cells, sheet_of, words

HEADINGS = [
    "序号", "姓名", "性别", "单位", "职务", "培训起止时间", "应修学时", "实修学时", "出勤率", "考核成绩", "考核等次",
    "结业结果", "证书编号", "备注",
]  # fmt: skip


@pytest.fixture(scope="module")
def printed():
    """The one worksheet of a roster of sixty people."""
    content = to_xlsx(sheet_of([f"学员{number}" for number in range(1, 61)]))
    return openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]


def test_the_title_stands_over_all_columns_and_the_line_under_it_in_three_parts(printed):
    assert printed["A1"].value == "2026年集中轮训班（第4期）结业学员花名册"
    assert "A1:N1" in {str(one) for one in printed.merged_cells.ranges}
    assert (printed["A1"].font.sz, printed["A1"].font.b, printed["A1"].alignment.horizontal) == (18, True, "center")
    line = [cell for cell in printed[2] if cell.value]
    assert [cell.value.partition("：")[0] for cell in line] == ["主办单位", "培训时间", "填报日期"]
    assert [cell.alignment.horizontal for cell in line] == ["left", "center", "right"]


def test_the_headings_are_the_forms_own_and_four_characters_stand_two_by_two(printed):
    assert [cell.value.replace("\n", "") for cell in printed[3]] == HEADINGS
    assert printed["G3"].value == "应修\n学时"


def test_it_prints_on_a4_landscape_with_title_and_headings_on_each_sheet_and_page_numbers(printed):
    assert (printed.page_setup.paperSize, printed.page_setup.orientation) == (9, "landscape")
    assert printed.print_title_rows == "$1:$3"
    assert printed.oddFooter.center.text == "第&P页 共&N页"
    assert (printed.page_setup.fitToWidth or 1, printed.page_setup.fitToHeight) == (1, 0)  # one is not written
    assert printed.sheet_properties.pageSetUpPr.fitToPage


def test_headings_and_names_stay_in_view_and_everything_is_in_the_print_area(printed):
    assert printed.freeze_panes == "D4"
    assert printed.print_area == "'结业花名册'!$A$1:$N$65"


def test_columns_are_as_wide_as_their_words(printed):
    assert printed.column_dimensions["B"].width == pytest.approx(4.5 * 2 + 1.2, abs=1)
    assert printed.column_dimensions["D"].width > 2 * printed.column_dimensions["C"].width


def test_serial_numbers_run_through_and_numbers_are_numbers(printed):
    assert [printed.cell(row, 1).value for row in (4, 63)] == [1, 60]
    assert (printed["G4"].data_type, printed["I4"].value, printed["I4"].number_format) == ("n", 1, "0.0%")


def test_the_sums_and_the_signatures_stand_below(printed):
    assert printed["A64"].value == "合计：60人。"
    assert printed["A65"].value.startswith("主办单位（盖章）：＿")
    assert "制表人：林静" in printed["A65"].value


def test_a_long_text_makes_its_row_higher():
    page = openpyxl.load_workbook(io.BytesIO(to_xlsx(sheet_of(["王", "阿不都热合曼·买买提艾力"])))).worksheets[0]
    assert page.row_dimensions[5].height > page.row_dimensions[4].height


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_is_a_formula_whatever_a_name_begins_with(text):
    sheet = sheet_of([text], title=text, left=text, foot=(text,))
    page = openpyxl.load_workbook(io.BytesIO(to_xlsx(sheet))).worksheets[0]
    assert page["B4"].value.strip() == text.strip()
    assert {cell.data_type for row in page.iter_rows() for cell in row} <= {"s", "n"}


@pytest.mark.parametrize("text", FORMULAS)
def test_a_csv_file_marks_as_text_what_a_spreadsheet_would_run(text):
    content = to_csv(sheet_of([text]))
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert rows[0] == HEADINGS
    assert rows[1][1] == f"'{text}"


def test_a_csv_file_has_shares_and_hours_as_people_read_them():
    (row,) = list(csv.reader(io.StringIO(to_csv(sheet_of(["王"])).decode("utf-8-sig"))))[1:]
    assert (row[0], row[6], row[8], row[13]) == ("1", "24", "100.0%", "—")


def test_every_name_is_in_the_pdf_whole_and_each_page_has_title_headings_and_number():
    names = [RARE, "买买提·艾合买提", "=SUM(A1)", *(f"学员{number:02}" for number in range(60))]
    pages = words(to_pdf(sheet_of(names)))
    assert len(pages) == 3
    whole = "\n".join(pages)
    assert [name for name in names if name not in "".join(whole.split())] == []  # a long one goes on in a second line
    for number, page in enumerate(pages, 1):
        assert page.startswith("2026年集中轮训班（第4期）结业学员花名册")
        assert "证书编号" in page
        assert f"第{number}页 共3页" in page
    assert "合计：63人。" in pages[-1]
    assert "制表人：林静" in pages[-1]


def test_markup_in_a_name_is_printed_not_obeyed():
    assert "#link(x)[*粗*] $x$ // 注" in words(to_pdf(sheet_of(["王"], left="#link(x)[*粗*] $x$ // 注")))[0]


def test_a_character_that_the_font_lacks_is_refused_in_a_sentence_that_names_it(sqlite_app):
    with sqlite_app.app_context(), pytest.raises(Refused, match=r"U\+E001.*U\+2F9FF") as refusal:
        to_pdf(sheet_of(["\U0002f9ff\ue001"]))
    assert "没有生成PDF" in str(refusal.value)


def test_more_rows_than_anybody_prints_are_refused():
    with pytest.raises(Refused, match="20,000"):
        to_pdf(sheet_of(["王"] * (MOST_ROWS + 1)))


def test_a_two_row_heading_is_one_in_excel_and_in_print():
    import pandas as pd

    columns = (
        Column("姓名", 4), Column("12月8日上午", 2, group="12月8日"), Column("12月8日下午", 2, group="12月8日"),
        Column("备注", 4, Align.START),
    )  # fmt: skip
    table = pd.DataFrame([["王", "√", "×", ""]], columns=[one.heading for one in columns])
    sheet = Sheet("考勤表", columns, table)
    rows = cells(to_xlsx(sheet))
    assert rows[2] == ["序号", "姓名", "12月8日", None, "备注"]
    assert rows[3] == [None, None, "上午", "下午", None]
    assert openpyxl.load_workbook(io.BytesIO(to_xlsx(sheet))).worksheets[0].print_title_rows == "$1:$4"
    assert "上午 下午" in words(to_pdf(sheet))[0]


def test_a_sheet_whose_table_has_other_columns_is_a_mistake():
    with pytest.raises(ValueError, match="exactly its columns"):
        Sheet("名册", (Column("姓名", 4),), sheet_of(["王"]).table)


def test_a_very_long_roster_is_written_row_by_row_and_is_the_same(monkeypatch):
    sheet = sheet_of([RARE, *FORMULAS])
    whole = cells(to_xlsx(sheet))
    monkeypatch.setattr(xlsx, "_IN_ORDER_FROM", 1)
    assert cells(to_xlsx(sheet)) == whole


def test_a_font_for_titles_that_is_not_installed_leaves_the_usual_one():
    assert "结业学员花名册" in words(to_pdf(sheet_of(["王"]), title_font="方正小标宋简体"))[0]


@pytest.mark.slow
def test_ten_thousand_rows_are_one_workbook_and_one_pdf():
    sheet = sheet_of([f"学员{number:05}" for number in range(10_000)])
    rows = CalamineWorkbook.from_filelike(io.BytesIO(to_xlsx(sheet))).get_sheet_by_index(0).to_python()
    assert (len(rows), rows[10_002][:2]) == (10_005, [10_000, "学员09999"])
    last = pypdf.PdfReader(io.BytesIO(to_pdf(sheet))).pages[-1].extract_text()
    assert "学员09999" in last
    assert "合计：10000人。" in last
