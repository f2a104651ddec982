"""The content of a file decides what it is; its name is kept so that it can do no harm."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.errors import Refused
from lms.files import kinds
from lms.files.kinds import DOCUMENTS, FileKind, kept_name, kind_of
from tests.facts.materials import JPG, MP3, MP4, PDF, PNG, office_file

HTML = b"<!doctype html><script>alert(1)</script>"
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
LOCKED = OLD_WORD + "EncryptedPackage".encode("utf-16-le")


@pytest.fixture(autouse=True)
def _in_english(sqlite_app):
    with sqlite_app.test_request_context("/?lang=en"):
        yield


def bomb() -> bytes:
    """A small file that unpacks to far more."""
    return office_file("docx", **{"word/media/a.bin": b"\0" * (21 * 1024 * 1024)})


def locked_zip() -> bytes:
    """A zip whose parts say that they are encrypted."""
    content = bytearray(office_file())
    content[6] |= 1
    at = content.index(b"PK\x01\x02")
    while at >= 0:
        content[at + 8] |= 1
        at = content.find(b"PK\x01\x02", at + 4)
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "extension"),
    [(PDF, "pdf"), (PNG, "png"), (JPG, "jpg"), (MP3, "mp3"), (MP4, "mp4"),
     *((office_file(one), one) for one in ("docx", "pptx", "xlsx"))],
)  # fmt: skip
def test_each_kind_is_known_by_its_bytes(content, extension):
    stream = io.BytesIO(content)
    assert kind_of(stream).extension == extension
    assert stream.tell() == 0


def plain_zip() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("a.exe", b"MZ")
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (HTML, "Its content counts, not its name"),
        (b"\xef\xbb\xbf" + HTML, "not taken"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "not taken"),
        (b"MZ" + b"\0" * 100, "not taken"),
        (b"Rar!\x1a\x07\0", "not taken"),
        (plain_zip(), "not taken"),
        (office_file("docx", **{"xl/workbook.xml": b""}), "not taken"),
        (office_file("docx", **{"word/vbaProject.bin": b"macro"}), "macros"),
        (office_file()[:200], "damaged or was cut off"),
        (b"PK\x03\x04" + b"\0" * 100, "damaged or was cut off"),
        (OLD_WORD, "old kind"),
        (LOCKED, "password"),
    ],
)
def test_what_is_not_taken_is_told_in_a_sentence(content, says):
    with pytest.raises(Refused, match=says):
        kind_of(io.BytesIO(content))


def test_a_zip_with_a_password_is_told(sqlite_app):
    with pytest.raises(Refused, match="password"):
        kind_of(io.BytesIO(locked_zip()))


def test_a_file_that_unpacks_without_end_is_not_opened():
    content = bomb()
    assert len(content) < 100_000
    with pytest.raises(Refused, match="unpacks to far more"):
        kind_of(io.BytesIO(content))


def test_a_picture_is_no_document():
    with pytest.raises(Refused, match="pdf, docx"):
        kind_of(io.BytesIO(PNG), DOCUMENTS)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("讲义.pdf", "讲义.pdf"),
        ("讲义.PDF", "讲义.pdf"),
        ("page.html", "page.html.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\用户\\讲义.pdf", "讲义.pdf"),
        ("第一讲\u202efdp.exe", "第一讲fdp.exe.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf"),
        (".pdf", "pdf.pdf"),
        ("", "file.pdf"),
        (None, "file.pdf"),
        ("㛃𬱖" * 100 + ".pdf", "㛃𬱖" * 60 + ".pdf"),
    ],
)
def test_a_name_is_kept_without_what_could_do_harm(name, kept):
    assert kept_name(name, kinds.PDF) == kept


@given(st.text(max_size=300), st.sampled_from(kinds.ALL_KINDS))
def test_every_name_is_short_visible_and_ends_as_the_file_is(name: str, kind: FileKind):
    kept = kept_name(name, kind)
    assert kept.endswith(f".{kind.extension}")
    assert len(kept) <= 130
    assert not any(one in kept for one in "/\\\r\n\0\u202e")
    assert kept.isprintable()
    assert kept_name(kept, kind) == kept
