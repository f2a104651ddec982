"""Tasks of a class: set, told, counted, reminded of, exported; and what the class's file keeps of them."""

import io
from datetime import date

import openpyxl
import pytest
from sqlalchemy import select

from lms.accounts.rules import Role
from lms.audit.models import AuditEntry
from lms.errors import Refused
from lms.extensions import db
from lms.materials.models import ClassTask
from lms.materials.queries.overview import standing_of_class
from lms.materials.rules.reflections import State
from lms.messages.models import Message
from lms.people.queries import EVERYWHERE
from lms.records.models import CapabilityPass
from lms.training.queries.classes import class_in_scope
from tests.facts import materials, training
from tests.facts.assessment import Bank
from tests.facts.district import LONG_AGO, RECORDER
from tests.facts.materials import PDF


@pytest.fixture
def class_of_three(district, set_clock):
    """A class in S1 with three people in it."""
    set_clock("2026-12-10 09:00")
    people = [district.add_person(name, at="S1C1") for name in ("甲学员", "乙学员", "丙学员")]
    return training.add_class(district, "S1", people=people), people


def messages(district, person):
    with district.session():
        rows = db.session.execute(
            select(Message.title, Message.link).where(Message.person_id == person).order_by(Message.id)
        )
        return [tuple(row) for row in rows.all()][1:]  # the first is the seat itself


def _pass(district, person, code):
    with district.session() as session:
        session.add(
            CapabilityPass(
                person_id=person, curriculum_code=code, passed_on=date(2026, 12, 9), recorded_at=LONG_AGO,
                recorded_by=RECORDER,
            )
        )  # fmt: skip
        session.commit()


def test_a_reflection_is_asked_for_and_everybody_in_the_class_is_told(district, class_of_three):
    class_id, people = class_of_three
    trainer = district.client(Role.TRAINER, at="S1")
    address = f"/classes/{class_id}/tasks/add"
    assert trainer.get(address).status_code == 200
    assert trainer.post(address, data={"title": "", "due_on": "2026-12-20"}).status_code == 422
    data = {"title": "学习心得体会", "hint": "结合本村", "wanted_characters": "800", "due_on": "2026-12-20"}
    assert trainer.post(address, data=data).status_code == 303
    with district.session():
        task = db.session.scalars(select(ClassTask)).one()
    link = f"/my-classes/{class_id}/tasks/{task.id}"
    assert [messages(district, person) for person in people] == [[("新的学习任务：学习心得体会", link)]] * 3
    page = district.sign_in(people[0]).get(link).get_data(as_text=True)
    assert "结合本村" in page
    assert "800" in page


def test_a_quiz_of_a_class_is_a_task_with_its_state_and_a_link(district, class_of_three):
    class_id, (first, second, _third) = class_of_three
    bank = Bank(district)
    trainer = district.client(Role.TRAINER, at="S1")
    assert trainer.get(f"/classes/{class_id}/tasks/add?kind=quiz").status_code == 200
    data = {"curriculum": bank.curriculum_id, "due_on": "2026-12-20"}
    assert trainer.post(f"/classes/{class_id}/tasks/add?kind=quiz", data=data).status_code == 303
    assert trainer.post(f"/classes/{class_id}/tasks/add?kind=quiz", data=data).status_code == 422
    _pass(district, first, bank.code)
    page = district.sign_in(first).get(f"/my-classes/{class_id}/tasks?lang=en").get_data(as_text=True)
    assert f'href="/courses/{bank.code}/quiz"' in page
    assert "Passed" in page
    page = district.sign_in(second).get(f"/my-classes/{class_id}/tasks?lang=en").get_data(as_text=True)
    assert "Not passed yet" in page
    assert "1 of 3 passed" in trainer.get(f"/classes/{class_id}/materials?lang=en").get_data(as_text=True)


def test_the_quiz_of_the_programme_stands_among_the_tasks_and_is_not_set_twice(district, set_clock):
    bank = Bank(district)
    programme = training.add_programme(district, "S1", quiz_curriculum_id=bank.curriculum_id)
    person = district.add_person()
    class_id = training.add_class(district, "S1", programme=programme, people=[person])
    page = district.sign_in(person).get(f"/my-classes/{class_id}/tasks?lang=en").get_data(as_text=True)
    assert f'href="/courses/{bank.code}/quiz"' in page
    assert "Not passed yet" in page
    with pytest.raises(Refused):
        materials.add_task(district, class_id, curriculum=bank.curriculum_id)


def test_who_waits_for_a_comment_comes_first_and_who_is_missing_is_reminded(district, class_of_three):
    class_id, (first, second, third) = class_of_three
    task_id = materials.add_task(district, class_id)
    materials.hand_in(district, class_id, task_id, first)
    materials.hand_in(district, class_id, task_id, second)
    materials.comment(district, class_id, task_id, second)
    trainer = district.client(Role.TRAINER, at="S1")
    address = f"/classes/{class_id}/tasks/{task_id}"

    def shown(show=""):
        page = trainer.get(f"{address}?lang=en{show}").get_data(as_text=True)
        return [name for name in ("甲学员", "乙学员", "丙学员") if name in page]

    assert shown() == ["甲学员"]
    assert shown("&show=missing") == ["丙学员"]
    assert shown("&show=all") == ["甲学员", "乙学员", "丙学员"]
    assert trainer.post(f"{address}/remind").status_code == 303
    assert messages(district, third)[-1][0] == "还没有交：学习心得体会"
    assert len(messages(district, first)) == 1


def test_a_task_changes_and_goes_only_while_nobody_has_handed_in(district, class_of_three):
    class_id, (first, *_others) = class_of_three
    kept, gone = materials.add_task(district, class_id), materials.add_task(district, class_id, title="多布置的")
    trainer = district.client(Role.TRAINER, at="S1")
    data = {"title": "学习体会", "due_on": "2026-12-25"}
    assert trainer.post(f"/classes/{class_id}/tasks/{kept}/edit", data=data).status_code == 303
    materials.hand_in(district, class_id, kept, first)
    for task in (kept, gone):
        assert trainer.post(f"/classes/{class_id}/tasks/{task}/remove").status_code == 303
    with district.session():
        assert [(row.title, row.due_on, row.removed_at is None) for row in db.session.scalars(select(ClassTask))] == [
            ("学习体会", date(2026, 12, 25), True), ("多布置的", date(2026, 12, 20), False),
        ]  # fmt: skip
    assert trainer.get(f"/classes/{class_id}/tasks/{gone}").status_code == 404


def test_a_quiz_has_no_page_of_reflections(district, class_of_three):
    class_id, (first, *_others) = class_of_three
    task = materials.add_task(district, class_id, curriculum=Bank(district).curriculum_id)
    assert district.client(Role.TRAINER, at="S1").get(f"/classes/{class_id}/tasks/{task}").status_code == 404
    browser = district.sign_in(first)
    assert browser.get(f"/my-classes/{class_id}/tasks/{task}").status_code == 404
    assert browser.post(f"/my-classes/{class_id}/tasks/{task}", data={"body": "x"}).status_code == 404


def test_the_export_says_how_everybody_stands_and_is_put_down(district, class_of_three):
    class_id, (first, second, _third) = class_of_three
    bank = Bank(district)
    reading = materials.add_reading(district, class_id, *bank.lesson_ids)[0]
    materials.tick(district, class_id, reading, first)
    same = [materials.add_task(district, class_id) for _task in range(2)]
    materials.add_task(district, class_id, curriculum=bank.curriculum_id)
    materials.hand_in(district, class_id, same[0], first)
    materials.hand_in(district, class_id, same[0], second)
    materials.comment(district, class_id, same[0], second, returns=True)
    answer = district.client(Role.TRAINER, at="S1").get(f"/classes/{class_id}/tasks.xlsx")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.data)).active
    rows = [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]
    head = next(row for row in rows if "姓名" in row)
    assert head[1:] == ["姓名", "单位", "职务", "课前阅读", "还没读的", "学习心得体会", "学习心得体会（2）",
                        "测验：化解矛盾纠纷的能力"]  # fmt: skip
    found = {row[1]: row for row in rows if len(row) > 5 and row[1] != "姓名"}
    assert found["甲学员"][4] == "1/2"
    assert found["甲学员"][6:9] == ["已交", "未交", "未通过"]
    assert found["乙学员"][6] == "退回修改"
    assert found["丙学员"][4] == "0/2"
    with district.session():
        assert db.session.scalars(select(AuditEntry).where(AuditEntry.action == "class_task.exported")).one()
    answer = district.client(Role.TRAINER, at="S1").get(f"/classes/{class_id}/tasks.csv")
    assert "甲学员" in answer.get_data(as_text=True)


def test_the_file_of_a_class_finds_everything_in_a_fixed_number_of_queries(district, class_of_three, count_queries):
    class_id, (first, *_others) = class_of_three
    materials.add_material(district, class_id, PDF, "讲义.pdf")
    task = materials.add_task(district, class_id)
    materials.hand_in(district, class_id, task, first)

    def standing():
        with district.session():
            return standing_of_class(class_in_scope(class_id, EVERYWHERE))

    found = standing()
    assert [row.file_name for row in found.materials] == ["讲义.pdf"]
    assert [one.handed[task].state for one in found.people if task in one.handed] == [State.HANDED_IN]
    few = count_queries(standing)
    more = training.add_crowd(district, 8)
    training.seat(district, class_id, *more)
    for person in more:
        materials.hand_in(district, class_id, task, person)
    assert count_queries(standing) == few
    assert len(standing().people) == 11


def test_twice_the_tasks_and_people_cost_no_more_queries(district, class_of_three, count_queries):
    class_id, (first, *_others) = class_of_three
    task = materials.add_task(district, class_id)
    materials.hand_in(district, class_id, task, first)
    trainer, browser = district.client(Role.TRAINER, at="S1"), district.sign_in(first)
    pages = [
        lambda: trainer.get(f"/classes/{class_id}/materials"),
        lambda: trainer.get(f"/classes/{class_id}/tasks/{task}?show=all"),
        lambda: browser.get(f"/my-classes/{class_id}/tasks"),
    ]
    few = [count_queries(page) for page in pages]
    crowd = training.add_crowd(district, 6)
    training.seat(district, class_id, *crowd)
    for person in crowd:
        materials.hand_in(district, class_id, task, person)
    materials.add_task(district, class_id)
    assert [count_queries(page) for page in pages] == few
