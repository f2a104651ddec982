"""Appointments on a person's page: added, ended, corrected, taken back; nothing known before is lost."""

from datetime import date

import pytest

from lms.accounts.rules import Role
from lms.audit.models import AuditEntry
from lms.people.models import Affiliation, Appointment
from lms.people.rules import PositionCategory
from lms.people.signals import person_facts_changed
from tests.facts.people import appointment_of, known_appointments

POST = {
    "organisation": "S1C2",
    "position_category": PositionCategory.COMMUNITY_WORKER.value,
    "position": "网格员",
    "first_day": "2026-03-01",
    "last_day": "",
}


@pytest.fixture
def announced():
    heard = []

    def hear(_room, person_ids=None, **_more) -> None:
        heard.append(person_ids)

    person_facts_changed.connect(hear)
    yield heard
    person_facts_changed.disconnect(hear)


def belongs_to(district, person_id: int) -> set[str]:
    codes = {value: key for key, value in district.organisations.items()}
    with district.session() as session:
        rows = session.query(Affiliation.organisation_id).filter_by(person_id=person_id)
        return {codes[row.organisation_id] for row in rows}


def deeds(district) -> list[str]:
    with district.session() as session:
        return [row.action for row in session.query(AuditEntry.action).order_by(AuditEntry.id)]


def test_one_more_appointment_is_stored_audited_and_announced(district, announced):
    person_id = district.add_person(at="S1C1")
    browser = district.client(Role.STREET, "S1")
    answer = browser.post(f"/people/{person_id}/appointments/add", data=POST, follow_redirects=True)
    assert "任职已登记" in answer.get_data(as_text=True)
    made = known_appointments(district, person_id)[-1]
    assert (made.position, made.first_day, made.last_day) == ("网格员", date(2026, 3, 1), None)
    assert made.recorded_by.startswith("person:")
    assert belongs_to(district, person_id) == {"S1C1", "S1C2"}
    assert deeds(district) == ["appointment.added"]
    assert announced == [frozenset({person_id})]


def test_ending_keeps_what_was_known_and_moves_the_person(district, announced, set_clock):
    set_clock("2026-06-01")
    person_id = district.add_person(at="S1C1", since="2023-05-01")
    district.appoint(person_id, "S1C2", since="2024-01-01")
    browser = district.client(Role.STREET, "S1")
    address = f"/people/{person_id}/appointments/{appointment_of(district, person_id)}/end"
    assert browser.post(address, data={"last_day": "2026-05-31"}).status_code == 303
    assert belongs_to(district, person_id) == {"S1C2"}
    with district.session() as session:
        old, new = (
            session.query(Appointment)
            .filter_by(person_id=person_id, first_day=date(2023, 5, 1))
            .order_by(Appointment.id)
        )
        assert old.last_day is None
        assert old.superseded_at == new.recorded_at
        assert old.superseded_by == new.recorded_by
        assert new.last_day == date(2026, 5, 31)
    assert announced == [frozenset({person_id})]
    assert deeds(district) == ["appointment.ended"]


def test_who_leaves_what_the_reader_looks_after_leaves_their_list(district):
    person_id = district.add_person("周德海", at="S1C1")
    district.appoint(person_id, "S2C1", since="2024-01-01")
    browser = district.client(Role.STREET, "S1")
    address = f"/people/{person_id}/appointments/{appointment_of(district, person_id)}/end"
    answer = browser.post(address, data={"last_day": "2025-12-31"}, follow_redirects=True)
    assert answer.request.path == "/people"
    assert "周德海不再属于您的管理范围" in answer.get_data(as_text=True)
    assert browser.get(f"/people/{person_id}").status_code == 404


def test_a_last_day_before_the_first_is_refused_at_its_field_as_typed(district):
    person_id = district.add_person(at="S1C1", since="2023-05-01")
    browser = district.client(Role.STREET, "S1")
    address = f"/people/{person_id}/appointments/{appointment_of(district, person_id)}/end"
    answer = browser.post(address, data={"last_day": "2023-04-30"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "早于任职第一天2023-05-01" in page
    assert 'value="2023-04-30"' in page
    assert deeds(district) == []


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("first_day", "2026-02-30", "2026年2月没有30日"),
        ("first_day", "", "填上任职的第一天"),
        ("last_day", "2026-02-28", "早于任职第一天"),
        ("last_day", "2026-05", "只写到月"),
        ("organisation", "S2C1", "管理范围里没有"),
        ("organisation", "没有的单位", "管理范围里没有"),
        ("organisation", "", "请填单位编码或单位全称"),
        ("position_category", "村主干", "列表里没有这一项"),
        ("position", "长" * 101, "最多"),
    ],
)
def test_each_thing_wrong_with_an_appointment_has_its_sentence(district, field, typed, sentence):
    person_id = district.add_person(at="S1C1")
    browser = district.client(Role.STREET, "S1")
    answer = browser.post(f"/people/{person_id}/appointments/add", data=POST | {field: typed})
    assert answer.status_code == 422
    assert sentence in answer.get_data(as_text=True)
    assert len(known_appointments(district, person_id)) == 1


def test_the_same_post_twice_is_refused(district):
    person_id = district.add_person(at="S1C1")
    browser = district.client(Role.STREET, "S1")
    browser.post(f"/people/{person_id}/appointments/add", data=POST)
    answer = browser.post(f"/people/{person_id}/appointments/add", data=POST)
    assert answer.status_code == 422
    assert "已经有同一天起的同类任职" in answer.get_data(as_text=True)
    assert len(known_appointments(district, person_id)) == 2


def test_a_correction_supersedes_and_the_page_says_so(district):
    person_id = district.add_person(at="S1C1", since="2023-05-01")
    browser = district.client(Role.STREET, "S1")
    address = f"/people/{person_id}/appointments/{appointment_of(district, person_id)}/correct"
    assert "2023-05-01" in browser.get(address).get_data(as_text=True)
    answer = browser.post(address, data=POST, follow_redirects=True)
    page = answer.get_data(as_text=True)
    assert "已更正" in page
    assert "自2023年5月1日起" in page
    assert [one.first_day for one in known_appointments(district, person_id)] == [date(2026, 3, 1)]
    assert deeds(district) == ["appointment.corrected"]


def test_a_correction_that_changes_nothing_writes_nothing(district):
    person_id = district.add_person(at="S1C1", since="2023-05-01", position="书记")
    browser = district.client(Role.STREET, "S1")
    address = f"/people/{person_id}/appointments/{appointment_of(district, person_id)}/correct"
    same = {
        "organisation": "S1C1", "position": "书记", "first_day": "2023-05-01",
        "position_category": PositionCategory.COMMUNITY_PRINCIPAL.value,
    }  # fmt: skip
    assert browser.post(address, data=same).status_code == 303
    assert deeds(district) == []


def test_whoever_comes_second_is_told_and_changes_nothing(district):
    person_id = district.add_person(at="S1C1", since="2023-05-01")
    first, second = district.client(Role.STREET, "S1"), district.client(Role.STREET, "S1")
    address = f"/people/{person_id}/appointments/{appointment_of(district, person_id)}/correct"
    first.post(address, data=POST)
    answer = second.post(address, data=POST | {"position": "另一个"})
    assert answer.status_code == 409
    assert "别人刚刚改过这条任职" in answer.get_data(as_text=True)
    assert [one.position for one in known_appointments(district, person_id)] == ["网格员"]


def test_a_post_recorded_by_mistake_is_taken_back_after_a_question(district):
    person_id = district.add_person(at="S1C1", since="2023-05-01")
    district.appoint(person_id, "S1C2", since="2024-01-01")
    browser = district.client(Role.STREET, "S1")
    address = f"/people/{person_id}/appointments/{appointment_of(district, person_id)}/withdraw"
    assert "撤回" in browser.get(address).get_data(as_text=True)
    assert browser.post(address).status_code == 303
    assert [one.first_day for one in known_appointments(district, person_id)] == [date(2024, 1, 1)]
    assert belongs_to(district, person_id) == {"S1C2"}


def test_the_only_appointment_is_not_taken_back(district):
    person_id = district.add_person(at="S1C1")
    browser = district.client(Role.STREET, "S1")
    answer = browser.post(f"/people/{person_id}/appointments/{appointment_of(district, person_id)}/withdraw")
    assert answer.status_code == 422
    assert "唯一的任职" in answer.get_data(as_text=True)
    assert len(known_appointments(district, person_id)) == 1


def test_a_street_changes_no_appointment_of_another_street_though_the_person_is_theirs_too(district):
    person_id = district.add_person(at="S2C1", since="2023-05-01")
    district.appoint(person_id, "S1C1", since="2024-01-01")
    with district.session() as session:
        session.add(Affiliation(person_id=person_id, organisation_id=district.organisations["S1C1"]))
        session.commit()
    browser = district.client(Role.STREET, "S1")
    page = browser.get(f"/people/{person_id}").get_data(as_text=True)
    assert "S2C1社区" in page
    other = appointment_of(district, person_id)
    assert f"/appointments/{other}/" not in page
    for what, data in (("end", {"last_day": "2025-01-01"}), ("correct", POST), ("withdraw", {})):
        assert browser.post(f"/people/{person_id}/appointments/{other}/{what}", data=data).status_code == 404
    assert deeds(district) == []


def test_an_appointment_is_not_reached_through_another_person(district):
    mine, other = district.add_person(at="S1C1"), district.add_person(at="S1C2")
    browser = district.client(Role.STREET, "S1")
    assert browser.get(f"/people/{mine}/appointments/{appointment_of(district, other)}/end").status_code == 404
