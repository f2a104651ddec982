"""The notice: what it says as docx and PDF, kept as sent, sent again only to whom something changed; and reminders."""

import io

import pypdf
import pytest
from docx import Document
from sqlalchemy import select

from lms.accounts.rules import Role
from lms.audit.actor import Actor
from lms.errors import Refused
from lms.files.actions import opened
from lms.messages.models import Message
from lms.nomination.actions import calls, deciding
from lms.nomination.actions.reminding import remind_units
from lms.nomination.papers import to_docx, to_pdf
from lms.nomination.queries.calls import call_of_class
from lms.nomination.queries.notices import notice_of, notices_of, paper_of
from lms.people.queries import EVERYWHERE
from lms.transaction import transaction
from tests.facts import nomination as facts
from tests.facts import training
from tests.facts.nomination import OFFICE


def _class_with(district, *names: str, seats: int = 5) -> tuple[int, list[int]]:
    """A call-up with people of S1 confirmed."""
    class_id = facts.add_call(district, seats=seats)
    facts.set_quotas(district, class_id, S1=seats, S2=0)
    people = [district.add_person(name, at="S1C1") for name in names]
    facts.nominate(district, class_id, "S1", *people)
    facts.confirm(district, class_id, *people)
    return class_id, people


def _words_of(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    tables = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *tables])


def _bytes_of(file) -> bytes:
    with opened(file) as stream:
        return stream.read()


def _titles(district, person: int) -> list[str]:
    with district.session() as session:
        return list(session.scalars(select(Message.title).where(Message.person_id == person).order_by(Message.id)))


def test_the_notice_says_what_an_office_expects_as_docx_and_pdf(district, set_clock):
    set_clock("2026-11-20 09:00")
    class_id, _people = _class_with(district, "欧阳㛃", "孙𬱖", "䶮䶮")
    with district.session():
        call = call_of_class(class_id, EVERYWHERE)
        paper = paper_of(call, facts.written())
        docx = _words_of(to_docx(paper))
        pdf = pypdf.PdfReader(io.BytesIO(to_pdf(paper)))
    for words in (
        "云组通字〔2026〕12号", "关于选调学员参加2026年社区主职干部集中轮训班（第4期）学习的通知", "S1街道：",
        "一、培训时间", "2026年11月30日至12月2日", "二、培训地点", "党校301。", "三、参训对象及名额", "共选调5人",
        "四、培训内容", "五、有关要求", "（二）不得自行换人。", "中共云溪区委组织部", "2026年11月20日",
        "（联系人：林静，电话：0532-00000000）", "附件1", "学员名额分配表", "学员名单", "课程表", "欧阳㛃",
        "孙𬱖", "䶮䶮", "11月30日",
    ):  # fmt: skip
        assert words in docx, words
    assert len(pdf.pages) >= 4
    text = "".join(page.extract_text() for page in pdf.pages)
    assert "欧阳㛃" in text
    assert pdf.metadata.title == paper.title


def test_a_notice_is_kept_as_it_was_sent(district, set_clock):
    set_clock("2026-11-20 09:00")
    class_id, _people = _class_with(district, "周德海")
    with district.session():
        assert notice_of(class_id) is None
    facts.send_notice(district, class_id)
    with district.session():
        kept = notice_of(class_id)
        first = _bytes_of(kept.docx)
        assert (kept.edition, kept.people, kept.docx.sha256 != kept.pdf.sha256) == (1, 1, True)
    late = district.add_person("沈玉梅", at="S1C1")
    facts.nominate(district, class_id, "S1", late, late=True)
    facts.confirm(district, class_id, late)
    facts.send_notice(district, class_id, document_number="云组通字〔2026〕13号")
    with district.session():
        assert [one.document_number for one in notices_of(class_id)] == ["云组通字〔2026〕13号", "云组通字〔2026〕12号"]
        assert _bytes_of(notices_of(class_id)[1].docx) == first
        assert "沈玉梅" in _words_of(_bytes_of(notice_of(class_id).docx))
    assert "沈玉梅" not in _words_of(first)


def test_sending_again_tells_only_those_for_whom_something_changed(district, set_clock):
    set_clock("2026-11-20 09:00")
    for at in ("S1", "S2"):
        district.client(Role.STREET, at=at, person_id=(office := district.add_person(f"{at}经办", at=at)))
        if at == "S1":
            first_office = office
    class_id, (stays, goes) = _class_with(district, "周德海", "王伟")
    facts.send_notice(district, class_id)
    comes = district.add_person("沈玉梅", at="S1C1")
    facts.nominate(district, class_id, "S1", comes, late=True)
    old, new = (facts.nomination_of(district, class_id, one) for one in (goes, comes))
    with district.session(), transaction():
        deciding.replace(OFFICE, calls.lock(class_id, EVERYWHERE), old, new, "生病住院")
    before = {one: len(_titles(district, one)) for one in (stays, goes, comes, office)}
    sent = facts.send_notice(district, class_id, document_number="云组通字〔2026〕13号")
    assert (sent.edition, sent.called, sent.released) == (2, 1, 1)
    after = {one: _titles(district, one)[count:] for one, count in before.items()}
    name = "社区主职干部集中轮训班第4期"
    assert after == {stays: [], goes: [f"不再参加：{name}"], comes: [f"调训通知：{name}"], office: []}
    assert _titles(district, first_office)[-1] == f"{name}的名单有调整"


def test_nothing_is_sent_twice_and_nothing_without_people_or_number(district, set_clock):
    set_clock("2026-11-20 09:00")
    class_id = facts.add_call(district)
    with pytest.raises(Refused, match="还没有确认学员"):
        facts.send_notice(district, class_id)
    with_people, _people = _class_with_programme(district)
    with pytest.raises(Refused, match="发文字号"):
        facts.send_notice(district, with_people, document_number="")
    facts.send_notice(district, with_people)
    with pytest.raises(Refused, match="名单与上次通知相同"):
        facts.send_notice(district, with_people)


def _class_with_programme(district):
    class_id = facts.add_call(district, programme=training.add_programme(district, "D", name="专题培训班"))
    person = district.add_person("周德海", at="S1C1")
    facts.nominate(district, class_id, "S1", person, late=True)
    facts.confirm(district, class_id, person)
    return class_id, [person]


def test_a_character_the_print_font_lacks_leaves_the_docx_alone(district, set_clock):
    set_clock("2026-11-20 09:00")
    class_id, _people = _class_with(district, "周\U000f0001海")
    sent = facts.send_notice(district, class_id)
    assert not sent.has_pdf
    with district.session():
        assert notice_of(class_id).pdf is None
    assert district.client(Role.DISTRICT, at="D").get(f"/classes/{class_id}/call/notice.pdf").status_code == 303


def test_after_the_notice_a_street_changes_nothing(district, set_clock):
    set_clock("2026-11-20 09:00")
    class_id, _people = _class_with(district, "周德海")
    facts.send_notice(district, class_id)
    with pytest.raises(Refused, match="不得自行换人"):
        facts.nominate(district, class_id, "S1", district.add_person("沈玉梅", at="S1C1"))


def test_streets_with_seats_left_are_reminded_once_near_the_closing_day(district, set_clock):
    set_clock("2026-11-20 09:00")
    offices = {at: district.add_person(f"{at}经办", at=at) for at in ("S1", "S2")}
    for at, person in offices.items():
        district.client(Role.STREET, at=at, person_id=person)
    class_id = facts.add_call(district, seats=2, closes_in=4)
    facts.set_quotas(district, class_id, S1=1, S2=1)
    facts.nominate(district, class_id, "S1", district.add_person("周德海", at="S1C1"))

    def remind() -> int:
        with district.session(), transaction():
            return remind_units(Actor.system("nomination"))

    assert remind() == 0
    set_clock("2026-11-22 09:00")
    assert [remind(), remind()] == [1, 0]
    reminder = "社区主职干部集中轮训班第4期的名额还没有报满"
    assert {at: reminder in _titles(district, person) for at, person in offices.items()} == {"S1": False, "S2": True}
    set_clock("2026-11-26 09:00")
    assert remind() == 0
