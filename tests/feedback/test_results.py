"""What is shown of evaluations: from five answers on, by five and more, within one's reach, never by score."""

import io
from datetime import date

import openpyxl
import pytest

from lms.accounts.rules import Role
from lms.feedback.queries import results
from lms.people.queries import EVERYWHERE
from tests.facts import feedback, training

AT_CLASS = date(2026, 12, 8)


@pytest.fixture(autouse=True)
def _over(set_clock):
    set_clock(feedback.OVER)


def _shown(district, class_id) -> list[int]:
    with district.session():
        found = results.result_of_class(class_id)
        return [found.answers, *(topic.answers for topic in found.topics)]


def test_four_answers_show_nothing_the_fifth_shows_all_five_and_the_next_four_wait(district):
    people = training.add_crowd(district, 11)
    class_id, meetings = feedback.add_evaluated_class(district, people)
    shown = []
    for person in people:
        feedback.answer(district, class_id, person, meetings)
        shown.append(_shown(district, class_id)[0])
    assert shown == [0, 0, 0, 0, 5, 5, 5, 5, 5, 10, 10]


def test_a_topic_is_shown_by_itself_from_its_own_five_answers_on(district):
    people = training.add_crowd(district, 5)
    class_id, (morning, afternoon) = feedback.add_evaluated_class(district, people)
    for person in people:
        feedback.answer(district, class_id, person, [morning], whole=False)
    for person in people[:4]:
        feedback.answer(district, class_id, person, [afternoon])
    assert _shown(district, class_id) == [0, 5, 0]
    page = district.client(Role.TRAINER, at="S1").get(f"/classes/{class_id}/evaluation").text
    assert "化解邻里纠纷" in page
    assert "还不到5份：12月8日下午" in page
    assert "依法办事" not in page


def test_with_fewer_than_five_answers_the_page_says_so_and_there_is_no_file(district):
    class_id, _meetings, _people = feedback.add_answered_class(district, 4)
    trainer = district.client(Role.TRAINER, at="S1")
    page = trainer.get(f"/classes/{class_id}/evaluation").text
    assert "还不到5份" in page
    assert "平均" not in page
    assert trainer.get(f"/classes/{class_id}/evaluation.csv").status_code == 422
    assert trainer.get("/evaluations").text.count("还没有可以看的评估结果") >= 1


def test_means_and_remarks_are_shown_without_names(district):
    people = training.add_crowd(district, 5)
    class_id, meetings = feedback.add_evaluated_class(district, people)
    for person, score in zip(people, (5, 5, 4, 3, 1), strict=True):
        feedback.answer(district, class_id, person, meetings, score=score, remark="案例多一些" if score == 1 else "")
    page = district.client(Role.TRAINER, at="S1").get(f"/classes/{class_id}/evaluation").text
    assert "3.6" in page
    assert "案例多一些" in page
    assert "学员0" not in page


def test_teachers_and_topics_are_listed_by_name_never_by_score(district):
    _class_id, _meetings, _people = feedback.add_answered_class(district, 5)
    trainer = district.client(Role.TRAINER, at="S1")
    page = trainer.get("/evaluations").text
    assert page.index("周明") > 0
    with district.session():
        teachers = results.all_lines(EVERYWHERE, "teacher", None)
        topics = results.all_lines(EVERYWHERE, "topic", 2026)
    assert [one.name for one in teachers] == sorted(one.name for one in teachers)
    assert [(one.half_days, one.answers) for one in topics] == [(1, 5), (1, 5)]
    assert "依法办事" in trainer.get("/evaluations?by=topic&year=2026").text


def test_a_teacher_over_time_month_by_month(district, set_clock):
    programme = training.add_programme(district)
    for number, day in ((1, date(2026, 11, 10)), (2, date(2026, 12, 8))):
        people = training.add_crowd(district, 5, name=f"第{number}期")
        class_id, meetings = feedback.add_evaluated_class(
            district, people, day=day, programme=programme, intake_number=number
        )
        for person in people:
            feedback.answer(district, class_id, person, meetings, score=3 + number)
    with district.session():
        lines = results.lines_over_time(EVERYWHERE, "teacher", "周明")
    assert [(one.when, one.answers, set(one.averages.values())) for one in lines] == [
        (date(2026, 11, 1), 5, {400}),
        (date(2026, 12, 1), 5, {500}),
    ]
    page = district.client(Role.TRAINER, at="S1").get("/evaluations/over-time?by=teacher&name=周明").text
    assert page.index("11月") < page.index("12月")
    assert '<svg class="bar" role="img"' in page


def test_results_of_another_street_are_out_of_reach(district):
    class_id, _meetings, _people = feedback.add_answered_class(district, 5)
    elsewhere = district.client(Role.STREET, at="S2")
    assert "周明" not in elsewhere.get("/evaluations").text
    assert elsewhere.get("/evaluations/over-time?by=teacher&name=周明").status_code == 404
    assert elsewhere.get(f"/classes/{class_id}/evaluation").status_code == 404
    assert elsewhere.get(f"/classes/{class_id}/evaluation.xlsx").status_code == 404
    assert elsewhere.get("/evaluations.csv").status_code == 422
    assert "周明" in district.client(Role.DISTRICT, at="D").get("/evaluations").text


def test_the_files_say_what_the_pages_say(district):
    class_id, _meetings, _people = feedback.add_answered_class(district, 5)
    trainer = district.client(Role.TRAINER, at="S1")
    book = openpyxl.load_workbook(io.BytesIO(trainer.get(f"/classes/{class_id}/evaluation.xlsx").data))
    rows = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    assert rows[0][0].endswith("教学评估表")
    assert rows[3][2:4] != ["班次总体", None]
    assert rows[3][4:7] == ["课程和时间安排", 5, 0]
    assert trainer.get(f"/classes/{class_id}/evaluation.pdf").data.startswith(b"%PDF")
    listed = trainer.get("/evaluations.csv?by=teacher").data.decode("utf-8-sig")
    assert "周明,1,5,4,4" in listed
    over_time = trainer.get("/evaluations.csv?by=teacher&name=李慧").data.decode("utf-8-sig")
    assert "2026年12月,1,5,4,4" in over_time


def test_more_teachers_cost_no_more_queries(district, count_queries):
    trainer = district.client(Role.TRAINER, at="S1")
    feedback.add_answered_class(district, 5)
    few = count_queries(lambda: trainer.get("/evaluations"))
    programme = training.add_programme(district)
    feedback.add_answered_class(district, 5, programme=programme, intake_number=1)
    feedback.add_answered_class(district, 5, programme=programme, intake_number=2)
    assert count_queries(lambda: trainer.get("/evaluations")) == few
