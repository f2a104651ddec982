"""What an office gets back: its workbook with faulty cells marked, and the rows to mend, which come in as they are."""

import openpyxl
import pytest

from lms.spreadsheets.reading import open_book
from lms.spreadsheets.writing import beside, marked, write_marked, write_refused
from lms.spreadsheets.writing.to_mend import REASON, TITLE
from tests.facts.district import District
from tests.facts.spreadsheets import (
    OTHERS,
    PEOPLE,
    SAMPLES,
    check,
    csv_file,
    faults,
    people_row,
    rows_xml,
    sample_district,
    take,
    xlsx_file,
)

FILES = SAMPLES.parent / "files"


@pytest.fixture(autouse=True)
def _in_district(sqlite_app):
    District(sqlite_app)
    with sqlite_app.app_context():
        yield


def written(path, kind, target, *, partial=False):
    report = check(path, kind, partial=partial)
    (write_refused if partial else write_marked)(path, report, target)
    return report


def only(path, sheet, target):
    """The workbook with one of its sheets alone."""
    workbook = openpyxl.load_workbook(path)
    for name in workbook.sheetnames:
        if name != sheet:
            del workbook[name]
    workbook.save(target)
    return target


FAULTY = [
    people_row("P1", "王桂英"),
    people_row("P2", "10086"),
    people_row("P3", "李强", 任职日期="2026-02-30", 手机号="1380000"),
]


@pytest.fixture
def faulty_xlsx(tmp_path):
    return xlsx_file(tmp_path, rows_xml(["花名册"], PEOPLE, *FAULTY))


@pytest.fixture
def faulty_csv(tmp_path):
    return csv_file(tmp_path, PEOPLE, *FAULTY)


def test_the_same_workbook_comes_back_with_faulty_cells_coloured_and_commented(faulty_xlsx, tmp_path):
    target = tmp_path / "marked.xlsx"
    written(faulty_xlsx, "people", target)
    workbook = openpyxl.load_workbook(target)
    assert workbook.sheetnames == ["Sheet1", TITLE]
    sheet = workbook["Sheet1"]
    commented = {cell.coordinate for row in sheet for cell in row if cell.comment}
    coloured = {cell.coordinate for row in sheet for cell in row if cell.fill.fill_type == "solid"}
    assert commented == coloured == {"B4", "J5", "N5"}
    assert "没有30日" in sheet["N5"].comment.text


@pytest.mark.parametrize("source", ["faulty_xlsx", "faulty_csv"])
def test_a_marked_workbook_reads_as_the_file_did(source, tmp_path, request):
    path = request.getfixturevalue(source)
    target = tmp_path / "marked.xlsx"
    report = written(path, "people", target)
    assert faults(check(target, "people")) == faults(report)


@pytest.mark.parametrize("source", ["faulty_xlsx", "faulty_csv"])
def test_the_sheet_of_rows_to_mend_can_be_mended_and_imported_as_it_is(source, tmp_path, request):
    target = tmp_path / "marked.xlsx"
    report = written(request.getfixturevalue(source), "people", target)
    alone = only(target, TITLE, tmp_path / "alone.xlsx")
    again = check(alone, "people")
    assert (again.rows, again.refused) == (report.refused, report.refused)
    assert again.unknown_columns == [REASON]
    mend(alone, {"B2": "王小虎", "J3": "13800001111", "N3": "2026-02-28"})
    assert take(alone, "people").taken == 2


def mend(path, cells):
    workbook = openpyxl.load_workbook(path)
    for name, value in cells.items():
        workbook.worksheets[0][name].value = value
    workbook.save(path)


def test_a_mended_workbook_is_taken_whole(faulty_xlsx, tmp_path):
    target = tmp_path / "marked.xlsx"
    written(faulty_xlsx, "people", target)
    mend(target, {"B4": "王小虎", "J5": "13800001111", "N5": "2026-02-28"})
    report = take(target, "people")
    assert report.taken == 3
    assert [one.value for one in report.warnings if one.fault.code == "other-sheet"] == [TITLE]


def test_rows_left_behind_carry_their_reason_and_come_in_once_mended(faulty_csv, tmp_path):
    target = tmp_path / "refused.xlsx"
    report = take(faulty_csv, "people", partial=True)
    assert report.taken == 1
    write_refused(faulty_csv, report, target)
    sheet = openpyxl.load_workbook(target).worksheets[0]
    assert [cell.value for cell in sheet[1]] == [*PEOPLE, REASON]
    assert "姓名：" in sheet.cell(2, 16).value
    assert {"手机号：", "任职日期："} <= {line[: line.index("：") + 1] for line in sheet.cell(3, 16).value.split("\n")}
    mend(target, {"B2": "王小虎", "J3": "13800001111", "N3": "2026-02-28"})
    assert take(target, "people").taken == 2


def test_a_second_round_of_mending_keeps_one_column_of_reasons(faulty_csv, tmp_path):
    first, second = tmp_path / "first.xlsx", tmp_path / "second.xlsx"
    written(faulty_csv, "people", first, partial=True)
    written(first, "people", second, partial=True)
    sheet = openpyxl.load_workbook(second).worksheets[0]
    assert [cell.value for cell in sheet[1]] == [*PEOPLE, REASON]


def test_a_text_can_never_become_a_formula_on_its_way_back(tmp_path):
    path = csv_file(tmp_path, PEOPLE, people_row("P1", "=HYPERLINK(1)"), people_row("P2", "@SUM(1)", 职务="+1"))
    for write, name in ((write_marked, "marked.xlsx"), (write_refused, "refused.xlsx")):
        write(path, check(path, "people", partial=write is write_refused), tmp_path / name)
        for sheet in openpyxl.load_workbook(tmp_path / name):
            assert [cell.value for row in sheet for cell in row if cell.data_type == "f"] == []


def test_a_formula_keeps_its_stored_value(tmp_path):
    name = '<c t="str"><f>VLOOKUP(A1,B:C,2,0)</f><v>王桂英</v></c>'
    rows = [people_row("P1"), people_row("P2", "10086")]
    rows[0][1] = name
    path = xlsx_file(tmp_path, rows_xml(PEOPLE, *rows))
    target = tmp_path / "marked.xlsx"
    report = written(path, "people", target)
    assert faults(report) == faults(check(target, "people"))
    assert openpyxl.load_workbook(target)["Sheet1"]["B2"].value == "=VLOOKUP(A1,B:C,2,0)"


def test_a_fault_in_a_merged_cell_is_commented_where_comments_live(tmp_path):
    rows = rows_xml(PEOPLE, people_row("P1", org="不存在"), people_row("P2", "李强", org="<c/>"))
    path = xlsx_file(tmp_path, f'{rows}<mergeCells count="1"><mergeCell ref="K2:K3"/></mergeCells>')
    target = tmp_path / "marked.xlsx"
    assert written(path, "people", target).refused == 2
    assert openpyxl.load_workbook(target)["Sheet1"]["K2"].comment.text.count("系统里没有这个单位") == 2


def test_a_comment_that_was_there_stays(tmp_path):
    path = SAMPLES / "people-letterhead.xlsx"
    target = tmp_path / "marked.xlsx"
    written(path, "people", target)  # its organisations are unknown here
    before = openpyxl.load_workbook(path)["花名册"]
    after = openpyxl.load_workbook(target)["花名册"]
    for row in before:
        for cell in row:
            if cell.comment:
                assert cell.comment.text in after[cell.coordinate].comment.text


@pytest.mark.parametrize("limit", [0, 20_000])
def test_a_long_file_or_an_old_one_comes_back_as_a_new_workbook_with_the_same_cells(tmp_path, monkeypatch, limit):
    monkeypatch.setattr(marked, "MOST_ROWS", limit)
    path = FILES / "people.xls"
    target = tmp_path / "marked.xlsx"
    report = written(path, "people", target)
    assert faults(report) == {(4, "姓名", "B4", "error-value")} == faults(check(target, "people"))
    sheet = openpyxl.load_workbook(target).worksheets[0]
    assert sheet["B4"].comment
    assert sheet["C4"].value == "S1C1"  # what a merged cell lends


def test_a_workbook_that_openpyxl_cannot_open_comes_back_all_the_same(tmp_path):
    path = xlsx_file(tmp_path, rows_xml(PEOPLE, *FAULTY), parts={"[Content_Types].xml": "<Types/>"})
    target = tmp_path / "marked.xlsx"
    assert faults(written(path, "people", target)) == faults(check(target, "people"))


@pytest.mark.parametrize("name", [name for name in OTHERS if name.startswith("people")])
def test_every_sample_comes_back_with_the_same_faults(tmp_path, name):
    sample_district()
    target = tmp_path / "marked.xlsx"
    report = check(SAMPLES / name, "people")
    write_marked(SAMPLES / name, report, target)
    assert faults(check(target, "people")) == faults(report)


def test_rows_left_behind_go_beside_the_file_over_nothing_that_is_there(tmp_path):
    source = tmp_path / "名册.xlsx"
    assert beside(source).name == "名册-待修改.xlsx"
    beside(source).write_bytes(b"")
    assert beside(source).name == "名册-待修改-2.xlsx"


def test_a_fresh_workbook_is_read_back_as_written(tmp_path):
    path = csv_file(tmp_path, PEOPLE, people_row("P1", "10086"))
    written(path, "people", tmp_path / "out.xlsx")
    with open_book(tmp_path / "out.xlsx", frozenset()).opened() as book:
        assert [sheet.name for sheet in book.sheets] == ["Sheet1", TITLE]
