"""Where a person lands, and what their own page says they owe."""

import pytest

from lms.accounts.rules import Role
from lms.people.rules import PositionCategory
from lms.rotation.actions.evaluating import evaluate_people
from lms.transaction import transaction

FIRST = {
    Role.CADRE: "/learn",
    Role.TRAINER: "/classes",
    Role.DISTRICT: "/rotation",
    Role.STREET: "/rotation",
    Role.SYSTEM_ADMIN: "/accounts",
    Role.SECURITY_ADMIN: "/grants",
    Role.AUDITOR: "/audit",
}


def judged(district, *people) -> None:
    with district.session(), transaction():
        evaluate_people(frozenset(people))


@pytest.mark.parametrize("role", Role)
def test_each_role_lands_on_its_first_task(sqlite_district, role):
    browser = sqlite_district.client(role)
    assert browser.get("/").location == FIRST[role]
    assert browser.get(FIRST[role]).status_code == 200


def test_a_cadre_sees_what_is_owed_and_by_when(district, set_clock):
    set_clock("2026-11-24 09:00")
    person = district.add_person("周德海")
    judged(district, person)
    page = district.sign_in(person).get("/learn").get_data(as_text=True)
    assert "今年还有3项培训要完成" in page
    assert "集中轮训" in page
    assert "12月31日前完成" in page
    assert "临期" in page


def test_last_years_leftovers_stand_apart(district, set_clock):
    set_clock("2026-02-01 09:00")
    person = district.add_person("周德海")
    judged(district, person)
    page = district.sign_in(person).get("/learn").get_data(as_text=True)
    assert "看2025年没有完成的" in page
    assert "逾期" in page


def test_somebody_who_owes_nothing_is_told_so_and_may_learn_all_the_same(district):
    person = district.add_person("林静", category=PositionCategory.PARTY_INSTRUCTOR)
    judged(district, person)
    page = district.sign_in(person).get("/learn").get_data(as_text=True)
    assert "今年没有必须完成的培训" in page


def test_more_duties_take_no_more_queries(district, count_queries, set_clock):
    set_clock("2026-11-24 09:00")
    few = district.add_person("甲", category=PositionCategory.COMMUNITY_WORKER)
    many = district.add_person("乙", political_status="中共党员")
    judged(district, few, many)
    browsers = district.sign_in(few), district.sign_in(many)
    assert count_queries(lambda: browsers[0].get("/learn")) == count_queries(lambda: browsers[1].get("/learn"))
