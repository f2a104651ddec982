"""Files that are refused whole: one clear sentence each, and nothing written."""

import zipfile

import pytest

from lms.extensions import db
from lms.people.models import Organisation
from lms.spreadsheets.reading.biff import marks_of
from lms.spreadsheets.reading.books import Unreadable
from tests.facts.spreadsheets import ORGS, PEOPLE, SAMPLES, check, csv_file, people_row, rows_xml, take, xlsx_file

FILES = SAMPLES.parent / "files"


@pytest.fixture(autouse=True)
def _in_context(sqlite_app):
    with sqlite_app.app_context():
        yield


def sentence(path, kind: str = "orgs") -> str:
    """Why a file is refused: one sentence or two, nothing written, told as a fault of the whole file."""
    report = take(path, kind)
    assert report.stopped
    assert not report.is_taken
    assert report.to_json()["faults"][0]["problem"] == report.stopped
    assert db.session.query(Organisation).count() == 0
    return report.stopped


def file(tmp_path, content: bytes, name: str = "roster.xlsx"):
    path = tmp_path / name
    path.write_bytes(content)
    return path


WHOLE = (SAMPLES / "clean-orgs.xlsx").read_bytes()


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "0字节"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n....", "PNG"),
        (b"Rar!\x1a\x07...", "RAR"),
        (b"{\\rtf1 ...}", "RTF"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "网页"),
        (b"\xef\xbb\xbf\r\n<!DOCTYPE html>", "网页"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "XML"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "网页"),
        (b"\x09\x08\x10\x00", "Excel 97"),
        (WHOLE[:3000], "没有传完整"),
        (WHOLE[:-1], "没有传完整"),
        (b"PK\x03\x04 and no more", "没有传完整"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "损坏"),
        (bytes(range(256)) * 20, "空字符"),
    ],
)
def test_what_is_no_spreadsheet_is_called_what_it_is(tmp_path, content, word):
    assert word in sentence(file(tmp_path, content))


def test_the_content_decides_not_the_name(tmp_path):
    assert check(file(tmp_path, WHOLE, "roster.csv"), "orgs").taken == 20
    assert check(file(tmp_path, (SAMPLES / "people-wps.xlsx").read_bytes(), "名册.xls"), "people").rows == 5


def test_an_encrypted_workbook_is_refused_as_such():
    assert "密码" in sentence(FILES / "encrypted.xlsx")


def test_an_encrypted_old_workbook_is_refused_as_such():
    with pytest.raises(Unreadable, match="密码"):
        marks_of(bytes.fromhex("0908100000060500bb0dcc0741000000060000002f0006000100000000000a000000"))


def test_a_damaged_part_of_a_workbook_is_refused(tmp_path):
    with zipfile.ZipFile(SAMPLES / "clean-orgs.xlsx") as archive:
        middle = archive.getinfo("xl/worksheets/sheet1.xml").header_offset + 200
    assert "损坏" in sentence(file(tmp_path, WHOLE[:middle] + b"\xff" * 40 + WHOLE[middle + 40 :]))


@pytest.mark.parametrize("name", ["samples/clean-orgs.xlsx", "files/cells.xls", "files/encrypted.xlsx"])
def test_no_damage_anywhere_ends_in_more_than_a_sentence(tmp_path, name):
    whole = (SAMPLES.parent / name).read_bytes()
    for place in range(0, len(whole), max(len(whole) // 60, 1)):
        damaged = file(tmp_path, whole[:place] + b"\xa5\x00\xff" + whole[place + 3 :])
        assert check(damaged, "orgs").file_name == damaged.name


@pytest.mark.parametrize("inside", ["<sheetData><row", "<sheetData><row r='x'/></sheetData>", '<c r="1A"/>', "<a></b>"])
def test_broken_xml_is_refused(tmp_path, inside):
    assert "损坏" in sentence(xlsx_file(tmp_path, inside))


LAUGHS = '<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;">]>'


@pytest.mark.parametrize(
    "part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", "_rels/.rels"]
)
def test_a_document_type_or_entity_is_refused_wherever_it_stands(tmp_path, part):
    path = xlsx_file(tmp_path, rows_xml(ORGS), shared="<sst/>", parts={part: f"{LAUGHS}<sst>&lol2;</sst>"})
    assert "实体" in sentence(path)


def test_a_file_that_unpacks_out_of_all_proportion_is_refused_unopened(tmp_path):
    path = xlsx_file(tmp_path, "<sheetData/>" + " " * 30_000_000)
    assert path.stat().st_size < 100_000
    assert "太" in sentence(path) or "大得" in sentence(path)


def test_an_archive_of_too_many_parts_is_refused(tmp_path):
    path = xlsx_file(tmp_path, rows_xml(ORGS), parts={f"xl/media/{n}.png": "" for n in range(10_001)})
    assert "大得" in sentence(path)


@pytest.mark.parametrize(
    ("parts", "word"),
    [
        ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"}, "OpenDocument"),
        ({"word/document.xml": "<a/>"}, "不是表格"),
        ({"readme.txt": "hello"}, "不是表格"),
    ],
)
def test_other_archives_are_refused(tmp_path, parts, word):
    path = tmp_path / "roster.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    assert word in sentence(path)


def test_a_binary_workbook_is_refused_by_name(tmp_path):
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://x/officeDocument" Target="xl/workbook.bin"/></Relationships>'
    )
    assert ".xlsb" in sentence(xlsx_file(tmp_path, "", parts={"_rels/.rels": relations}))


@pytest.mark.parametrize(
    ("headings", "words"),
    [
        (("单位编码", "单位名称", "上级编码"), ["第1行", "单位类别"]),
        (("姓名", "性别"), ["单位编码", "单位名称", "单位类别"]),
        (("单位编码", "单位名称", "单位类别", "单位名称"), ["第1行", "单位名称", "不止一次"]),
    ],
)
def test_a_heading_that_is_missing_or_stands_twice_is_named(tmp_path, headings, words):
    told = sentence(csv_file(tmp_path, headings, ("1", "2", "3")))
    assert all(word in told for word in words)


def test_a_file_without_a_row_of_data_is_refused(tmp_path):
    assert "没有数据" in sentence(csv_file(tmp_path, ORGS, ("合计", "0个"), ("", " ")))


def test_a_workbook_whose_only_fitting_sheet_is_hidden_has_no_headings(tmp_path):
    path = xlsx_file(tmp_path, rows_xml(["说明"]), rows_xml(ORGS, ["1", "甲", "", "区"]), states=("visible", "hidden"))
    assert "找不到表头" in sentence(path)


def test_more_rows_than_the_limit_are_refused_with_the_limit(tmp_path, monkeypatch):
    monkeypatch.setattr("lms.spreadsheets.checking.MOST_ROWS", 2)
    rows = [(f"{n}", f"单位{n}", "", "区") for n in range(3)]
    assert "超过2行" in sentence(csv_file(tmp_path, ORGS, *rows))


def test_a_file_that_is_not_there_is_a_sentence_too(tmp_path):
    assert "nowhere.xlsx" in sentence(tmp_path / "nowhere.xlsx")


def test_formatted_empty_rows_are_nothing_and_what_stands_below_them_is_not_lost(tmp_path):
    empty = "".join(f'<row r="{n}" s="1"><c r="A{n}" s="1"/><c r="B{n}" s="1"/></row>' for n in range(2, 100_000))
    last = rows_xml(["1", "云溪区", "", "区"], first=1_048_576)[len("<sheetData>") :]
    head = rows_xml(ORGS)[: -len("</sheetData>")]
    report = check(xlsx_file(tmp_path, f"{head}{empty}{last}"), "orgs")
    assert (report.rows, report.taken) == (1, 1)


def test_other_visible_sheets_with_the_headings_are_named(tmp_path):
    sheet = rows_xml(PEOPLE, people_row())
    report = check(xlsx_file(tmp_path, rows_xml(["说明"]), sheet, sheet), "people")
    warning = report.to_json()["warnings"][0]
    assert (warning["row"], warning["value"], warning["fault"]) == (None, "Sheet3", "other-sheet")
