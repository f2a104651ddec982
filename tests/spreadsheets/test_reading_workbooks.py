"""What stands in a workbook's XML, and what is read from it."""

from datetime import date
from pathlib import Path

import pytest

from lms.spreadsheets.reading import open_book
from lms.spreadsheets.reading.books import numbered_rows
from lms.spreadsheets.reading.number_formats import shows_a_day
from lms.spreadsheets.rules.values import NO_VALUE, ErrorValue
from tests.facts.spreadsheets import rows_xml, xlsx_file

XLS = Path(__file__).parent / "files" / "cells.xls"


@pytest.fixture(autouse=True)
def _in_context(sqlite_app):
    with sqlite_app.app_context():
        yield


def sheet(path, index=0):
    with open_book(path, frozenset()).opened() as book:
        return [(row.number, row.filled) for row in numbered_rows(book.sheets[index])]


def cells(tmp_path, *xml: str, **options):
    return sheet(xlsx_file(tmp_path, rows_xml(xml), **options))[0][1]


def test_numbers_texts_truths_errors_and_days_are_told_apart(tmp_path):
    assert cells(
        tmp_path,
        "<c><v>46086</v></c>",
        '<c s="1"><v>46086</v></c>',
        '<c s="2"><v>46086.75</v></c>',
        '<c s="3"><v>46086</v></c>',
        '<c t="b"><v>1</v></c>',
        '<c t="e"><v>#N/A</v></c>',
        '<c t="d"><v>2026-03-05T00:00:00</v></c>',
        "text",
        '<c t="str"><f>A1</f><v>结果</v></c>',
        '<c t="str"><f>A1</f><v></v></c>',
        "<c><f>A1</f></c>",
        "<c><f>A1</f><v/></c>",
        "<c><f>A1</f><v>7.5</v></c>",
        '<c s="1"><f>A1</f><v>46086</v></c>',
    ) == {
        0: 46086.0, 1: date(2026, 3, 5), 2: date(2026, 3, 5), 3: 46086.0, 4: True, 5: ErrorValue("#N/A"),
        6: date(2026, 3, 5), 7: "text", 8: "结果", 10: NO_VALUE, 11: NO_VALUE, 12: 7.5, 13: date(2026, 3, 5),
    }  # fmt: skip


def test_the_date_system_of_1904_is_four_years_later(tmp_path):
    path = xlsx_file(tmp_path, rows_xml(['<c s="1"><v>44624</v></c>']), workbook='<workbookPr date1904="1"/>')
    assert sheet(path) == [(1, {0: date(2026, 3, 5)})]


def test_rich_text_is_read_whole_and_its_pronunciation_is_not(tmp_path):
    runs = '<r><t>郝</t></r><r><rPr><b/></rPr><t>建国</t></r><rPh sb="0" eb="1"><t>ハオ</t></rPh>'
    assert cells(tmp_path, f'<c t="inlineStr"><is>{runs}</is></c>') == {0: "郝建国"}


def test_shared_texts_are_looked_up(tmp_path):
    path = xlsx_file(
        tmp_path,
        rows_xml(['<c t="s"><v>1</v></c>', '<c t="s"><v>0</v></c>']),
        shared="<sst><si><t>零</t></si><si><r><t>一</t></r><r><t>二</t></r></si></sst>",
    )
    assert sheet(path) == [(1, {0: "一二", 1: "零"})]


def test_escaped_characters_come_back(tmp_path):
    assert cells(tmp_path, "a_x000D_b_x005F_c_xD842__xDFB7_") == {0: "a\rb_c\U00020bb7"}


def test_a_merged_cell_counts_for_the_rows_it_covers_and_an_empty_cell_is_not_filled(tmp_path):
    rows = rows_xml(["01-1", "甲"], ["<c/>", "乙"], ["<c/>", "丙"], ["<c/>", "丁"])
    path = xlsx_file(tmp_path, f'{rows}<mergeCells count="1"><mergeCell ref="A1:A3"/></mergeCells>')
    assert [row.get(0) for _number, row in sheet(path)] == ["01-1", "01-1", "01-1", None]


def test_a_row_that_only_a_merged_cell_reaches_is_no_row(tmp_path):
    path = xlsx_file(tmp_path, f'{rows_xml(["甲"])}<mergeCells><mergeCell ref="A1:A1048576"/></mergeCells>')
    assert sheet(path) == [(1, {0: "甲"})]


def test_row_numbers_are_those_the_spreadsheet_shows(tmp_path):
    hidden = '<row r="3" hidden="1"><c r="C3" t="str"><v>甲</v></c></row>'
    path = xlsx_file(tmp_path, f"<sheetData>{hidden}<row><c><v>1</v></c></row></sheetData>")
    assert sheet(path) == [(3, {2: "甲"}), (4, {0: 1.0})]


def test_prefixed_names_are_read_like_others(tmp_path):
    row = '<x:row r="1"><x:c r="A1"><x:v>7</x:v></x:c></x:row>'
    inside = f'<x:worksheet xmlns:x="urn:x"><x:sheetData>{row}</x:sheetData></x:worksheet>'
    path = xlsx_file(tmp_path, "", parts={"xl/worksheets/sheet1.xml": inside})
    assert sheet(path) == [(1, {0: 7.0})]


def test_hidden_sheets_are_known_as_hidden(tmp_path):
    path = xlsx_file(tmp_path, rows_xml(["a"]), rows_xml(["b"]), states=("hidden", "veryHidden"))
    with open_book(path, frozenset()).opened() as book:
        assert [one.visible for one in book.sheets] == [False, False]


@pytest.mark.parametrize(
    ("code", "is_day"),
    [
        ("yyyy\\-mm\\-dd;@", True),
        ('[DBNum1][$-804]yyyy"年"m"月"d"日";@', True),
        ('m"月"d"日"', True),
        ("mmm\\-yy", True),
        ("aaaa;@", True),
        ("General", False),
        ("0.00E+00", False),
        ("h:mm:ss", False),
        ("mm:ss", False),
        ("[h]:mm", False),
        ('0"天"', False),
        ('"day"0', False),
        ("上午/下午h:mm", False),
        ("#,##0.00_);[Red](#,##0.00)", False),
    ],
)
def test_a_format_shows_a_day_or_not(code, is_day):
    assert shows_a_day(code) is is_day


def test_an_old_workbook_is_read_with_its_errors_formulas_days_and_merged_cells():
    with open_book(XLS, frozenset()).opened() as book:
        assert book.kind == "xls"
        assert [(one.name, one.visible) for one in book.sheets] == [("隐藏", False), ("名册", True)]
        rows = {row.number: row.filled for row in numbered_rows(book.sheets[1])}
    assert rows[4] == {0: "Q1", 1: "王𬱖", 2: date(2024, 3, 5)}
    assert rows[5] == {0: "Q1", 1: True, 2: date(2024, 3, 5)}
    assert rows[6] == {0: 20260001.0, 1: NO_VALUE, 2: 45356.0}
    assert rows[7] == {0: 3.5, 1: ErrorValue("#N/A"), 2: 20240305.0}
    assert isinstance(rows[7][1], ErrorValue)
    assert rows[9] == {0: 9.90100197911023e17}
