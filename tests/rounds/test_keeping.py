"""Photos and minutes: content decides, metadata goes."""

import io
import zipfile

import pytest
from PIL import Image

from lms.errors import Refused
from lms.rounds.keeping import LONGEST_SIDE, checked
from tests.facts.rounds import photo


@pytest.fixture(autouse=True)
def _in_a_page(sqlite_app):
    with sqlite_app.test_request_context("/?lang=en"):
        yield


def test_a_photo_loses_place_and_device_and_stands_upright():
    sent = photo()
    assert b"SecretPhone" in sent.getvalue()
    kept = checked("IMG_1.JPG", sent)
    assert (kept.kind, kept.media_type, kept.name) == ("photo", "image/jpeg", "IMG_1.jpg")
    assert b"SecretPhone" not in kept.content
    with Image.open(io.BytesIO(kept.content)) as picture:
        assert not picture.getexif()
        assert max(picture.size) == LONGEST_SIDE
        assert picture.height > picture.width  # it was turned on its side


def test_a_png_becomes_a_small_photo():
    kept = checked("会议.png", photo(width=300, height=200, kind="PNG", exif=False))
    assert (kept.name, kept.content[:2]) == ("会议.jpg", b"\xff\xd8")


def test_minutes_stay_as_they_came():
    kept = checked("记录.pdf", io.BytesIO(b"%PDF-1.7\n1 0 obj\n"))
    assert (kept.kind, kept.content) == ("minutes", b"%PDF-1.7\n1 0 obj\n")


@pytest.mark.parametrize(
    "content", [b"", b"MZ\x90\x00 a program", b"<script>alert(1)</script>", b"GIF89a" + b"\0" * 40]
)
def test_what_is_neither_photo_nor_minutes_is_refused_whatever_its_name(content):
    with pytest.raises(Refused, match=r"照片\.jpg"):
        checked("照片.jpg", io.BytesIO(content))


def test_a_cut_off_photo_is_refused_with_a_sentence():
    with pytest.raises(Refused, match="damaged"):
        checked("a.jpg", io.BytesIO(photo(width=400, height=300).getvalue()[:500]))


def test_a_picture_of_endless_pixels_is_refused_before_it_is_drawn():
    head = io.BytesIO()
    Image.new("1", (9000, 9000)).save(head, "PNG")
    head.seek(0)
    with pytest.raises(Refused, match="pixels"):
        checked("a.png", head)


def test_an_archive_that_is_no_word_file_is_refused():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("a.txt", "x")
    with pytest.raises(Refused):
        checked("记录.docx", made)
