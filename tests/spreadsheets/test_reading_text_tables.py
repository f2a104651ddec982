"""Text tables: delimiters, line ends, encodings, quotes."""

import pytest

from lms.spreadsheets.reading import Unreadable, open_book

HEADINGS = frozenset({"人员编号", "姓名", "职务"})


@pytest.fixture(autouse=True)
def _in_context(sqlite_app):
    with sqlite_app.app_context():
        yield


def rows(tmp_path, content: bytes):
    path = tmp_path / "table.csv"
    path.write_bytes(content)
    with open_book(path, HEADINGS).opened() as book:
        assert book.kind == "csv"
        return list(book.sheets[0].rows())


def refusal(tmp_path, content: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        rows(tmp_path, content)
    return str(refused.value)


TABLE = [(1, {0: "人员编号", 1: "姓名"}), (2, {0: "P1", 1: "王伟"})]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_every_delimiter_line_end_and_encoding_gives_the_same_rows(tmp_path, delimiter, line_end, encoding):
    text = f"人员编号{delimiter}姓名{line_end}P1{delimiter}王伟{line_end}"
    assert rows(tmp_path, text.encode(encoding)) == TABLE


def test_the_delimiter_is_that_of_the_heading_not_of_the_title_above(tmp_path):
    assert rows(tmp_path, "名册,2026年,一,二\n人员编号;姓名\nP1;王,伟\n".encode())[1:] == [
        (2, {0: "人员编号", 1: "姓名"}),
        (3, {0: "P1", 1: "王,伟"}),
    ]


def test_a_quoted_line_break_begins_no_row_and_a_blank_line_is_one(tmp_path):
    text = '人员编号,姓名\nP1,"王\n伟"\n\nP2,李强\n'
    assert rows(tmp_path, text.encode())[1:] == [(2, {0: "P1", 1: "王\n伟"}), (4, {0: "P2", 1: "李强"})]


def test_a_short_line_has_empty_cells_at_its_end(tmp_path):
    assert rows(tmp_path, "人员编号,姓名,职务\nP1\n".encode())[1:] == [(2, {0: "P1"})]


@pytest.mark.parametrize("shift", range(5))
def test_characters_of_four_bytes_survive_any_cut_between_pieces_of_the_file(tmp_path, shift):
    name = "㛃𬱖䶮" * 100_000
    text = "人员编号,姓名\n" + "P" * shift + "1," + name[: 100_000 - shift] + "\n"
    for encoding in ("gb18030", "utf-8"):
        assert rows(tmp_path, text.encode(encoding))[1][1][1] == name[: 100_000 - shift]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf16_is_refused_by_name(tmp_path, encoding):
    assert "UTF-16" in refusal(tmp_path, "no,name,office,remark,more\nP1,王伟,x,y,z\n".encode(encoding))


def test_nul_characters_are_refused(tmp_path):
    assert "NUL" in refusal(tmp_path, "人员编号,姓名\nP1,王\0伟\n".encode())


def test_bytes_of_no_accepted_encoding_are_refused(tmp_path):
    assert "UTF-8" in refusal(tmp_path, b"\x81\x20,\xff\xff\n1,2\n")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_text_cut_off_in_the_middle_of_a_character_is_refused(tmp_path, encoding):
    assert refusal(tmp_path, "人员编号,姓名\nP1,王伟".encode(encoding)[:-1])


@pytest.mark.parametrize("text", ['人员编号,姓名\nP1,"王伟\nP2,李强\n', '人员编号,姓名\nP1,"王"伟\n'])
def test_a_quotation_mark_never_closed_is_refused_with_its_row(tmp_path, text):
    assert "2" in refusal(tmp_path, text.encode())


def test_an_unclosed_quotation_mark_in_a_long_file_is_found_too(tmp_path):
    text = '人员编号,姓名\nP1,"王伟\n' + "P2,李强\n" * 50_000
    assert "2" in refusal(tmp_path, text.encode())
