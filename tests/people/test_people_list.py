"""The list of people: whom one looks after, each once, narrowed in the database."""

import pytest

from lms.accounts.rules import Role
from lms.people.rules import PositionCategory

CADRE, WORKER = PositionCategory.STREET_CADRE, PositionCategory.COMMUNITY_WORKER


def text_of(browser, address: str = "/people") -> str:
    return browser.get(address).get_data(as_text=True)


def test_a_street_sees_its_own_people_and_counts_them_alone(district):
    district.add_person("周德海", at="S1C1")
    district.add_person("赵广才", at="S2C1")
    seen = text_of(district.client(Role.STREET, "S1"))
    assert "周德海" in seen
    assert "赵广才" not in seen
    assert "<h1>单位与人员，2人</h1>" in seen  # 周德海, and who looks at the page


def test_the_district_sees_everybody(district):
    district.add_person("周德海", at="S1C1")
    district.add_person("赵广才", at="S2C1")
    seen = text_of(district.client(Role.DISTRICT, "D"))
    assert "周德海" in seen
    assert "赵广才" in seen


def test_who_learns_in_one_street_and_works_in_another_sees_the_other_alone(district):
    person_id = district.add_person("林静", at="S1C1")
    district.add_person("周德海", at="S1C1")
    district.add_person("赵广才", at="S2C1")
    seen = text_of(district.client(Role.STREET, "S2", person_id))
    assert "赵广才" in seen
    assert "周德海" not in seen
    assert "<h1>单位与人员，1人</h1>" in seen


def test_who_holds_two_posts_stands_once(district):
    person_id = district.add_person("周德海", at="S1C1")
    district.appoint(person_id, "S1C1", since="2024-01-01", category=WORKER)
    browser = district.client(Role.STREET, "S1")
    assert text_of(browser).count("周德海") == 1


def test_a_condition_finds_the_second_post_too(district):
    person_id = district.add_person("周德海", at="S1C1", position="社区党委书记")
    district.appoint(person_id, "S1C1", since="2024-01-01", category=WORKER, position="网格员")
    seen = text_of(district.client(Role.STREET, "S1"), f"/people?category={WORKER.value}")
    assert "网格员" in seen
    assert "1人符合条件" in seen


def test_a_post_that_ended_does_not_count_beside_a_present_one(district):
    person_id = district.add_person("周德海", at="S1C1", category=WORKER, until="2024-12-31")
    district.appoint(person_id, "S1C1", since="2025-01-01", category=CADRE)
    browser = district.client(Role.STREET, "S1")
    assert "周德海" not in text_of(browser, f"/people?category={WORKER.value}")
    assert "周德海" in text_of(browser, f"/people?category={CADRE.value}")


def test_who_has_left_stands_under_the_last_post(district):
    district.add_person("周德海", at="S1C1", until="2024-12-31")
    assert "2024年12月31日" in text_of(district.client(Role.STREET, "S1"))


@pytest.mark.parametrize("typed", ["德海", "P00 1", "ｐ001", "p0012"])
def test_part_of_a_name_or_the_beginning_of_a_number_finds_a_person(district, typed):
    district.add_person("周德海", at="S1C1", person_no="P0012")
    district.add_person("赵广才", at="S1C1", person_no="Q0012")
    seen = text_of(district.client(Role.STREET, "S1"), f"/people?text={typed}")
    assert "周德海" in seen
    assert "赵广才" not in seen


def test_signs_that_mean_something_to_a_database_mean_nothing_here(district):
    district.add_person("周德海", at="S1C1")
    browser = district.client(Role.STREET, "S1")
    for typed in ("%", "_", "'", "\\"):
        assert "周德海" not in browser.get("/people", query_string={"text": typed}).get_data(as_text=True)


def test_an_organisation_is_found_by_code_or_part_of_its_name_and_reaches_below(district):
    district.add_person("周德海", at="S1C1")
    district.add_person("赵广才", at="S2C1")
    browser = district.client(Role.DISTRICT, "D")
    for typed in ("S1", "S1街"):
        seen = text_of(browser, f"/people?organisation={typed}")
        assert "周德海" in seen
        assert "赵广才" not in seen


def test_rows_stand_in_order_of_organisation_then_post(district):
    district.add_person("甲", at="S1C2", category=CADRE)
    district.add_person("乙", at="S1C1", category=WORKER)
    district.add_person("丙", at="S1C1", category=PositionCategory.COMMUNITY_PRINCIPAL)
    seen = text_of(district.client(Role.STREET, "S1"))
    assert seen.index(">丙<") < seen.index(">乙<") < seen.index(">甲<")


def test_pages_hold_twenty_and_a_page_beyond_the_end_is_the_last(district):
    for number in range(25):
        district.add_person(f"人{number}", at="S1C1")
    browser = district.client(Role.STREET, "S1")
    assert "第1页，共2页" in text_of(browser)
    assert "第2页，共2页" in text_of(browser, "/people?page=99")


def test_numbers_and_days_of_birth_stand_on_no_list(district):
    district.add_person("周德海", at="S1C1", phone="13800001234")
    assert "13800001234" not in text_of(district.client(Role.DISTRICT, "D"))


def test_a_longer_list_costs_no_more_queries(district, count_queries):
    browser = district.client(Role.DISTRICT, "D")
    district.add_person(at="S1C1")
    few = count_queries(lambda: browser.get("/people"))
    for _number in range(30):
        district.add_person(at="S1C1")
    assert count_queries(lambda: browser.get("/people")) == few


def test_the_tree_is_walked_one_level_a_page_with_its_counts(district):
    district.add_person("周德海", at="S1C1")
    two = district.add_person("赵广才", at="S1C1")
    district.appoint(two, "S1C2", since="2024-01-01")
    browser = district.client(Role.DISTRICT, "D")
    top = browser.get("/people/organisations", follow_redirects=True).get_data(as_text=True)
    assert "<h1>云溪区，3人</h1>" in top
    assert "S1街道" in top
    assert "S1C1社区" not in top
    street = text_of(browser, f"/people/organisations/{district.organisations['S1']}")
    assert "<h1>S1街道，2人</h1>" in street
    assert "S1街道本级" not in street
    district.add_person("李强", at="S1")
    street = text_of(browser, f"/people/organisations/{district.organisations['S1']}")
    assert "<h1>S1街道，3人</h1>" in street
    assert "S1街道本级" in street
    assert "李强" in text_of(browser, f"/people/organisations/{district.organisations['S1']}/people")
    community = text_of(browser, f"/people/organisations/{district.organisations['S1C1']}")
    assert "周德海" in community


def test_a_street_begins_at_itself_and_sees_nothing_above(district):
    browser = district.client(Role.STREET, "S1")
    page = browser.get("/people/organisations", follow_redirects=True).get_data(as_text=True)
    assert "<h1>S1街道" in page
    assert page.count("云溪区") == 0


def test_a_longer_tree_costs_no_more_queries(district, count_queries):
    browser = district.client(Role.DISTRICT, "D")
    address = f"/people/organisations/{district.organisations['S1']}"
    few = count_queries(lambda: browser.get(address))
    for number in range(30):
        district.add_organisation(f"S1X{number}", parent="S1")
    assert count_queries(lambda: browser.get(address)) == few
