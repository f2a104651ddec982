"""Handing a file over: reminders once each, putting it down, correcting it, and the list of those that wait."""

import pytest
from sqlalchemy import select

from lms.accounts.rules import Role
from lms.archive.jobs import remind_of_files
from lms.archive.models import FileHandover
from lms.audit.models import AuditEntry
from lms.messages.models import Message
from tests.facts import archive, training

HANDOVER = {"on": "2026-12-20", "office": "区委组织部干部信息科", "receiver": "韩梅", "seen": ""}


@pytest.fixture(autouse=True)
def _closing_day(set_clock):
    set_clock(archive.CLOSED)


@pytest.fixture
def closed(district):
    """A closed class with its supervisor, and its file."""
    supervisor = district.add_person("王敏", at="S1")
    class_id, _people = archive.add_closed_class(district, 2, supervisor_person_id=supervisor)
    return class_id, archive.file_ids(district, class_id)[0], supervisor


def _told(district, person: int) -> list[str]:
    with district.session() as session:
        remind_of_files()
        wanted = select(Message.title).where(Message.person_id == person, Message.link.like("%/file"))
        return list(session.scalars(wanted.order_by(Message.id)))


def test_the_supervisor_is_reminded_after_three_weeks_and_on_the_last_day_once_each(district, closed, set_clock):
    _class_id, _file_id, supervisor = closed
    said = []
    for day in ("2026-12-30", "2026-12-31", "2027-01-05", "2027-01-09", "2027-01-10", "2027-02-01"):
        set_clock(f"{day} 06:00")
        said.append(len(_told(district, supervisor)))
    assert said == [0, 1, 1, 1, 2, 2]
    ahead, due = _told(district, supervisor)
    assert ahead.startswith(("请在2027年1月10日前移交班次档案", "请在1月10日前移交班次档案"))
    assert due.startswith("班次档案今天到期移交")


def test_a_worker_that_was_away_reminds_of_the_last_day_alone(district, closed, set_clock):
    _class_id, _file_id, supervisor = closed
    set_clock("2027-02-01 06:00")
    assert len(_told(district, supervisor)) == 1
    assert len(_told(district, supervisor)) == 1


def test_nobody_is_reminded_of_what_is_handed_over_or_reopened(district, closed, set_clock):
    class_id, file_id, supervisor = closed
    other, _people = archive.add_closed_class(district, 1, supervisor_person_id=supervisor, intake_number=9)
    set_clock("2026-12-20 09:00")
    archive.reopen(district, other)
    office = district.client(Role.TRAINER, at="S1")
    assert office.post(f"/classes/{class_id}/file/{file_id}/handover", data=HANDOVER).status_code == 303
    set_clock("2027-02-01 06:00")
    assert _told(district, supervisor) == []


def test_a_handover_is_put_down_and_a_correction_keeps_what_stood_there(district, closed, set_clock):
    class_id, file_id, _supervisor = closed
    set_clock("2026-12-21 09:00")
    office = district.client(Role.TRAINER, at="S1")
    address = f"/classes/{class_id}/file/{file_id}/handover"
    assert "移交给谁" in office.get(address).text
    assert office.post(address, data=HANDOVER).status_code == 303
    page = office.get(f"/classes/{class_id}/file").text
    assert "已移交" in page
    assert "2026年12月20日" in page
    assert "韩梅" in page
    with district.session() as session:
        seen = str(session.scalars(select(FileHandover.id)).one())
    assert office.post(address, data=HANDOVER | {"receiver": "李雷"}).status_code == 422
    assert office.post(address, data=HANDOVER | {"receiver": "李雷", "seen": seen}).status_code == 303
    with district.session() as session:
        entries = session.execute(
            select(FileHandover.receiver, FileHandover.superseded_at.is_(None)).order_by(FileHandover.id)
        ).all()
        deeds = set(session.scalars(select(AuditEntry.action).where(AuditEntry.action.like("class_file.hand%"))))
    assert [tuple(one) for one in entries] == [("韩梅", False), ("李雷", True)]
    assert deeds == {"class_file.handed_over", "class_file.handover_corrected"}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"on": "2026-12-09"}, "移交日期要在办结当天到今天之间"),
        ({"on": "2026-12-22"}, "移交日期要在办结当天到今天之间"),
        ({"receiver": " "}, "请填接收人姓名"),
        ({"office": ""}, "请填接收档案的单位"),
        ({"on": "2月30日"}, "没有这一天"),
    ],
)
def test_what_cannot_be_is_refused_as_typed(district, closed, set_clock, change, words):
    class_id, file_id, _supervisor = closed
    set_clock("2026-12-21 09:00")
    office = district.client(Role.TRAINER, at="S1")
    answer = office.post(f"/classes/{class_id}/file/{file_id}/handover", data=HANDOVER | change)
    assert answer.status_code == 422
    assert words in answer.text


def test_the_list_holds_what_waits_and_its_export_says_the_same(district, closed, set_clock):
    class_id, file_id, _supervisor = closed
    archive.add_closed_class(district, 1, at="S2")
    set_clock("2027-01-12 09:00")
    street = district.client(Role.STREET, at="S1")
    page = street.get("/class-files").text
    assert "还有1个班的档案没有移交" in page
    assert "已过2天" in page
    assert "已过期限" in street.get("/class-files.csv").data.decode("utf-8-sig")
    assert "2个班的档案没有移交" in district.client(Role.DISTRICT, at="D").get("/class-files").text
    street.post(f"/classes/{class_id}/file/{file_id}/handover", data=HANDOVER)
    assert "班次档案都已移交" in street.get("/class-files").text
    assert "韩梅" in street.get("/class-files?which=handed").text
    assert street.get("/class-files.xlsx?which=all").data.startswith(b"PK")
    assert street.get("/class-files?which=nonsense").status_code == 200


def test_a_longer_list_costs_no_more_queries(district, count_queries):
    street = district.client(Role.STREET, at="S1")
    programme = training.add_programme(district)
    archive.add_closed_class(district, 1, programme=programme, intake_number=1)
    few = count_queries(lambda: street.get("/class-files"))
    for number in (2, 3, 4):
        archive.add_closed_class(district, 1, programme=programme, intake_number=number)
    assert count_queries(lambda: street.get("/class-files")) == few
