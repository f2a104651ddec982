"""Reading as a cadre: what the pages say, the kept place, and the way to the quiz."""

from datetime import date

import pytest
from sqlalchemy import select

from lms import clock
from lms.audit.models import AuditEntry
from lms.curriculum.models import Lesson, LessonProgress
from lms.curriculum.queries import credit_of_curricula, curriculum_by_code, lesson_to_go_on_with
from lms.extensions import db
from lms.records.models import CapabilityPass


@pytest.fixture
def reader(district, content):
    """A cadre, and two courses: 04 with two lessons, 05 with three."""
    content.add_course("05", lessons=3, title="增收")
    with district.app.app_context():
        content.load()
    person_id = district.add_person()
    reader = district.sign_in(person_id)
    reader.person_id = person_id
    return reader


def progress(district, code):
    with district.session() as session:
        return session.scalars(
            select(LessonProgress).join(Lesson, Lesson.id == LessonProgress.lesson_id).where(Lesson.code == code)
        ).one_or_none()


def test_the_list_answers_how_many_capabilities_are_passed(reader, district):
    page = reader.get("/courses").text
    assert "2项基本能力，已通过0项" in page
    assert page.count("还没有学") == 2
    with district.session() as session:
        session.add(
            CapabilityPass(
                person_id=reader.person_id, curriculum_code="05", passed_on=date(2026, 3, 8),
                recorded_at=clock.now(), recorded_by="system:test",
            )
        )  # fmt: skip
        session.commit()
    page = reader.get("/courses").text
    assert "已通过1项" in page
    assert "3月8日通过" in page


def test_a_list_without_courses_says_who_loads_them(district):
    assert "还没有课程" in district.client().get("/courses").text


def test_a_curriculum_says_what_is_left_and_opens_no_quiz_before_its_lessons_are_done(reader):
    page = reader.get("/courses/05").text
    assert "增收，还有3课要学" in page
    assert "各课都学完后可以测验" in page
    assert 'data-testid="to-quiz"' not in page
    assert 'data-testid="read-on"' in page


def test_a_lesson_says_its_place_and_leads_on(reader):
    page = reader.get("/courses/05/02").text
    assert "第2课，共3课" in page
    assert "学完了，到第3课" in page
    assert "上一课" in page
    assert 'id="p1" data-p="1"' in page


def test_opening_a_lesson_is_remembered_once_without_moving_the_place(reader, district):
    reader.get("/courses/04/01")
    reader.post("/courses/04/01/place", data={"paragraph": "7"})
    reader.get("/courses/04/01")
    kept = progress(district, "04-01")
    assert (kept.paragraph, kept.finished_at) == (7, None)
    assert "正在学" in reader.get("/courses/04").text


def test_the_furthest_paragraph_is_where_reading_goes_on(reader, district):
    for paragraph in ("5", "9", "3"):
        assert reader.post("/courses/04/01/place", data={"paragraph": paragraph}).status_code == 204
    page = reader.get("/courses/04/01").text
    assert "上次学到这里" in page
    assert 'href="#p9"' in page


def test_a_place_beyond_an_edited_text_is_its_last_paragraph(reader):
    reader.post("/courses/04/01/place", data={"paragraph": "900"})
    page = reader.get("/courses/04/01").text
    assert f'href="#p{page.count(" data-p=")}"' in page


@pytest.mark.parametrize("paragraph", ["", "0", "-1", "x", "10000"])
def test_a_place_that_is_none_is_refused(reader, district, paragraph):
    assert reader.post("/courses/04/01/place", data={"paragraph": paragraph}).status_code == 400
    assert progress(district, "04-01") is None


def test_a_finished_lesson_leads_to_the_next_and_the_last_to_the_quiz(reader):
    first = reader.post("/courses/04/01/finish")
    assert (first.status_code, first.location) == (303, "/courses/04/02")
    last = reader.post("/courses/04/02/finish")
    assert (last.status_code, last.location) == (303, "/courses/04/quiz")
    page = reader.get("/courses/04").text
    assert "可以测验了" in page
    assert 'data-testid="to-quiz"' in page


def test_who_finishes_the_last_lesson_first_is_told_what_is_left(reader):
    assert "学完了，看还差哪几课" in reader.get("/courses/05/03").text
    done = reader.post("/courses/05/03/finish")
    assert done.location == "/courses/05"
    assert "还有2课没有学完。" in reader.get("/courses/05").text


def test_finishing_twice_keeps_the_first_day_and_writes_one_audit_row(reader, district, set_clock):
    first = set_clock("2026-11-01 08:00")
    reader.post("/courses/04/01/finish")
    set_clock("2026-11-02 08:00")
    reader.post("/courses/04/01/finish")
    assert progress(district, "04-01").finished_at == first
    with district.session() as session:
        assert len(session.scalars(select(AuditEntry).where(AuditEntry.action == "lesson.finished")).all()) == 1


def test_an_edited_lesson_stays_finished(reader, district, content):
    reader.post("/courses/04/01/finish")
    content.write_lesson("04", "01", first_words="早上八点。")
    with district.app.app_context():
        content.load()
    page = reader.get("/courses/04").text
    assert "已学完1课，共2课" in page
    assert "早上八点" in reader.get("/courses/04/01").text


@pytest.mark.parametrize("address", ["/courses/77", "/courses/04/09", "/courses/77/01", "/courses/04/images/x.png"])
def test_what_does_not_exist_is_the_page_of_all_missing_things(reader, address):
    assert reader.get(address).status_code == 404


def test_a_retired_lesson_is_gone_for_readers(reader, district, content):
    content.lesson("05", "03").unlink()
    with district.app.app_context():
        content.load()
    assert reader.get("/courses/05/03").status_code == 404
    assert "第2课，共2课" in reader.get("/courses/05/02").text


def test_reading_goes_on_in_the_course_read_last(reader, district, set_clock):
    set_clock("2026-11-01 08:00")
    reader.get("/courses/04/01")
    set_clock("2026-11-01 09:00")
    reader.post("/courses/05/01/finish")
    with district.app.app_context():
        line, lesson = lesson_to_go_on_with(reader.person_id)
        assert (line.curriculum.code, lesson.code) == ("05", "05-02")


def test_a_course_is_worth_the_hours_of_its_lessons(reader, district):
    with district.app.app_context():
        curriculum = curriculum_by_code("05")
        assert credit_of_curricula([curriculum.id]) == {curriculum.id: 99}  # 3 × 15 minutes, 0.33 each


def test_more_courses_cost_the_list_no_more_queries(reader, district, content, count_queries):
    few = count_queries(lambda: reader.get("/courses"))
    for number in range(20, 40):
        content.add_course(str(number), questions=1)
    with district.app.app_context():
        content.load()
    assert count_queries(lambda: reader.get("/courses")) == few


def test_pages_speak_english(reader):
    assert "2 basic capabilities, 0 passed" in reader.get("/courses?lang=en").text
    assert "Course 05, 3 lessons to read" in reader.get("/courses/05?lang=en").text
    assert "Lesson 1 of 3, about 15 minutes." in reader.get("/courses/05/01?lang=en").text


def test_two_readers_keep_places_of_their_own(reader, district):
    reader.post("/courses/04/01/place", data={"paragraph": "5"})
    other = district.sign_in(district.add_person("刘芳"))
    assert "上次学到这里" not in other.get("/courses/04/01").text
    with district.app.app_context():
        assert len(db.session.scalars(select(LessonProgress)).all()) == 2
