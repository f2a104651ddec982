"""Files of a class: who adds them, who gets them, and what becomes of them."""

from datetime import date

import pytest
from sqlalchemy import select

from lms.accounts.rules import Role
from lms.audit.models import AuditEntry
from lms.errors import NotFound, Refused
from lms.extensions import db
from lms.files.integrity import stored_files
from lms.files.models import StoredFile
from lms.materials.actions import materials as actions
from lms.materials.models import Material, Reading
from lms.transaction import transaction
from tests.facts import materials, training
from tests.facts.files import files_kept_at, served
from tests.facts.materials import PDF, office_file, upload


@pytest.fixture
def class_of_one(district):
    """A class in S1 with one person in it."""
    person = district.add_person(at="S1C1")
    return training.add_class(district, "S1", people=[person]), person


@pytest.fixture(scope="module")
def s3_address():
    yield from served()


def deeds(district, like):
    with district.session():
        wanted = select(AuditEntry.action).where(AuditEntry.action.like(like)).order_by(AuditEntry.id)
        return list(db.session.scalars(wanted))


def stored(district):
    with district.session():
        return [(row.name, row.media_type, row.size, row.purpose) for row in db.session.scalars(select(StoredFile))]


def test_a_file_is_added_listed_and_downloaded(district, class_of_one):
    class_id, person = class_of_one
    trainer = district.client(Role.TRAINER, at="S1")
    meeting = training.meeting_ids(district, class_id)[0]
    address = f"/classes/{class_id}/materials"
    answer = upload(trainer, f"{address}/add", PDF, "第一讲.pdf", meeting=meeting, title="")
    assert (answer.status_code, answer.location) == (303, address)
    page = trainer.get(address).get_data(as_text=True)
    assert "第一讲" in page
    assert "12月8日上午" in page
    with district.session():
        material = db.session.scalars(select(Material)).one().id
    assert stored(district) == [("第一讲.pdf", "application/pdf", len(PDF), "material")]
    for browser, path in (
        (trainer, f"{address}/{material}/file"),
        (district.sign_in(person), f"/my-classes/{class_id}/materials/{material}"),
    ):
        answer = browser.get(path)
        assert answer.data == PDF
        assert answer.headers["Content-Disposition"].startswith("attachment;")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert answer.content_type == "application/pdf"
    assert deeds(district, "material.%") == ["material.added", "material.fetched", "material.fetched"]


def test_a_web_page_under_the_name_of_a_pdf_is_refused_and_nothing_is_kept(district, class_of_one):
    class_id, _person = class_of_one
    trainer = district.client(Role.TRAINER, at="S1")
    answer = upload(trainer, f"/classes/{class_id}/materials/add?lang=en", b"<html><script>", "讲义.pdf", meeting=0,
                    title="第一讲")  # fmt: skip
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert "Its content counts, not its name" in page
    assert 'value="第一讲"' in page
    assert stored(district) == []


def test_without_a_file_nothing_is_added(district, class_of_one):
    trainer = district.client(Role.TRAINER, at="S1")
    answer = trainer.post(f"/classes/{class_of_one[0]}/materials/add?lang=en", data={"meeting": 0})
    assert answer.status_code == 422
    assert "Choose a file" in answer.get_data(as_text=True)


def test_a_file_that_is_too_large_is_told_the_limit(district, class_of_one, monkeypatch):
    monkeypatch.setitem(district.app.config, "MAX_CONTENT_LENGTH", 1000)
    trainer = district.client(Role.TRAINER, at="S1")
    answer = upload(trainer, f"/classes/{class_of_one[0]}/materials/add?lang=en", PDF + b"0" * 2000, meeting=0)
    assert answer.status_code == 413
    assert "Nothing was sent: the file is too large" in answer.get_data(as_text=True)
    assert stored(district) == []


def test_a_half_day_of_another_class_is_refused(district, class_of_one):
    other = training.meeting_ids(district, training.add_class(district, "S1", intake_number=5))[0]
    trainer = district.client(Role.TRAINER, at="S1")
    answer = upload(trainer, f"/classes/{class_of_one[0]}/materials/add", PDF, meeting=other)
    assert answer.status_code == 422
    with pytest.raises(NotFound):
        materials.add_material(district, class_of_one[0], meeting=other)
    assert stored(district) == []


def test_only_people_with_a_seat_get_a_file(district, class_of_one, set_clock):
    class_id, person = class_of_one
    material = materials.add_material(district, class_id)
    path = f"/my-classes/{class_id}/materials/{material}"
    assert district.sign_in(district.add_person("外人")).get(path).status_code == 404
    other = training.add_class(district, "S1", intake_number=5, people=[person])
    assert district.sign_in(person).get(f"/my-classes/{other}/materials/{material}").status_code == 404
    with district.session() as session, transaction():
        from lms.training.models import Enrolment

        seat = session.scalars(select(Enrolment).where(Enrolment.training_class_id == class_id)).one()
        seat.withdrawn_on, seat.withdrawal_reason = date(2026, 12, 31), "本人申请"
    assert district.sign_in(person).get(path).status_code == 404
    page = district.sign_in(person).get(f"/my-classes/{class_id}/tasks").get_data(as_text=True)
    assert "讲义" not in page


def test_a_file_of_another_class_is_not_found_under_ones_own(district, class_of_one):
    material = materials.add_material(district, class_of_one[0])
    own = training.add_class(district, "S2")
    other = district.client(Role.TRAINER, at="S2")
    for path in ("", "/file", "/remove"):
        assert other.get(f"/classes/{own}/materials/{material}{path}").status_code == 404


def test_a_removed_file_is_gone_with_its_bytes_and_stays_known(district, class_of_one):
    class_id, person = class_of_one
    material = materials.add_material(district, class_id, read_before=date(2026, 12, 7))
    trainer = district.client(Role.TRAINER, at="S1")
    assert trainer.get(f"/classes/{class_id}/materials/{material}/remove").status_code == 200
    assert trainer.post(f"/classes/{class_id}/materials/{material}/remove").status_code == 303
    assert trainer.post(f"/classes/{class_id}/materials/{material}/remove").status_code == 404
    assert district.sign_in(person).get(f"/my-classes/{class_id}/materials/{material}").status_code == 404
    with district.session():
        kept = db.session.get(Material, material)
        assert (kept.file_name, kept.stored_file_id) == ("讲义.pdf", None)
        assert db.session.scalars(select(Reading)).one().removed_at is not None
        assert stored_files() == []
    assert stored(district) == []


def test_a_file_becomes_reading_moves_its_day_and_is_none_again(district, class_of_one):
    class_id, _person = class_of_one
    material = materials.add_material(district, class_id)
    trainer = district.client(Role.TRAINER, at="S1")
    address = f"/classes/{class_id}/materials/{material}"
    no_day = trainer.post(f"{address}?lang=en", data={"title": "讲义", "meeting": 0, "is_reading": "y"})
    assert no_day.status_code == 422
    assert "Enter the day by which it is to be read" in no_day.get_data(as_text=True)
    for day in ("2026-12-07", "2026-12-06"):
        data = {"title": "讲义", "meeting": 0, "is_reading": "y", "read_before": day}
        assert trainer.post(address, data=data).status_code == 303
    with district.session():
        reading = db.session.scalars(select(Reading)).one()
        assert (reading.read_before, reading.removed_at) == (date(2026, 12, 6), None)
    trainer.post(address, data={"title": "讲义（新）", "meeting": 0})
    with district.session():
        assert db.session.scalars(select(Reading)).one().removed_at is not None
        assert db.session.get(Material, material).title == "讲义（新）"


def test_a_class_that_is_closed_keeps_its_files_and_takes_no_more(district, class_of_one, set_clock):
    class_id, person = class_of_one
    material = materials.add_material(district, class_id)
    set_clock("2026-12-11 09:00")
    training.close(district, class_id)
    with pytest.raises(Refused):
        materials.add_material(district, class_id)
    with pytest.raises(Refused):
        materials.remove_material(district, class_id, material)
    assert district.sign_in(person).get(f"/my-classes/{class_id}/materials/{material}").data == PDF
    assert len(stored(district)) == 1


def test_a_class_has_no_more_files_than_its_page_can_show(district, class_of_one, monkeypatch):
    monkeypatch.setattr(actions, "MOST_FILES", 1)
    materials.add_material(district, class_of_one[0])
    with pytest.raises(Refused):
        materials.add_material(district, class_of_one[0])
    assert len(stored(district)) == 1


def test_files_on_another_server_are_added_and_downloaded_the_same_way(district, class_of_one, s3_address):
    class_id, person = class_of_one
    content = office_file("pptx")
    with files_kept_at(district.app, s3_address):
        answer = upload(district.client(Role.TRAINER, at="S1"), f"/classes/{class_id}/materials/add", content,
                        "课件.pptx", meeting=0)  # fmt: skip
        assert answer.status_code == 303
        with district.session():
            material = db.session.scalars(select(Material)).one().id
        assert district.sign_in(person).get(f"/my-classes/{class_id}/materials/{material}").data == content
    with files_kept_at(district.app, "http://127.0.0.1:9"):
        lost = district.sign_in(person).get(f"/my-classes/{class_id}/materials/{material}?lang=en")
        assert lost.status_code == 503
        assert "cannot be reached" in lost.get_data(as_text=True)


def test_twice_the_files_cost_no_more_queries(district, class_of_one, count_queries):
    class_id, person = class_of_one
    pages = [(district.client(Role.TRAINER, at="S1"), f"/classes/{class_id}/materials"),
             (district.sign_in(person), f"/my-classes/{class_id}/tasks")]  # fmt: skip
    for _file in range(2):
        materials.add_material(district, class_id, read_before=date(2026, 12, 7))
    few = [count_queries(lambda one=one: one[0].get(one[1])) for one in pages]
    for _file in range(2):
        materials.add_material(district, class_id, read_before=date(2026, 12, 7))
    assert [count_queries(lambda one=one: one[0].get(one[1])) for one in pages] == few
