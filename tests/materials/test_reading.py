"""Reading before a class: set by the office, ticked by trainees, counted without ranking anybody."""

from datetime import date

import pytest
from sqlalchemy import select

from lms.accounts.rules import Role
from lms.extensions import db
from lms.materials.models import Reading, ReadingDone
from lms.materials.queries import readings
from tests.facts import materials, training
from tests.facts.assessment import make_bank


@pytest.fixture
def class_of_three(district):
    """A class in S1 with three people in it."""
    people = [district.add_person(name, at="S1C1") for name in ("甲学员", "乙学员", "丙学员")]
    return training.add_class(district, "S1", people=people), people


def counts(district, class_id):
    with district.session():
        return [row.done for row in readings.readings_of(class_id)]


def test_lessons_are_set_once_and_shown_to_both_sides(district, class_of_three):
    class_id, people = class_of_three
    bank = make_bank(district)
    trainer = district.client(Role.TRAINER, at="S1")
    address = f"/classes/{class_id}/reading/add"
    assert bank.code in trainer.get(address).get_data(as_text=True)
    assert trainer.post(f"{address}/{bank.code}", data={"read_before": "2026-12-07"}).status_code == 422
    data = {"lessons": bank.lesson_ids, "read_before": "2026-12-07"}
    assert trainer.post(f"{address}/{bank.code}", data=data).status_code == 303
    assert trainer.post(f"{address}/{bank.code}", data=data).status_code == 422
    assert counts(district, class_id) == [0, 0]
    page = district.sign_in(people[0]).get(f"/my-classes/{class_id}/tasks").get_data(as_text=True)
    assert f'href="/courses/{bank.code}/01"' in page
    assert "12月7日" in page


def test_a_tick_counts_once_and_a_finished_lesson_counts_without_one(district, class_of_three, set_clock):
    class_id, (first, second, _third) = class_of_three
    bank = make_bank(district)
    one, two = materials.add_reading(district, class_id, *bank.lesson_ids)
    browser = district.sign_in(first)
    for _twice in range(2):
        assert browser.post(f"/my-classes/{class_id}/reading/{one}").status_code == 303
    assert district.sign_in(second).post(f"/courses/{bank.code}/02/finish").status_code == 303
    assert counts(district, class_id) == [1, 1]
    with district.session():
        assert len(db.session.scalars(select(ReadingDone)).all()) == 1
        assert set(readings.read_by(second, class_id)) == {two}
    page = browser.get(f"/my-classes/{class_id}/tasks?lang=en").get_data(as_text=True)
    assert page.count("I have read it") == 1


def test_who_has_not_read_is_listed_by_organisation_and_name(district, class_of_three):
    class_id, (first, *_others) = class_of_three
    reading = materials.add_reading(district, class_id, *make_bank(district).lesson_ids[:1])[0]
    materials.tick(district, class_id, reading, first)
    trainer = district.client(Role.TRAINER, at="S1")
    missing = trainer.get(f"/classes/{class_id}/reading/{reading}").get_data(as_text=True)
    assert "甲学员" not in missing
    assert missing.index("丙学员") < missing.index("乙学员")
    read = trainer.get(f"/classes/{class_id}/reading/{reading}?show=read").get_data(as_text=True)
    assert "甲学员" in read
    assert "乙学员" not in read


def test_who_left_the_class_is_not_counted(district, class_of_three):
    class_id, (first, *_others) = class_of_three
    reading = materials.add_reading(district, class_id, *make_bank(district).lesson_ids[:1])[0]
    stranger = district.add_person("外人")
    assert district.sign_in(stranger).post(f"/my-classes/{class_id}/reading/{reading}").status_code == 404
    materials.tick(district, class_id, reading, stranger)
    materials.tick(district, class_id, reading, first)
    assert counts(district, class_id) == [1]


def test_reading_is_taken_back_and_can_be_set_again(district, class_of_three):
    class_id, people = class_of_three
    lesson = make_bank(district).lesson_ids[0]
    reading = materials.add_reading(district, class_id, lesson)[0]
    trainer = district.client(Role.TRAINER, at="S1")
    assert trainer.post(f"/classes/{class_id}/reading/{reading}/remove").status_code == 303
    assert trainer.post(f"/classes/{class_id}/reading/{reading}/remove").status_code == 404
    assert district.sign_in(people[0]).post(f"/my-classes/{class_id}/reading/{reading}").status_code == 404
    materials.add_reading(district, class_id, lesson, by=date(2026, 12, 6))
    with district.session():
        assert len(db.session.scalars(select(Reading)).all()) == 2
    assert counts(district, class_id) == [0]


def test_twice_the_people_cost_no_more_queries(district, class_of_three, count_queries):
    class_id, _people = class_of_three
    reading = materials.add_reading(district, class_id, *make_bank(district).lesson_ids)[0]
    trainer = district.client(Role.TRAINER, at="S1")
    few = count_queries(lambda: trainer.get(f"/classes/{class_id}/reading/{reading}"))
    training.seat(district, class_id, *training.add_crowd(district, 6))
    assert count_queries(lambda: trainer.get(f"/classes/{class_id}/reading/{reading}")) == few


def test_an_empty_class_says_what_comes_next(district):
    class_id = training.add_class(district, "S1")
    page = district.client(Role.TRAINER, at="S1").get(f"/classes/{class_id}/materials?lang=en").get_data(as_text=True)
    assert "This class has no files and no tasks yet" in page
