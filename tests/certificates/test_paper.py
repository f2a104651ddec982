"""The paper: its type, its code, and what is refused rather than printed wrong."""

import base64
import io
import json

import pypdf
import pytest
from cryptography.exceptions import InvalidSignature

from lms.certificates import keys
from lms.certificates.paper import certificates_pdf, word_of
from lms.documents import fonts
from lms.documents.fonts import missing_glyphs
from lms.errors import Refused
from tests.certificates.printing import code_on, picture_of, read_offline
from tests.facts.certificates import add_completed_class, papers_of
from tests.facts.training import add_programme

BASE = "https://learn.example.org"
LACKING = "𪚥"  # a character of Unicode that the print font does not have


@pytest.fixture(autouse=True)
def _today(set_clock):
    set_clock("2026-12-10 18:00")


def text_of(pdf: bytes) -> list[str]:
    return ["".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def printed(district, *names, **more):
    """The papers of a class of these people, and their PDF."""
    class_id = add_completed_class(district, *(district.add_person(name) for name in names), **more)
    papers = papers_of(district, class_id)
    with district.session():
        return papers, certificates_pdf(papers, BASE)


def test_each_certificate_is_a_sheet_and_says_what_it_must(sqlite_district):
    papers, pdf = printed(sqlite_district, "周德海", "王伟")
    pages = text_of(pdf)
    assert len(pages) == 2
    for paper, page in zip(papers, pages, strict=True):
        for words in (
            "结业证书", f"编号：{paper.number}", f"{paper.name}同志", "于2026年12月8日至12月10日参加",
            "社区主职干部集中轮训班（第4期）学习，修完规定课程，共24学时，考核合格，准予结业。", "S1街道（印）",
            "2026年12月10日",
        ):  # fmt: skip
            assert words in page
    width, height = pypdf.PdfReader(io.BytesIO(pdf)).pages[0].mediabox[2:]
    assert (round(float(width)), round(float(height))) == (842, 595)  # A4 across


@pytest.mark.parametrize("sign", ["㛃", "𬱖", "䶮"])
def test_rare_characters_of_names_are_in_the_type_and_on_the_paper(sqlite_district, sign):
    assert missing_glyphs(sign) == []
    [_paper], pdf = printed(sqlite_district, f"欧阳{sign}")
    assert f"欧阳{sign}同志" in text_of(pdf)[0]


@pytest.mark.parametrize("sign", ["㛃", "𬱖", "䶮"])
def test_where_the_type_lacks_them_nothing_is_printed_and_it_says_whose_name(sqlite_district, monkeypatch, sign):
    whole = fonts._characters()
    monkeypatch.setattr(fonts, "_characters", lambda: whole - {ord(sign)})
    with pytest.raises(Refused, match=rf"欧阳{sign}的{sign}（U\+{ord(sign):04X}）"):
        printed(sqlite_district, "周德海", f"欧阳{sign}")


def test_a_character_the_type_does_not_have_is_refused_but_the_number_is_given(sqlite_district):
    class_id = add_completed_class(sqlite_district, sqlite_district.add_person(f"李{LACKING}"))
    [paper] = papers_of(sqlite_district, class_id)
    assert paper.number == "2026-轮训04-0001"
    with sqlite_district.session(), pytest.raises(Refused, match="没有打印"):
        certificates_pdf([paper], BASE)


def test_the_code_on_the_paper_proves_itself_without_the_program(sqlite_district):
    class_id = add_completed_class(sqlite_district, sqlite_district.add_person("欧阳㛃"))
    [paper] = papers_of(sqlite_district, class_id)
    with sqlite_district.session():
        text = code_on(picture_of(paper, BASE))
        pem = keys.public_pem()
        assert text == f"{BASE}/c/{word_of(paper)}"
    assert read_offline(text, pem) == [
        1, "2026-轮训04-0001", 1, "欧阳㛃", "社区主职干部集中轮训班（第4期）", 2400, "2026-12-08", "2026-12-10",
    ]  # fmt: skip
    with pytest.raises(InvalidSignature):
        read_offline(forged(text, name="王伟"), pem)


def test_the_longest_names_still_make_a_code_that_is_read(sqlite_district):
    programme = add_programme(sqlite_district, name="新时代基层党组织书记和村（社区）两委干部集中轮训示范班" * 2)
    person = sqlite_district.add_person("阿卜杜热合曼·买买提尼亚孜阿吉")
    [paper] = papers_of(sqlite_district, add_completed_class(sqlite_district, person, programme=programme))
    with sqlite_district.session():
        assert code_on(picture_of(paper, BASE)).endswith(word_of(paper))
        assert len(text_of(certificates_pdf([paper], BASE))) == 1


def forged(text: str, *, name: str) -> str:
    """The same address with another name in it, under the old signature."""
    head, word = text.rsplit("/", 1)
    content, signature = word.split(".")
    fields = json.loads(base64.urlsafe_b64decode(content + "=" * (-len(content) % 4)))
    fields[3] = name
    changed = json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()
    return f"{head}/{base64.urlsafe_b64encode(changed).rstrip(b'=').decode()}.{signature}"
