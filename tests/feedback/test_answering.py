"""A trainee evaluates a class: when, once, and only who was there."""

import threading

import pytest
from sqlalchemy import func, select

from lms.errors import Conflict, NotFound
from lms.feedback.box import opened
from lms.feedback.jobs import remind_of_evaluations
from lms.feedback.models import EvaluationBox, EvaluationGiven
from lms.messages.models import Message
from lms.training.rules.words import Mark
from tests.facts import feedback, training


@pytest.fixture
def trained(district, set_clock):
    """A person, their class, its two half-days; the day after."""
    set_clock(feedback.OVER)
    person = district.add_person(at="S1C1")
    class_id, meetings = feedback.add_evaluated_class(district, [person])
    return person, class_id, meetings


def _given(district) -> int:
    with district.session() as session:
        return session.scalar(select(func.count()).select_from(EvaluationGiven))


def test_a_trainee_evaluates_topics_and_class_through_the_page(district, trained):
    person, class_id, meetings = trained
    browser = district.sign_in(person)
    page = browser.get(f"/my-classes/{class_id}/evaluation").text
    for words in ("化解邻里纠纷，周明", "对工作有用", "很好", "班次总体", "哪些会知道，哪些不会", "2027年1月7日"):
        assert words in page
    sent = browser.post(f"/my-classes/{class_id}/evaluation", data=feedback.form_of(meetings, "5", remark=" 讲得实在 "))
    assert sent.status_code == 303
    with district.session() as session:
        box = opened(session.get(EvaluationBox, class_id).sealed)
    assert box.remarks == ["讲得实在"]
    assert set(box.counts) == {0, *meetings}
    assert "已经评过这个班" in browser.get(sent.location).text


def test_what_was_left_out_is_asked_again_as_typed(district, trained):
    person, class_id, meetings = trained
    form = feedback.form_of(meetings, "2", remark="字太小")
    del form["class-gain"]
    answer = district.sign_in(person).post(f"/my-classes/{class_id}/evaluation", data=form)
    assert answer.status_code == 422
    assert "请选一个词" in answer.text
    assert "字太小" in answer.text
    assert _given(district) == 0


def test_a_second_answer_is_refused_and_counts_nothing(district, trained):
    person, class_id, meetings = trained
    feedback.answer(district, class_id, person, meetings)
    with pytest.raises(Conflict):
        feedback.answer(district, class_id, person, meetings)
    answer = district.sign_in(person).post(f"/my-classes/{class_id}/evaluation", data=feedback.form_of(meetings))
    assert answer.status_code == 422
    assert _given(district) == 3


def test_two_answers_of_one_person_at_once_count_once(district, trained):
    person, class_id, meetings = trained
    outcomes = []

    def give() -> None:
        try:
            feedback.answer(district, class_id, person, meetings)
            outcomes.append("taken")
        except Conflict:
            outcomes.append("refused")

    threads = [threading.Thread(target=give) for _ in range(2)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert sorted(outcomes) == ["refused", "taken"]
    assert _given(district) == 3


def test_a_topic_can_be_evaluated_once_it_is_over_and_the_class_after_its_last_half_day(district, set_clock):
    set_clock("2026-12-08 12:30")
    person = district.add_person(at="S1C1")
    class_id, (morning, afternoon) = feedback.add_evaluated_class(district, [person])
    browser = district.sign_in(person)
    page = browser.get(f"/my-classes/{class_id}/evaluation").text
    assert "化解邻里纠纷" in page
    assert "依法办事" not in page
    assert "班次总体在最后一次课后再评" in page
    with pytest.raises(Conflict):
        feedback.answer(district, class_id, person, [morning])
    feedback.answer(district, class_id, person, [morning], whole=False)
    set_clock("2026-12-08 18:00")
    feedback.answer(district, class_id, person, [afternoon])


def test_who_was_not_there_has_no_seat_or_comes_too_late_evaluates_nothing(district, set_clock):
    set_clock(feedback.OVER)
    absent, present, stranger = (district.add_person(at="S1C1") for _ in range(3))
    class_id, meetings = feedback.add_evaluated_class(district, [absent, present])
    for meeting in meetings:
        training.mark(district, class_id, meeting, {absent: Mark.ABSENT})
    assert "没有可评的内容" in district.sign_in(absent).get(f"/my-classes/{class_id}/evaluation").text
    with pytest.raises(Conflict):
        feedback.answer(district, class_id, absent, meetings)
    with pytest.raises(NotFound):
        feedback.answer(district, class_id, stranger, meetings)
    assert district.sign_in(stranger).get(f"/my-classes/{class_id}/evaluation").status_code == 404
    set_clock("2027-01-08 09:00")
    with pytest.raises(Conflict):
        feedback.answer(district, class_id, present, meetings)


def test_only_topics_one_was_at_are_asked_about(district, set_clock):
    set_clock(feedback.OVER)
    person = district.add_person(at="S1C1")
    class_id, (morning, _afternoon) = feedback.add_evaluated_class(district, [person])
    training.mark(district, class_id, morning, {person: Mark.LEAVE})
    page = district.sign_in(person).get(f"/my-classes/{class_id}/evaluation").text
    assert "化解邻里纠纷" not in page
    assert "依法办事" in page


def test_a_closed_class_is_evaluated_all_the_same(district, trained):
    person, class_id, meetings = trained
    training.close(district, class_id)
    feedback.answer(district, class_id, person, meetings)
    assert _given(district) == 3


def test_who_has_not_answered_is_reminded_once(district, set_clock):
    set_clock("2026-12-08 12:00")
    people = [district.add_person(at="S1C1") for _ in range(3)]
    class_id, meetings = feedback.add_evaluated_class(district, people)
    for meeting in meetings:
        training.mark(district, class_id, meeting, {people[2]: Mark.ABSENT})

    def reminded() -> list[int]:
        with district.session() as session:
            remind_of_evaluations()
            told = select(Message.person_id).where(Message.link == f"/my-classes/{class_id}/evaluation")
            return list(session.scalars(told))

    assert reminded() == []
    set_clock(feedback.OVER)
    feedback.answer(district, class_id, people[0], meetings)
    assert reminded() == [people[1]]
    assert reminded() == [people[1]]
