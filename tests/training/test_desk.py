"""The supervisor signs in somebody without a phone, and sets a class's own minutes."""

import pytest
from sqlalchemy import select

from lms import clock
from lms.accounts.rules import Role
from lms.audit.models import AuditEntry
from lms.extensions import db
from lms.training.queries import attendance, meetings
from lms.training.rules.words import Mark
from tests.facts import training


@pytest.fixture
def desk(district, set_clock):
    set_clock("2026-12-01 09:00")
    people = [district.add_person(name, at="S1C1") for name in ("周德海", "王伟", "王伟")]
    class_id = training.add_class(district, "S1", people=people)
    meeting = training.meeting_ids(district, class_id)[0]
    trainer = district.client(Role.TRAINER, at="S1")
    set_clock("2026-12-08 08:20")
    return district, trainer, f"/classes/{class_id}/meetings/{meeting}/desk", meeting, people, class_id


def _marks(district, meeting):
    with district.session():
        return {
            person: (row.status, row.source, clock.local(row.signed_in_at).strftime("%H:%M"))
            for person, row in attendance.known_marks(meeting).items()
        }


def test_a_name_is_enough_and_the_trail_says_who_did_it(desk):
    district, trainer, address, meeting, people, _class_id = desk
    answer = trainer.post(address, data={"who": "周 德海"}, follow_redirects=True)
    assert "已为周德海登记签到，8:20" in answer.text
    assert "班主任登记的人" in answer.text
    assert _marks(district, meeting) == {people[0]: ("present", "supervisor", "08:20")}
    with district.session():
        entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "attendance.signed_in_for")).one()
        assert (entry.person_id, entry.actor_name) == (people[0], "林静")


def test_two_of_one_name_are_shown_and_nobody_is_guessed(desk):
    district, trainer, address, meeting, people, _class_id = desk
    answer = trainer.post(address, data={"who": "王伟"})
    assert answer.status_code == 422
    assert "请选是哪一位" in answer.text
    assert _marks(district, meeting) == {}
    trainer.post(address, data={"who": "王伟", "person": people[2]})
    assert list(_marks(district, meeting)) == [people[2]]


def test_the_time_they_came_decides(desk, set_clock):
    district, trainer, address, meeting, people, _class_id = desk
    set_clock("2026-12-08 09:10")
    assert "还没有到" in trainer.post(address, data={"who": "周德海", "came": "9:30"}).text
    assert "8:00至11:30可以签到" in trainer.post(address, data={"who": "周德海", "came": "7:30"}).text
    trainer.post(address, data={"who": "周德海", "came": "8：40"})
    assert _marks(district, meeting) == {people[0]: ("present", "supervisor", "08:40")}
    assert "已经签到" in trainer.post(address, data={"who": "周德海"}).text


def test_nobody_else_is_signed_in_there(desk):
    district, trainer, address, meeting, _people, class_id = desk
    district.add_person("路人", at="S1C1")
    assert "名单里没有这个人" in trainer.post(address, data={"who": "路人"}).text
    training.close(district, class_id)
    answer = trainer.post(address, data={"who": "周德海"}).text
    assert "已经办结" in answer
    assert _marks(district, meeting) == {}


def test_a_class_s_own_minutes_hold_everywhere(desk, set_clock):
    district, trainer, address, meeting, people, class_id = desk
    page = f"/classes/{class_id}/sign-in-times"
    assert "8:00开始签到，8:45起算迟到，11:20以前离开算早退" in trainer.get(page).text
    wrong = {"opens_minutes": "121", "late_minutes": "x", "early_minutes": "0"}
    assert trainer.post(page, data=wrong).status_code == 422
    trainer.post(page, data={"opens_minutes": "60", "late_minutes": "5", "early_minutes": "30"})
    with district.session():
        window = meetings.meetings_of(class_id)[0].window
    assert f"{clock.local(window.opens_at):%H:%M}" == "07:30"
    set_clock("2026-12-08 07:31")
    browser = district.sign_in(people[0])
    assert "7:30开始签到，8:35起算迟到" in browser.get(f"/my-classes/{class_id}").text
    assert browser.post("/sign-in", data={"number": training.digits_of(district, meeting)}).status_code == 303
    set_clock("2026-12-08 08:36")
    trainer.post(address, data={"who": "王伟", "person": people[1]})
    assert [row[0] for row in _marks(district, meeting).values()] == [Mark.PRESENT, Mark.LATE]
