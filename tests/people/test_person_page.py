"""A person's page: what is known, by whom it was recorded; names, numbers and standing corrected, both values kept."""

from datetime import date

import pytest

from lms.accounts.rules import Role
from lms.audit.models import AuditEntry
from lms.people.models import PartyStanding, Person, PersonChange
from lms.people.signals import person_facts_changed
from tests.facts.people import ID_NUMBER, add_known_person

FACTS = {"name": "周德海", "gender": "男", "birth_date": "1980-03-07", "ethnicity": "汉族", "education": "大学"}


def person_of(district, person_id: int) -> Person:
    with district.session() as session:
        return session.get(Person, person_id)


def test_the_page_says_what_is_known_since_when_and_by_whom(district):
    person_id = district.add_person(
        "周德海", at="S1C1", since="2023-05-01", political_status="中共党员", joined="2001-07-01"
    )
    page = district.client(Role.STREET, "S1").get(f"/people/{person_id}").get_data(as_text=True)
    assert "<h1>周德海，S1C1社区</h1>" in page
    assert "自2023年5月1日起" in page
    assert "命令行" in page
    assert "2020年1月1日" in page
    assert "2001年7月1日" in page


def test_numbers_are_masked_unless_one_may_see_them_whole(district):
    person_id = add_known_person(district, at="S1C1")
    street = district.client(Role.STREET, "S1").get(f"/people/{person_id}").get_data(as_text=True)
    assert ID_NUMBER not in street
    assert "13800001234" not in street
    assert "尾号0017" in street
    assert "尾号1234" in street
    whole = district.client(Role.DISTRICT, "D").get(f"/people/{person_id}").get_data(as_text=True)
    assert ID_NUMBER in whole
    assert "13800001234" in whole


def test_the_right_to_whole_numbers_reaches_no_further_than_its_grant(district):
    """District of S2, street of S1: in S1 the numbers stay masked."""
    person_id = add_known_person(district, at="S1C1")
    reader = district.add_person("林静", at="S1C1")
    district.grant(reader, Role.DISTRICT, "S2")
    browser = district.client(Role.STREET, "S1", reader)
    assert ID_NUMBER not in browser.get(f"/people/{person_id}").get_data(as_text=True)
    assert ID_NUMBER not in browser.get(f"/people/{person_id}/correct").get_data(as_text=True)


def test_a_name_is_corrected_and_both_are_kept(district):
    person_id = district.add_person("周德海", at="S1C1")
    browser = district.client(Role.STREET, "S1")
    answer = browser.post(f"/people/{person_id}/correct", data=FACTS | {"name": "周 得海"}, follow_redirects=True)
    page = answer.get_data(as_text=True)
    assert "周得海" in page
    assert "原来是周德海" in page
    with district.session() as session:
        change = session.query(PersonChange).filter_by(field="name").one()
        assert (change.old_value, change.new_value) == ("周德海", "周得海")
        assert change.changed_by.startswith("person:")
        assert session.query(AuditEntry).one().action == "person.corrected"


def test_numbers_left_empty_stay_where_they_cannot_be_seen_whole(district):
    person_id = add_known_person(district, at="S1C1")
    browser = district.client(Role.STREET, "S1")
    page = browser.get(f"/people/{person_id}/correct").get_data(as_text=True)
    assert ID_NUMBER not in page
    browser.post(f"/people/{person_id}/correct", data=FACTS | {"id_number": "", "phone": "139 0000 5678"})
    stored = person_of(district, person_id)
    assert (stored.id_number, stored.phone) == (ID_NUMBER, "13900005678")


def test_whoever_sees_numbers_whole_can_empty_them(district):
    person_id = add_known_person(district, at="S1C1")
    district.client(Role.DISTRICT, "D").post(f"/people/{person_id}/correct", data=FACTS | {"id_number": ID_NUMBER})
    stored = person_of(district, person_id)
    assert (stored.id_number, stored.phone) == (ID_NUMBER, None)


def test_numbers_do_not_go_into_the_audit_trail(district):
    person_id = add_known_person(district, at="S1C1")
    district.client(Role.STREET, "S1").post(f"/people/{person_id}/correct", data=FACTS | {"phone": "13900005678"})
    with district.session() as session:
        detail = session.query(AuditEntry).one().detail
    assert "phone" in detail
    assert "13900005678" not in detail
    assert "13800001234" not in detail


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("name", "", "填上姓名"),
        ("name", "13800001111", "不像名称"),
        ("name", "=1+1", "名称不能以"),
        ("name", "长" * 31, "31"),
        ("birth_date", "1980-02-30", "1980年2月没有30日"),
        ("birth_date", "2099-01-01", "还没有到"),
        ("id_number", "12345", "18"),
        ("id_number", ID_NUMBER[:-1] + "5", "最后一位校验码不对"),
        ("phone", "12", "手机号"),
    ],
)
def test_each_thing_wrong_with_a_person_has_its_sentence(district, field, typed, sentence):
    person_id = district.add_person("周德海", at="S1C1")
    answer = district.client(Role.STREET, "S1").post(f"/people/{person_id}/correct", data=FACTS | {field: typed})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert sentence in page
    assert person_of(district, person_id).gender is None


def test_an_identity_number_of_somebody_else_is_refused_without_saying_whose(district):
    add_known_person(district, "赵广才", at="S2C1")
    person_id = district.add_person("周德海", at="S1C1")
    answer = district.client(Role.STREET, "S1").post(
        f"/people/{person_id}/correct", data=FACTS | {"id_number": ID_NUMBER}
    )
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "别人已经用了这个身份证号" in page
    assert "赵广才" not in page


def test_nothing_that_differs_is_nothing_written(district):
    person_id = district.add_person("周德海", at="S1C1")
    with district.session() as session:
        person = session.get(Person, person_id)
        person.gender, person.birth_date, person.ethnicity, person.education = "男", date(1980, 3, 7), "汉族", "大学"
        session.commit()
    answer = district.client(Role.STREET, "S1").post(f"/people/{person_id}/correct", data=FACTS, follow_redirects=True)
    assert "没有改动" in answer.get_data(as_text=True)
    with district.session() as session:
        assert session.query(PersonChange).count() == 0
        assert session.query(AuditEntry).count() == 0


def test_standing_is_put_down_anew_and_the_old_one_stays(district):
    person_id = district.add_person("周德海", at="S1C1", political_status="中共预备党员", joined="2025-07-01")
    heard = []

    def hear(_room, person_ids=None, **_more) -> None:
        heard.append(person_ids)

    person_facts_changed.connect(hear)
    browser = district.client(Role.STREET, "S1")
    data = {"political_status": "中共党员", "joined_party_on": "2025年7月1日"}
    answer = browser.post(f"/people/{person_id}/standing", data=data, follow_redirects=True)
    person_facts_changed.disconnect(hear)
    page = answer.get_data(as_text=True)
    assert "中共预备党员" in page
    assert "已更正" in page
    with district.session() as session:
        old, new = session.query(PartyStanding).order_by(PartyStanding.id)
        assert old.superseded_at == new.recorded_at
        assert (new.political_status, new.joined_party_on) == ("中共党员", date(2025, 7, 1))
        assert session.query(AuditEntry).one().action == "person.standing_set"
    assert heard == [frozenset({person_id})]


def test_nobody_joins_tomorrow(district):
    person_id = district.add_person("周德海", at="S1C1")
    data = {"political_status": "中共党员", "joined_party_on": "2099-01-01"}
    answer = district.client(Role.STREET, "S1").post(f"/people/{person_id}/standing", data=data)
    assert answer.status_code == 422
    assert "还没有到" in answer.get_data(as_text=True)


def test_a_trainer_sees_no_person_page(district):
    person_id = district.add_person("周德海", at="S1C1")
    assert district.client(Role.TRAINER, "S1").get(f"/people/{person_id}").status_code == 403


def test_a_longer_history_costs_no_more_queries(district, count_queries):
    person_id = district.add_person("周德海", at="S1C1")
    browser = district.client(Role.STREET, "S1")
    few = count_queries(lambda: browser.get(f"/people/{person_id}"))
    for year in range(1995, 2020):
        district.appoint(person_id, "S1C1", since=f"{year}-01-01", until=f"{year}-12-31")
    assert count_queries(lambda: browser.get(f"/people/{person_id}")) == few
