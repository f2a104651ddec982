"""A cadre asks for leave, takes it back, is answered; the approver sees what it comes to."""

import pytest

from lms.accounts.rules import Role
from lms.training.queries import enrolment
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
