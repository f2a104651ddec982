"""The page of a class's file: before, while and after it is made."""

import hashlib

import pytest
from sqlalchemy import delete, select

from lms.accounts.rules import Role
from lms.archive.models import ClassFile
from lms.audit.models import AuditEntry
from lms.jobs import worker
from lms.jobs.models import Job
from lms.people.models import Person
from tests.facts import archive, feedback, training


@pytest.fixture(autouse=True)
def _closing_day(set_clock):
    set_clock(archive.CLOSED)


@pytest.fixture
def district(sqlite_district):
    """Pages are the same on either database; what they rest on is tested on both beside this."""
    return sqlite_district


@pytest.fixture
def office(district):
    return district.client(Role.TRAINER, at="S1")


def _work(district) -> None:
    with district.session():
        worker.run_waiting()


def test_an_open_class_has_no_file_and_says_what_will_be_in_it(district, office):
    class_id = training.add_class(district, people=[district.add_person(at="S1C1")])
    page = office.get(f"/classes/{class_id}/file").text
    assert "这个班还没有档案" in page
    assert "办结时自动做成" in page


def test_the_file_is_made_downloaded_and_put_down(district, office):
    class_id, _people = archive.add_closed_class(district)
    assert "正在制作档案" in office.get(f"/classes/{class_id}/file").text
    (file_id,) = archive.file_ids(district, class_id)
    assert office.get(f"/classes/{class_id}/file/{file_id}.zip").status_code == 404
    _work(district)
    page = office.get(f"/classes/{class_id}/file").text
    assert "下载班次档案" in page
    assert "结业花名册" in page
    assert "调训通知（没有发调训通知）" in page
    answer = office.get(f"/classes/{class_id}/file/{file_id}.zip")
    assert answer.data == archive.kept_zip(district, file_id)
    assert hashlib.sha256(answer.data).hexdigest() in page.replace("<wbr>", "")
    assert office.get(f"/classes/{class_id}/file/{file_id}.zip").data == answer.data
    with district.session() as session:
        taken = session.scalars(select(AuditEntry.actor_name).where(AuditEntry.action == "class_file.downloaded"))
        assert taken.all() == ["林静", "林静"]


def test_a_check_tells_that_it_is_whole_and_the_same(district, office):
    class_id, _people = archive.add_closed_class(district)
    (file_id,) = archive.file_ids(district, class_id)
    assert office.post(f"/classes/{class_id}/file/{file_id}/check").status_code == 422
    _work(district)
    assert office.post(f"/classes/{class_id}/file/{file_id}/check").status_code == 303
    assert "正在核对档案" in office.get(f"/classes/{class_id}/file").text
    _work(district)
    assert "核对，重新制作也一样" in office.get(f"/classes/{class_id}/file").text


def test_a_class_closed_before_there_were_files_gets_one_when_asked(district, office):
    class_id, _people = archive.add_closed_class(district)
    with district.session() as session:
        session.execute(delete(ClassFile))
        session.execute(delete(Job))
        session.commit()
    assert "办结时系统还不做档案" in office.get(f"/classes/{class_id}/file").text
    assert office.post(f"/classes/{class_id}/file/make").status_code == 303
    _work(district)
    assert "下载班次档案" in office.get(f"/classes/{class_id}/file").text
    assert office.post(f"/classes/{class_id}/file/make").status_code == 303
    assert len(archive.file_ids(district, class_id)) == 1


def test_making_that_failed_says_so_and_can_be_asked_for_again(district, office):
    class_id, _people = archive.add_closed_class(district)
    with district.session() as session:
        job = session.scalars(select(Job).where(Job.kind == "archive.make")).one()
        job.state, job.error = "failed", "系统出了问题"
        session.commit()
    assert "档案没有做成" in office.get(f"/classes/{class_id}/file").text
    office.post(f"/classes/{class_id}/file/make")
    _work(district)
    assert "下载班次档案" in office.get(f"/classes/{class_id}/file").text


def test_how_far_the_making_is_stands_on_the_page(district, office):
    class_id, _people = archive.add_closed_class(district)
    with district.session() as session:
        job = session.scalars(select(Job).where(Job.kind == "archive.make")).one()
        job.state, job.done, job.total = "running", 3, 8
        session.commit()
    assert "已做3份，共8份" in office.get(f"/classes/{class_id}/file").text


def test_the_former_file_is_listed_after_reopening_and_closing_again(district, office):
    class_id, _people = archive.add_closed_class(district)
    _work(district)
    archive.reopen(district, class_id)
    page = office.get(f"/classes/{class_id}/file").text
    assert "这个班还没有档案" in page
    assert "以前的档案1份，都保留" in page
    training.close(district, class_id)
    _work(district)
    page = office.get(f"/classes/{class_id}/file").text
    former, latter = archive.file_ids(district, class_id)
    assert f"/file/{former}.zip" in page
    assert f"/file/{latter}.zip" in page


def test_a_file_of_another_class_or_street_is_not_found(district, office):
    class_id, _people = archive.add_closed_class(district)
    other, _people = archive.add_closed_class(district, 1, at="S2")
    (file_id,) = archive.file_ids(district, class_id)
    (elsewhere,) = archive.file_ids(district, other)
    assert office.get(f"/classes/{class_id}/file/{elsewhere}.zip").status_code == 404
    assert office.get(f"/classes/{other}/file/{elsewhere}.zip").status_code == 404
    assert office.get(f"/classes/{class_id}/file/{elsewhere}/handover").status_code == 404
    assert district.client(Role.STREET, at="S2").get(f"/classes/{class_id}/file/{file_id}.zip").status_code == 404


def test_an_evaluation_that_comes_after_the_closing_is_added_once_and_the_rest_stays(district, office, set_clock):
    class_id, people = archive.add_closed_class(district)
    _work(district)
    (first,) = archive.file_ids(district, class_id)
    address = f"/classes/{class_id}/file"
    assert "办结后又收到了教学评估" not in office.get(address).text
    set_clock("2026-12-15 09:00")
    for person in people:
        feedback.answer(district, class_id, person, training.meeting_ids(district, class_id))
    with district.session() as session:
        session.get(Person, people[0]).name = "改过的名字"
        session.commit()
    assert "办结后又收到了教学评估" in office.get(address).text
    assert office.post(f"{address}/{first}/supplement").status_code == 303
    _work(district)
    before = archive.unzipped(archive.kept_zip(district, first))
    _first, second = archive.file_ids(district, class_id)
    after = archive.unzipped(archive.kept_zip(district, second))
    assert set(after) - set(before) == {"07-教学评估表.pdf", "07-教学评估表.xlsx"}
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"00-班次档案目录.pdf", "00-班次档案目录.xlsx", "manifest.json", "SHA256SUMS"}
    page = office.get(address).text
    assert f"/file/{second}.zip" in page
    assert "以前的档案1份，都保留" in page
    assert "办结后又收到了教学评估" not in page
    assert office.post(f"{address}/{second}/supplement").status_code == 422
    handover = {"on": "2026-12-15", "office": "干部信息科", "receiver": "韩梅", "seen": ""}
    assert office.post(f"{address}/{first}/handover", data=handover).status_code == 422
    assert office.post(f"{address}/{second}/handover", data=handover).status_code == 303
    assert office.post(f"{address}/{second}/supplement").status_code == 422
    assert "班次档案都已移交" in office.get("/class-files").text
