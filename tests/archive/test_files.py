"""A closed class's file: what is in it, that it says the same later, and another for another closing."""

import io
from datetime import datetime

import openpyxl
import pytest
from sqlalchemy import select

from lms.archive import actions, jobs
from lms.archive.models import ClassFile
from lms.audit.models import AuditEntry
from lms.errors import Refused
from lms.files.models import StoredFile
from lms.jobs import worker
from lms.people.models import Appointment, Organisation, Person
from lms.people.queries import EVERYWHERE
from lms.training.actions import closing
from lms.training.models import ClassMeeting, TrainingClass
from lms.training.queries.classes import class_for_update
from lms.transaction import transaction
from tests.facts import archive, feedback, training


@pytest.fixture(autouse=True)
def _closing_day(set_clock):
    set_clock(archive.CLOSED)


def _nothing(*_progress) -> None:
    """Progress that nobody watches."""


def _again(district, class_id: int, file_id: int) -> bytes:
    with district.session():
        return actions.zip_of(actions.contents_of_file(class_id, file_id), _nothing)


def test_a_closed_class_gets_its_file_in_the_background(district, set_clock):
    set_clock("2026-12-10 17:30:05.123456")
    class_id, _people = archive.add_closed_class(district)
    (file_id,) = archive.file_ids(district, class_id)
    with district.session():
        assert worker.run_waiting() >= 1
    found = archive.unzipped(archive.kept_zip(district, file_id))
    names = list(found)
    assert names[:2] == ["00-班次档案目录.pdf", "00-班次档案目录.xlsx"]
    assert names[-2:] == ["manifest.json", "SHA256SUMS"]
    for document in ("01-学员花名册", "02-课程表", "03-签到表-2026-12-08", "04-考勤表", "05-结业花名册", "06-证书清单"):
        assert f"{document}.pdf" in names
        assert f"{document}.xlsx" in names
        assert found[f"{document}.pdf"].startswith(b"%PDF")
    assert "调训通知" in found["manifest.json"].decode()


def _change_everything(district, class_id: int, people: list[int]) -> None:
    with district.session() as session:
        session.get(Person, people[0]).name = "改过的名字"
        session.get(TrainingClass, class_id).venue = "别处"
        for meeting in session.scalars(select(ClassMeeting).where(ClassMeeting.training_class_id == class_id)):
            meeting.teacher = "别人"
        for post in session.scalars(select(Appointment).where(Appointment.person_id == people[1])):
            post.organisation_id = district.organisations["S2C1"]
        session.get(Organisation, district.organisations["S1"]).name = "新名字街道"
        session.commit()


def test_made_again_later_it_is_the_same_to_the_byte_whatever_has_changed(district, set_clock):
    class_id, people = archive.add_closed_class(district)
    file_id = archive.make(district, class_id)
    first = archive.kept_zip(district, file_id)
    set_clock("2028-03-01 09:00")
    _change_everything(district, class_id, people)
    assert _again(district, class_id, file_id) == first
    with district.session():
        checked = jobs.check_file(_nothing, class_id=class_id, class_file_id=file_id)
    assert checked == {"kept": True, "again": True}


def test_who_is_renamed_before_the_worker_comes_stands_there_as_at_the_closing(district, set_clock):
    class_id, people = archive.add_closed_class(district)
    set_clock("2026-12-20 09:00")
    _change_everything(district, class_id, people)
    found = archive.unzipped(archive.kept_zip(district, archive.make(district, class_id)))
    book = openpyxl.load_workbook(io.BytesIO(found["01-学员花名册.xlsx"]))
    cells = [str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row]
    assert "改过的名字" not in cells
    assert any("2026年12月10日" in one for one in cells)
    assert book.properties.created == datetime(2026, 12, 10, 9, 30)  # noqa: DTZ001 - the workbook's own, in UTC


def test_running_the_job_twice_keeps_one_file(district):
    class_id, _people = archive.add_closed_class(district)
    archive.make(district, class_id)
    archive.make(district, class_id)
    with district.session() as session:
        kept = select(StoredFile.id).where(StoredFile.purpose == actions.PURPOSE)
        assert len(session.scalars(kept).all()) == 1
        made = select(AuditEntry.id).where(AuditEntry.action == "class_file.made")
        assert len(session.scalars(made).all()) == 1


def test_reopened_and_closed_again_is_another_file_and_the_former_is_kept(district, set_clock):
    class_id, people = archive.add_closed_class(district)
    first = archive.kept_zip(district, archive.make(district, class_id))
    set_clock("2026-12-12 09:00")
    archive.reopen(district, class_id)
    with district.session() as session:
        session.get(Person, people[0]).name = "更正后的名字"
        session.commit()
    training.close(district, class_id)
    former, latter = archive.file_ids(district, class_id)
    second = archive.kept_zip(district, archive.make(district, class_id))
    assert archive.kept_zip(district, former) == first
    assert second != first
    assert _again(district, class_id, former) == first
    with district.session() as session:
        assert "更正后的名字" in session.get(ClassFile, latter).contents
        assert "更正后的名字" not in session.get(ClassFile, former).contents


def _close_and_fail(class_id: int) -> None:
    with transaction():
        closing.close_class(training.OFFICE, class_for_update(class_id, EVERYWHERE))
        raise Refused("no")


def test_a_closing_that_comes_to_nothing_opens_no_file(district):
    people = training.add_crowd(district, 1)
    class_id, _meetings = feedback.add_evaluated_class(district, people)
    with district.session() as session:
        with pytest.raises(Refused):
            _close_and_fail(class_id)
        with transaction():
            pass
        assert session.scalars(select(ClassFile.id)).all() == []
