"""A cadre asks for leave, takes it back, is answered; the approver sees what it comes to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.accounts.rules import Role
from lms.training.queries import enrolment, leave
from lms.training.rules.leave import Decider, may_decide, one_seventh, who_decides
from lms.training.rules.words import Mark
from tests.facts import training


@pytest.fixture
def asked(district, set_clock):
    set_clock("2026-12-01 09:00")
    person = district.add_person("周德海", at="S1C1")
    class_id = training.add_class(district, "S1", people=[person])
    return district, class_id, person, district.sign_in(person), district.client(Role.TRAINER, at="S1")


def test_a_cadre_asks_and_takes_back(asked):
    district, class_id, _person, cadre, trainer = asked
    meeting = training.meeting_ids(district, class_id)[0]
    form = {"meetings": [meeting], "kind": "sick", "reason": "住院检查"}
    assert cadre.post(f"/my-classes/{class_id}/leave", data={"kind": "sick"}).status_code == 422
    assert cadre.post(f"/my-classes/{class_id}/leave", data=form).status_code == 303
    page = cadre.get(f"/my-classes/{class_id}").text
    assert "等待批准" in page
    assert "有1份请假等待批复" in trainer.get("/leave").text
    request = page.split("/leave/")[1].split("/")[0]
    assert cadre.post(f"/leave/{request}/take-back").status_code == 303
    assert "已撤回" in cadre.get(f"/my-classes/{class_id}").text
    assert "有0份请假" in trainer.get("/leave").text


def test_the_approver_is_told_of_one_seventh_and_the_seat_ends(asked):
    district, class_id, _person, cadre, trainer = asked
    request = training.ask_leave(district, class_id, _person)
    page = trainer.get(f"/leave/{request}").text
    assert "请假4学时，超过24学时的七分之一" in page
    assert "批准并办退学" in page
    blind = trainer.post(f"/leave/{request}", data={"decision": "approve", "ends_enrolment": "no"})
    assert blind.status_code == 422
    done = trainer.post(f"/leave/{request}", data={"decision": "approve", "ends_enrolment": "yes", "note": "早日康复"})
    assert done.status_code == 303
    with district.session():
        assert enrolment.seated(class_id) == frozenset()
    assert "早日康复" in cadre.get(f"/my-classes/{class_id}").text
    assert trainer.post(f"/leave/{request}", data={"decision": "refuse"}).status_code == 422


def test_no_decision_is_none(asked):
    district, class_id, person, _cadre, trainer = asked
    request = training.ask_leave(district, class_id, person)
    assert trainer.post(f"/leave/{request}", data={"note": "再说"}).status_code == 422
    assert trainer.post(f"/leave/{request}", data={"decision": "refuse", "note": "人手不够"}).status_code == 303
    assert "未批准" in trainer.get("/leave?show=decided").text


def test_nobody_sees_or_asks_for_another_s_class(asked):
    district, class_id, _person, _cadre, _trainer = asked
    stranger = district.sign_in(district.add_person("路人"))
    assert stranger.get(f"/my-classes/{class_id}").status_code == 404
    form = {"meetings": [training.meeting_ids(district, class_id)[0]], "kind": "sick", "reason": "x"}
    assert stranger.post(f"/my-classes/{class_id}/leave", data=form).status_code == 404


def test_the_inbox_tells_of_the_seat_the_request_and_the_answer(district, set_clock):
    set_clock("2026-12-01 09:00")
    person, supervisor = district.add_person("周德海", at="S1C1"), district.add_person("王敏", at="S1")
    class_id = training.add_class(district, "S1", people=[person], supervisor_person_id=supervisor)
    request = training.ask_leave(district, class_id, person)
    trainer = district.client(Role.TRAINER, at="S1", person_id=supervisor)
    assert "周德海请假" in trainer.get("/inbox").text
    answer = trainer.post(f"/leave/{request}", data={"decision": "refuse", "note": "人手不够", "lang": "en"})
    assert answer.status_code == 303
    inbox = district.sign_in(person).get("/inbox").text
    assert "您已编入社区主职干部集中轮训班第4期" in inbox
    assert "您的请假没有批准" in inbox


@pytest.fixture
def offices(asked):
    """Beside the trainer: the street's office and the district's."""
    district, class_id, person, cadre, trainer = asked
    street = district.client(Role.STREET, at="S1", person_id=district.add_person("郑爽", at="S1"))
    district.client(Role.DISTRICT, at="D", person_id=district.add_person("高远", at="D"))
    return district, class_id, person, cadre, trainer, street


def test_more_than_half_a_day_waits_for_the_department_and_the_page_names_it(offices):
    district, class_id, person, _cadre, trainer, street = offices
    request = training.ask_leave(district, class_id, person, 2)
    page = trainer.get(f"/leave/{request}").text
    assert "由S1街道决定（郑爽）" in page  # the nearest office that has somebody for it
    assert 'value="approve"' not in page
    assert "由组织部门决定" in trainer.get("/leave").text
    refused = trainer.post(f"/leave/{request}", data={"decision": "approve", "ends_enrolment": "yes"})
    assert refused.status_code == 422
    assert "累计超过半天的请假由组织部门决定" in refused.text
    assert trainer.post(f"/leave/{request}", data={"decision": "refuse"}).status_code == 422
    assert "周德海请假" in street.get("/inbox").text
    assert street.post(f"/leave/{request}", data={"decision": "approve", "ends_enrolment": "yes"}).status_code == 303


def test_a_day_asked_for_half_by_half_goes_the_same_way(offices):
    district, class_id, person, _cadre, trainer, street = offices
    morning, afternoon = training.meeting_ids(district, class_id)[:2]
    training.mark(district, class_id, morning, {person: Mark.LEAVE})  # given on roll call
    form = {"meetings": [afternoon], "kind": "sick", "reason": "复查"}
    district.sign_in(person).post(f"/my-classes/{class_id}/leave", data=form)
    (request,) = _requests(district, class_id, person)
    assert "由组织部门决定" in trainer.get("/leave").text
    assert trainer.post(f"/leave/{request}", data={"decision": "refuse"}).status_code == 422
    assert street.post(f"/leave/{request}", data={"decision": "refuse"}).status_code == 303


def test_half_a_day_is_the_supervisor_s_word(offices):
    district, class_id, person, _cadre, trainer, street = offices
    request = training.ask_leave(district, class_id, person)
    assert "由班主任决定" in trainer.get("/leave").text
    assert "周德海请假" not in street.get("/inbox").text
    assert trainer.post(f"/leave/{request}", data={"decision": "refuse"}).status_code == 303


def test_the_seventh_is_shown_as_it_fills(offices):
    district, class_id, person, cadre, trainer, _street = offices
    assert "请假0学时，共24学时，到3.43学时为七分之一" in cadre.get(f"/my-classes/{class_id}").text
    request = training.ask_leave(district, class_id, person)
    assert "请假4学时，共24学时，到3.43学时为七分之一" in trainer.get(f"/leave/{request}").text
    assert "请假0学时，共24学时" in cadre.get(f"/my-classes/{class_id}/leave").text
    training.mark(district, class_id, training.meeting_ids(district, class_id)[0], {person: Mark.LEAVE})
    assert "请假4学时，共24学时" in cadre.get(f"/my-classes/{class_id}/leave").text


def test_where_nobody_has_the_right_the_page_says_whom_to_ask(asked):
    district, class_id, person, _cadre, trainer = asked
    request = training.ask_leave(district, class_id, person, 2)
    assert "请找安全管理员授权" in trainer.get(f"/leave/{request}").text


def test_twice_the_requests_take_the_same_number_of_queries(offices, count_queries):
    district, class_id, person, _cadre, trainer, _street = offices
    training.ask_leave(district, class_id, person, 2)
    few = count_queries(lambda: trainer.get("/leave"))
    for other in training.add_crowd(district, 8):
        training.seat(district, class_id, other)
        training.ask_leave(district, class_id, other, 1)
    assert count_queries(lambda: trainer.get("/leave")) == few


def _requests(district, class_id, person):
    with district.session():
        return [row.id for row in leave.leave_of_person(class_id, person)]


@pytest.mark.parametrize(("half_days", "decider"), [(1, "supervisor"), (2, "department"), (9, "department")])
def test_the_ladder(half_days, decider):
    assert who_decides(half_days) == decider
    assert may_decide(Decider.DEPARTMENT, half_days)
    assert may_decide(Decider.SUPERVISOR, half_days) is (decider == "supervisor")


@given(st.integers(0, 1_000_000))
def test_the_shown_seventh_is_the_rule_s(hours):
    assert abs(one_seventh(hours) * 7 - hours) * 2 <= 7
