"""The sign-in sheet on paper: one block up to thirty people, two side by side beyond."""

import io
from datetime import date

import openpyxl
import pytest

from lms.rosters.queries.reach import EVERYTHING
from lms.rosters.rosters import made
from lms.rosters.rules.kinds import FileFormat, Roster, Wanted
from lms.rosters.sheets.blocks import laid_out
from lms.rosters.sheets.forms import to_file
from tests.facts import training

DAY = date(2026, 12, 8)


def _sheet(district, how_many):
    people = training.add_crowd(district, how_many)
    class_id = training.add_class(district, "S1", people=people)
    with district.session():
        return made(Wanted(Roster.SIGN_IN, class_id=class_id, day=DAY), EVERYTHING, "王敏")


@pytest.fixture
def december(set_clock):
    set_clock("2026-12-01 09:00")


def test_thirty_people_are_one_block_with_all_that_is_asked(sqlite_district, december):
    sheet = laid_out(_sheet(sqlite_district, 30))
    headings = [one.own_heading for one in sheet.all_columns]
    assert headings == ["序号", "姓名", "单位", "职务", "联系电话", "签名（上午）", "签名（下午）", "备注"]
    assert len(sheet) == 30


def test_more_are_two_blocks_whose_numbers_run_down_and_then_on(sqlite_district, december):
    sheet = _sheet(sqlite_district, 33)
    assert len(sheet) == 33  # a row a person: what is counted, previewed and given as CSV
    printed = laid_out(sheet)
    block = ["序号", "姓名", "单位", "签名（上午）", "签名（下午）"]
    assert [one.own_heading for one in printed.all_columns] == block * 2
    rows = printed.texts()
    assert len(rows) == 17
    assert (rows[0][0], rows[0][5], rows[-1][0], rows[-1][5]) == ("1", "18", "17", "")
    names = [row[1] for row in rows] + [row[6] for row in rows if row[6]]
    assert names == sheet.table["姓名"].tolist()


def test_both_print_forms_show_the_blocks_and_the_whole_sum(sqlite_district, december):
    sheet = _sheet(sqlite_district, 59)
    with sqlite_district.session():
        assert to_file(sheet, FileFormat.PDF, "")[:5] == b"%PDF-"
        book = openpyxl.load_workbook(io.BytesIO(to_file(sheet, FileFormat.XLSX, "")))
        listed = to_file(sheet, FileFormat.CSV, "").decode("utf-8-sig")
    page = book.worksheets[0]
    assert [page.cell(4, column).value for column in (1, 6)] == [1, 31]
    words = " ".join(str(cell.value) for row in page.iter_rows() for cell in row if cell.value)
    assert "应到：59人" in words
    assert listed.count("学员") >= 59
