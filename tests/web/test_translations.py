"""Every text has its Chinese, and the Chinese has every placeholder."""

from itertools import pairwise

import pytest

from lms.web import translations
from lms.web.translations import CatalogueError, fragments, merged, read_fragment, used


@pytest.fixture(scope="module")
def catalogue():
    return merged()


@pytest.fixture(scope="module")
def texts():
    return used()


@pytest.mark.parametrize("room", sorted({place.split("/")[0] for place in used().values()}))
def test_every_text_of_a_room_has_its_chinese(catalogue, texts, room):
    missing = {
        text: place for text, place in texts.items() if place.startswith(f"{room}/") and catalogue.get(*text) is None
    }
    assert missing == {}


@pytest.mark.parametrize("path", fragments(), ids=lambda path: path.stem)
def test_no_chinese_is_kept_for_a_text_that_is_gone(texts, path):
    assert [message.id for message in read_fragment(path) if message.id and _text(message) not in texts] == []


@pytest.mark.parametrize("path", fragments(), ids=lambda path: path.stem)
def test_no_chinese_is_empty_or_unsure(path):
    unsure = [message.id for message in read_fragment(path) if message.id and (message.fuzzy or not _strings(message))]
    assert unsure == []


@pytest.mark.parametrize("path", fragments(), ids=lambda path: path.stem)
def test_placeholders_agree(path):
    faults = [(message.id, list(map(str, errors))) for message, errors in read_fragment(path).check()]
    assert faults == []


@pytest.mark.parametrize("path", fragments(), ids=lambda path: path.stem)
def test_chinese_uses_its_own_punctuation(path):
    strange = [
        (message.id, string)
        for message in read_fragment(path)
        for string in _strings(message)
        if message.id and _mixes_punctuation(string)
    ]
    assert strange == []


def test_two_rooms_that_disagree_are_both_named(tmp_path, monkeypatch):
    (tmp_path / "people.po").write_text('msgid "Post"\nmsgstr "职务"\n', encoding="utf-8")
    (tmp_path / "training.po").write_text('msgid "Post"\nmsgstr "岗位"\n', encoding="utf-8")
    monkeypatch.setattr(translations, "FRAGMENTS", tmp_path)
    with pytest.raises(CatalogueError, match=r"people\.po and .*training\.po differ"):
        merged()


def test_pages_speak_chinese_unless_asked_otherwise(sqlite_app):
    client = sqlite_app.test_client()
    assert "没有找到这个页面" in client.get("/no-such-page").text
    assert "Page not found" in client.get("/no-such-page?lang=en").text


def _text(message):
    return (message.id if isinstance(message.id, str) else message.id[0]), message.context


def _strings(message):
    strings = [message.string] if isinstance(message.string, str) else list(message.string)
    return [string for string in strings if string.strip()]


def _mixes_punctuation(string: str) -> bool:
    return any("一" <= before <= "鿿" and after in ",;?!" for before, after in pairwise(string))
