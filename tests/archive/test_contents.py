"""What is in a closed class's file, and what is not."""

import hashlib
import io
import json
from datetime import UTC, datetime

import pypdf
import pytest
from sqlalchemy import select

from lms.archive import jobs
from lms.archive.contents import fetched
from lms.archive.models import ClassFile
from lms.files.models import StoredFile
from lms.people.queries import EVERYWHERE
from lms.training.actions import enrolment
from lms.training.queries.classes import class_for_update
from lms.transaction import transaction
from tests.facts import archive, feedback, training


@pytest.fixture(autouse=True)
def _closing_day(set_clock):
    set_clock(archive.CLOSED)


@pytest.fixture
def district(sqlite_district):
    """Files are made of data, the same on either database."""
    return sqlite_district


def _nothing(*_progress) -> None:
    """Progress that nobody watches."""


def test_the_manifest_and_the_sums_name_every_file_with_its_checksum(district):
    class_id, _people = archive.add_closed_class(district)
    found = archive.unzipped(archive.kept_zip(district, archive.make(district, class_id)))
    manifest = json.loads(found["manifest.json"])
    listed = {one["name"]: one["sha256"] for one in manifest["files"]}
    assert set(listed) == set(found) - {"manifest.json", "SHA256SUMS"}
    assert all(hashlib.sha256(found[name]).hexdigest() == sha256 for name, sha256 in listed.items())
    assert (manifest["closed_at"], manifest["closed_by"]) == ("2026-12-10T09:30:00+00:00", "test")
    assert {one["document"] for one in manifest["left_out"]} == {"调训通知", "教学评估表", "教学材料目录"}
    sums = dict(line.split("  ")[::-1] for line in found["SHA256SUMS"].decode().splitlines())
    assert sums == listed | {"manifest.json": hashlib.sha256(found["manifest.json"]).hexdigest()}
    printed = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(found["00-班次档案目录.pdf"])).pages)
    assert "班次档案目录" in printed
    assert "2026年12月10日17:30" in printed


def test_kept_bytes_that_were_tampered_with_are_found(district):
    class_id, _people = archive.add_closed_class(district)
    file_id = archive.make(district, class_id)
    with district.session() as session:
        stored = session.get(StoredFile, session.get(ClassFile, file_id).stored_file_id)
        stored.sha256 = "0" * 64
        session.commit()
        checked = jobs.check_file(_nothing, class_id=class_id, class_file_id=file_id)
    assert checked == {"kept": False, "again": False}


def test_nothing_about_people_that_a_class_supervisor_may_not_see_is_in_it(district):
    person = district.add_person(
        "欧阳㛃", at="S1C1", phone="13800008888", political_status="中共党员", joined="2010-07-01"
    )
    class_id, _meetings = feedback.add_evaluated_class(district, [person])
    training.close(district, class_id)
    with district.session() as session:
        contents = session.scalars(select(ClassFile.contents)).one()
    assert "欧阳㛃" in contents
    assert "8888" not in contents
    assert "中共党员" not in contents
    roster = next(one for one in fetched(contents).documents if one.name == "学员花名册")
    assert [column.heading for column in roster.sheet.columns] == ["姓名", "单位及职务"]


def test_an_evaluation_of_five_goes_into_it(district):
    people = training.add_crowd(district, 5)
    class_id, meetings = feedback.add_evaluated_class(district, people)
    for person in people:
        feedback.answer(district, class_id, person, meetings)
    training.close(district, class_id)
    found = archive.unzipped(archive.kept_zip(district, archive.make(district, class_id)))
    assert "06-教学评估表.pdf" in found


def test_a_name_that_the_print_font_has_not_is_in_the_workbook_and_the_list_says_so(district):
    person = district.add_person("张\U0001f600", at="S1C1")
    class_id, _meetings = feedback.add_evaluated_class(district, [person])
    training.close(district, class_id)
    found = archive.unzipped(archive.kept_zip(district, archive.make(district, class_id)))
    assert "01-学员花名册.pdf" not in found
    assert "01-学员花名册.xlsx" in found
    listed = {one["name"]: one["document"] for one in json.loads(found["manifest.json"])["files"]}
    assert listed["01-学员花名册.xlsx"] == "学员花名册（缺字，没有PDF）"


def test_instants_in_a_file_are_those_of_the_closing(district):
    _class_id, _people = archive.add_closed_class(district)
    with district.session() as session:
        contents = fetched(session.scalars(select(ClassFile.contents)).one())
    assert contents.closed_at == contents.known_at == datetime(2026, 12, 10, 9, 30, tzinfo=UTC)


def test_who_withdrew_is_on_no_roster_and_not_expected_to_sign_from_that_day_on(district, set_clock):
    set_clock("2026-12-08 08:00")
    stayed, left = district.add_person("吴春梅", at="S1C1"), district.add_person("郑海峰", at="S1C1")
    class_id, _meetings = feedback.add_evaluated_class(district, [stayed, left])
    with district.session(), transaction():
        enrolment.withdraw(training.OFFICE, class_for_update(class_id, EVERYWHERE), left, "本人申请")
    set_clock(archive.CLOSED)
    training.close(district, class_id)
    with district.session() as session:
        contents = fetched(session.scalars(select(ClassFile.contents)).one())
    sheets = {one.name: one.sheet for one in contents.documents}
    assert list(sheets["签到表-2026-12-08"].table["姓名"]) == ["吴春梅"]
    assert list(sheets["学员花名册"].table["姓名"]) == ["吴春梅"]
