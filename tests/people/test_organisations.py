"""The tree: the district adds, renames and moves; nothing comes to lie below itself."""

import pytest

from lms.accounts.rules import Role
from lms.audit.models import AuditEntry
from lms.extensions import db
from lms.people.models import Organisation, OrganisationReach
from lms.people.rules import OrganisationKind

NEW = {"code": "S1C9", "name": "新桥社区", "kind": OrganisationKind.COMMUNITY.value, "parent": "S1"}


def address(district, code: str, what: str) -> str:
    return f"/people/organisations/{district.organisations[code]}/{what}"


def below(district, code: str) -> set[str]:
    with district.session():
        rows = (
            db.session.query(Organisation.code)
            .join(OrganisationReach, OrganisationReach.descendant_id == Organisation.id)
            .filter(OrganisationReach.ancestor_id == district.organisations[code])
        )
        return {row.code for row in rows}


def test_one_more_organisation_is_reached_at_once(district):
    browser = district.client(Role.DISTRICT, "D")
    answer = browser.post(address(district, "S1", "add"), data=NEW, follow_redirects=True)
    assert "新桥社区已添加" in answer.get_data(as_text=True)
    assert "S1C9" in below(district, "D")
    assert "S1C9" in below(district, "S1")
    assert "S1C9" not in below(district, "S2")
    with district.session():
        assert db.session.query(AuditEntry).one().action == "organisation.added"


def test_a_move_takes_everything_below_along(district):
    browser = district.client(Role.DISTRICT, "D")
    data = {"name": "S1街道", "kind": OrganisationKind.SUBDISTRICT.value, "parent": "S2街道"}
    assert browser.post(address(district, "S1", "change"), data=data).status_code == 303
    assert {"S1", "S1C1", "S1C2"} <= below(district, "S2")
    assert {"S1", "S1C1", "S1C2"} <= below(district, "D")


def test_a_street_that_loses_a_community_no_longer_finds_its_people(district):
    person_id = district.add_person(at="S1C1")
    street = district.client(Role.STREET, "S1")
    assert street.get(f"/people/{person_id}").status_code == 200
    data = {"name": "S1C1社区", "kind": OrganisationKind.COMMUNITY.value, "parent": "S2"}
    district.client(Role.DISTRICT, "D").post(address(district, "S1C1", "change"), data=data)
    assert street.get(f"/people/{person_id}").status_code == 404


@pytest.mark.parametrize("parent", ["S1", "S1C1"])
def test_no_organisation_comes_to_lie_below_itself(district, parent):
    browser = district.client(Role.DISTRICT, "D")
    data = {"name": "S1街道", "kind": OrganisationKind.SUBDISTRICT.value, "parent": parent}
    answer = browser.post(address(district, "S1", "change"), data=data)
    assert answer.status_code == 422
    assert "不能放到它自己下面" in answer.get_data(as_text=True)
    assert below(district, "D") == set(district.organisations)


def test_the_topmost_can_be_renamed_and_has_no_field_for_what_is_above(district):
    browser = district.client(Role.DISTRICT, "D")
    assert 'name="parent"' not in browser.get(address(district, "D", "change")).get_data(as_text=True)
    browser.post(address(district, "D", "change"), data={"name": "云溪新区", "kind": OrganisationKind.DISTRICT.value})
    with district.session():
        assert db.session.get(Organisation, district.organisations["D"]).name == "云溪新区"


def test_who_looks_after_a_part_moves_nothing_out_of_it(district):
    browser = district.client(Role.DISTRICT, "S1")
    assert 'name="parent"' not in browser.get(address(district, "S1", "change")).get_data(as_text=True)
    data = {"name": "S1C1社区", "kind": OrganisationKind.COMMUNITY.value, "parent": "S2"}
    answer = browser.post(address(district, "S1C1", "change"), data=data)
    assert answer.status_code == 422
    assert "管理范围里没有" in answer.get_data(as_text=True)
    assert "S1C1" in below(district, "S1")


def test_a_code_is_given_once(district):
    answer = district.client(Role.DISTRICT, "D").post(address(district, "S1", "add"), data=NEW | {"code": "Ｓ２"})
    assert answer.status_code == 422
    assert "编码S2已经属于" in answer.get_data(as_text=True)


def test_a_name_that_two_have_asks_for_the_code(district):
    district.add_organisation("S1C3", parent="S1", name="同名社区")
    district.add_organisation("S2C3", parent="S2", name="同名社区")
    answer = district.client(Role.DISTRICT, "D").post(address(district, "S1", "add"), data=NEW | {"parent": "同名社区"})
    assert answer.status_code == 422
    assert "同名社区(S1C3)、同名社区(S2C3)" in answer.get_data(as_text=True)


def test_nothing_that_differs_is_nothing_written(district):
    data = {"name": "S1街道", "kind": OrganisationKind.SUBDISTRICT.value, "parent": "D"}
    answer = district.client(Role.DISTRICT, "D").post(
        address(district, "S1", "change"), data=data, follow_redirects=True
    )
    assert "没有改动" in answer.get_data(as_text=True)
    with district.session():
        assert db.session.query(AuditEntry).count() == 0


def test_a_street_changes_no_organisation(district):
    browser = district.client(Role.STREET, "S1")
    assert browser.get(address(district, "S1C1", "change")).status_code == 403
    page = browser.get(f"/people/organisations/{district.organisations['S1']}").get_data(as_text=True)
    assert "/change" not in page
