"""Reflections: handed in, changed, commented, handed back; every version stays and nobody reads somebody else's."""

from threading import Barrier, Thread

import pytest
from sqlalchemy import select

from lms.accounts.rules import Role
from lms.errors import Conflict, NotFound, Refused
from lms.extensions import db
from lms.files.models import StoredFile
from lms.materials.models import Reflection, ReflectionVersion
from lms.materials.queries.reflections import reflection_of
from lms.materials.rules.reflections import State
from lms.messages.models import Message
from tests.facts import materials, training
from tests.facts.files import files_kept_at
from tests.facts.materials import PDF, PNG, office_file, upload


@pytest.fixture
def asked(district, set_clock):
    """A class in S1 on its last day, a person in it, and a reflection due on 20 December."""
    set_clock("2026-12-10 09:00")
    person = district.add_person("周德海", at="S1C1")
    class_id = training.add_class(district, "S1", people=[person])
    return class_id, materials.add_task(district, class_id), person


def versions(district, task_id, person):
    with district.session():
        found = reflection_of(task_id, person)
        return found.state, [(one.number, one.body) for one in found.versions]


def inbox(district, person):
    with district.session():
        return list(db.session.scalars(select(Message.title).where(Message.person_id == person).order_by(Message.id)))


def send(browser, class_id, task_id, **data):
    return browser.post(f"/my-classes/{class_id}/tasks/{task_id}?lang=en", data=data)


def test_a_text_is_handed_in_changed_and_both_versions_stay(district, asked):
    class_id, task_id, person = asked
    browser = district.sign_in(person)
    assert send(browser, class_id, task_id, body="第一稿", seen=0).status_code == 303
    assert send(browser, class_id, task_id, body="第二稿 **改过**", seen=1).status_code == 303
    assert versions(district, task_id, person) == (State.HANDED_IN, [(2, "第二稿 **改过**"), (1, "第一稿")])
    page = browser.get(f"/my-classes/{class_id}/tasks/{task_id}").get_data(as_text=True)
    assert "<strong>改过</strong>" in page
    assert "第一稿" in page


def test_a_file_is_handed_in_and_only_its_owner_and_the_office_get_it(district, asked):
    class_id, task_id, person = asked
    browser, content = district.sign_in(person), office_file()
    address = f"/my-classes/{class_id}/tasks/{task_id}"
    assert upload(browser, address, content, "我的体会.docx", body="", seen=0).status_code == 303
    office = f"/classes/{class_id}/tasks/{task_id}/people/{person}/versions/1/file"
    assert browser.get(f"{address}/versions/1/file").data == content
    assert district.client(Role.TRAINER, at="S1").get(office).data == content
    neighbour = district.add_person("同班", at="S1C1")
    training.seat(district, class_id, neighbour)
    assert district.sign_in(neighbour).get(f"{address}/versions/1/file").status_code == 404
    assert district.sign_in(neighbour).get(office).status_code == 403
    assert district.client(Role.TRAINER, at="S2").get(office).status_code == 404


@pytest.mark.parametrize(("content", "name"), [(b"<html>", "体会.docx"), (PNG, "体会.png")])
def test_what_is_no_document_is_refused_and_what_was_typed_stays(district, asked, content, name):
    class_id, task_id, person = asked
    address = f"/my-classes/{class_id}/tasks/{task_id}?lang=en"
    answer = upload(district.sign_in(person), address, content, name, body="写了很久的正文", seen=0)
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert "Taken are: pdf, docx" in page
    assert "写了很久的正文" in page
    assert versions(district, task_id, person) == (State.MISSING, [])


def test_nothing_at_all_is_no_reflection(district, asked):
    class_id, task_id, person = asked
    answer = send(district.sign_in(person), class_id, task_id, body="  \n ", seen=0)
    assert answer.status_code == 422
    assert "Write something, or choose a file." in answer.get_data(as_text=True)


def test_an_endless_text_is_refused_as_typed(district, asked):
    class_id, task_id, person = asked
    answer = send(district.sign_in(person), class_id, task_id, body="学" * 20_001, seen=0)
    assert answer.status_code == 422
    assert "学" * 20_001 in answer.get_data(as_text=True)


def test_while_the_storage_is_away_the_text_stays_on_the_page(district, asked):
    class_id, task_id, person = asked
    browser = district.sign_in(person)
    with files_kept_at(district.app, "http://127.0.0.1:9"):
        answer = upload(browser, f"/my-classes/{class_id}/tasks/{task_id}?lang=en", PDF, body="写了很久", seen=0)
    assert answer.status_code == 503
    assert "写了很久" in answer.get_data(as_text=True)
    assert versions(district, task_id, person) == (State.MISSING, [])


def test_a_second_window_does_not_write_over_the_first(district, asked):
    class_id, task_id, person = asked
    browser = district.sign_in(person)
    send(browser, class_id, task_id, body="窗口一", seen=0)
    answer = send(browser, class_id, task_id, body="窗口二", seen=0)
    assert answer.status_code == 409
    page = answer.get_data(as_text=True)
    assert "another version meanwhile" in page
    assert "窗口二" in page
    assert 'name="seen" type="hidden" value="1"' in page  # so that pressing again is meant
    assert versions(district, task_id, person)[1] == [(1, "窗口一")]


def test_two_at_once_make_one_first_version(district, asked):
    class_id, task_id, person = asked
    both, outcomes = Barrier(2), []

    def hand_in() -> None:
        both.wait()
        try:
            outcomes.append(materials.hand_in(district, class_id, task_id, person, "同时交", seen=0))
        except Conflict:
            outcomes.append("conflict")

    threads = [Thread(target=hand_in) for _one in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, outcomes)) == ["1", "conflict"]


def test_a_comment_ends_it_and_the_person_is_told(district, asked):
    class_id, task_id, person = asked
    materials.hand_in(district, class_id, task_id, person)
    trainer = district.client(Role.TRAINER, at="S1")
    address = f"/classes/{class_id}/tasks/{task_id}/people/{person}"
    assert trainer.post(address, data={"body": "", "number": 1}).status_code == 422
    assert trainer.post(address, data={"body": "写得**实在**。", "number": 1}).status_code == 303
    assert versions(district, task_id, person)[0] == State.COMMENTED
    assert inbox(district, person)[-1] == "已评阅：学习心得体会"
    browser = district.sign_in(person)
    page = browser.get(f"/my-classes/{class_id}/tasks/{task_id}?lang=en").get_data(as_text=True)
    assert "<strong>实在</strong>" in page
    assert "林静" in page
    assert "<textarea" not in page
    assert send(browser, class_id, task_id, body="再改", seen=1).status_code == 422


def test_what_is_handed_back_is_reworked_even_after_its_day(district, asked, set_clock):
    class_id, task_id, person = asked
    materials.hand_in(district, class_id, task_id, person, "第一稿")
    set_clock("2026-12-22 09:00")
    with pytest.raises(Refused):
        materials.hand_in(district, class_id, task_id, person, "想再改")
    materials.comment(district, class_id, task_id, person, "请补一段。", returns=True)
    assert versions(district, task_id, person)[0] == State.RETURNED
    assert inbox(district, person)[-1] == "请修改：学习心得体会"
    materials.hand_in(district, class_id, task_id, person, "第二稿")
    assert versions(district, task_id, person) == (State.HANDED_IN, [(2, "第二稿"), (1, "第一稿")])
    with district.session():
        assert [one.number for one in reflection_of(task_id, person).comments] == [1]


def test_who_comments_a_version_that_is_not_the_newest_is_told(district, asked):
    class_id, task_id, person = asked
    materials.hand_in(district, class_id, task_id, person, "第一稿")
    materials.hand_in(district, class_id, task_id, person, "第二稿")
    answer = district.client(Role.TRAINER, at="S1").post(
        f"/classes/{class_id}/tasks/{task_id}/people/{person}?lang=en", data={"body": "好", "number": 1}
    )
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert "A newer version was handed in meanwhile" in page
    assert 'value="2"' in page
    assert versions(district, task_id, person)[0] == State.HANDED_IN


def test_nobody_hands_in_for_a_class_of_others_or_one_that_is_closed(district, asked, set_clock):
    class_id, task_id, person = asked
    stranger = district.add_person("外人")
    assert send(district.sign_in(stranger), class_id, task_id, body="x", seen=0).status_code == 404
    with pytest.raises(Refused):
        materials.hand_in(district, class_id, task_id, stranger)
    own = training.add_class(district, "S1", intake_number=5, people=[person])
    assert send(district.sign_in(person), own, task_id, body="x", seen=0).status_code == 404
    set_clock("2026-12-11 09:00")
    training.close(district, class_id)
    assert send(district.sign_in(person), class_id, task_id, body="x", seen=0).status_code == 422
    assert versions(district, task_id, person) == (State.MISSING, [])


def test_where_nothing_was_handed_in_there_is_nothing_to_comment(district, asked):
    class_id, task_id, person = asked
    trainer = district.client(Role.TRAINER, at="S1")
    assert trainer.get(f"/classes/{class_id}/tasks/{task_id}/people/{person}").status_code == 404
    with pytest.raises(NotFound):
        materials.comment(district, class_id, task_id, person, number=0)


def test_what_comes_after_its_day_is_taken_and_marked_late(district, asked, set_clock):
    class_id, task_id, person = asked
    set_clock("2026-12-21 00:30")
    materials.hand_in(district, class_id, task_id, person)
    page = district.client(Role.TRAINER, at="S1").get(f"/classes/{class_id}/tasks/{task_id}?lang=en")
    assert "late" in page.get_data(as_text=True)


def test_a_refused_version_leaves_no_file(district, asked):
    class_id, task_id, person = asked
    materials.hand_in(district, class_id, task_id, person)
    materials.comment(district, class_id, task_id, person)
    with pytest.raises(Refused):
        materials.hand_in(district, class_id, task_id, person, content=PDF, name="晚了.pdf")
    with district.session():
        assert db.session.scalars(select(StoredFile)).all() == []
        assert len(db.session.scalars(select(ReflectionVersion)).all()) == 1
        assert db.session.scalars(select(Reflection)).one().latest == 1


def test_the_due_day_itself_is_still_in_time(district, asked, set_clock):
    class_id, task_id, person = asked
    materials.hand_in(district, class_id, task_id, person, "第一稿")
    set_clock("2026-12-20 23:59")
    assert materials.hand_in(district, class_id, task_id, person, "第二稿") == 2
