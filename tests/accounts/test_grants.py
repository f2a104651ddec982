"""The security administrator gives and takes back rights, within reach, never their own, never two of three."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from lms.accounts import actions
from lms.accounts.models import Grant
from lms.accounts.rules import EXCLUSIVE_ROLES, Role
from lms.audit.actor import Actor
from lms.audit.models import AuditEntry
from lms.errors import Conflict, Refused
from lms.extensions import db
from lms.people.models import Organisation, Person
from lms.transaction import transaction
from tests.facts.accounts import add_grant


@pytest.fixture
def admin(district):
    return district.client(Role.SECURITY_ADMIN, "S1")


def give(browser, person_no: str, role: Role, organisation: str, query: str = "?lang=en"):
    fields = {"person_no": person_no, "role": role.value, "organisation": organisation}
    return browser.post("/grants/give" + query, data=fields)


def in_force(district) -> list[tuple[str, str]]:
    with district.session() as session:
        rows = session.execute(
            select(Grant.role, Organisation.code)
            .join(Organisation, Organisation.id == Grant.organisation_id)
            .where(Grant.revoked_at.is_(None), Grant.role != "security_admin")
            .order_by(Grant.id)
        ).all()
        return [tuple(row) for row in rows]


def test_a_right_is_given_and_holds_with_the_next_click(district, admin):
    zhou = district.add_person("周德海", person_no="T77001", at="S1C1")
    browser = district.sign_in(zhou)
    assert browser.get("/accounts").status_code == 403
    assert give(admin, "T77001", Role.SYSTEM_ADMIN, "S1").status_code == 303
    assert "周德海 is now system administrator of S1街道" in admin.get("/grants").text
    assert browser.get("/accounts").status_code == 200
    with district.session() as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "grant.given")).one()
    assert entry.person_id == zhou
    assert entry.organisation_id == district.organisations["S1"]
    assert '"role":"system_admin"' in entry.detail


def test_a_right_is_taken_back_after_a_page_that_asks_and_the_row_stays(district, admin):
    grant_id = add_grant(district, district.add_person("周德海"), Role.TRAINER, "S1")
    assert "is then no longer trainer" in admin.get(f"/grants/{grant_id}/take-back?lang=en").text
    assert admin.post(f"/grants/{grant_id}/take-back").location == "/grants"
    assert in_force(district) == []
    with district.session() as session:
        stored = session.get(Grant, grant_id)
        assert stored.revoked_at is not None
        assert stored.revoked_by.startswith("person:")
    assert admin.post(f"/grants/{grant_id}/take-back").status_code == 404


@pytest.mark.parametrize("first", sorted(EXCLUSIVE_ROLES))
@pytest.mark.parametrize("second", sorted(EXCLUSIVE_ROLES))
def test_the_three_administrators_are_three_people_each_at_one_place(district, admin, first, second):
    district.grant(district.add_person("周德海", person_no="T77001"), first, "S1C1")
    answer = give(admin, "T77001", second, "S1C2")
    assert answer.status_code == 422
    assert "must be three people" in answer.text
    assert 'value="T77001"' in answer.text, "what was typed is kept"


def test_other_roles_go_together(district, admin):
    district.grant(district.add_person(person_no="T77001"), Role.AUDITOR, "S1")
    give(admin, "T77001", Role.TRAINER, "S1")
    give(admin, "T77001", Role.STREET, "S1C1社区")
    assert in_force(district) == [("auditor", "S1"), ("trainer", "S1"), ("street", "S1C1")]


@pytest.mark.parametrize(
    ("person_no", "organisation", "words"),
    [
        ("T77001", "S2", "No organisation with this code or name"),
        ("T77001", "D", "No organisation with this code or name"),
        ("T77001", "nowhere", "No organisation with this code or name"),
        ("T88001", "S1", "Nobody with this number"),
        ("", "S1", "Enter the number of the person."),
        ("T77001", "", "Enter the code or the whole name"),
        ("T77001", "同名社区", "Several organisations have this name"),
    ],
)
def test_what_lies_outside_the_right_is_refused_at_its_field(district, admin, person_no, organisation, words):
    district.add_person(person_no="T77001", at="S1C1")
    district.add_person(person_no="T88001", at="S2C1")
    for code in ("S1A", "S1B"):
        district.add_organisation(code, parent="S1", name="同名社区")
    answer = give(admin, person_no, Role.TRAINER, organisation)
    assert answer.status_code == 422
    assert words in answer.text
    assert in_force(district) == []


def test_nobody_gives_or_takes_their_own_rights(district):
    person_id = district.add_person(person_no="T77001", at="S1")
    admin = district.client(Role.SECURITY_ADMIN, "S1", person_id)
    assert "nobody gives or takes their own rights" in give(admin, "T77001", Role.DISTRICT, "S1").text
    with district.session() as session:
        own = session.scalars(select(Grant.id)).one()
    assert admin.post(f"/grants/{own}/take-back").status_code == 422


def test_the_same_right_is_not_given_twice(district, admin):
    add_grant(district, district.add_person(person_no="T77001"), Role.TRAINER, "S1")
    assert "has this right already" in give(admin, "T77001", Role.TRAINER, "S1").text
    assert in_force(district) == [("trainer", "S1")]


def test_learning_is_no_grant(district, admin):
    district.add_person(person_no="T77001")
    assert give(admin, "T77001", Role.CADRE, "S1").status_code == 422


def test_the_list_shows_and_filters_what_lies_in_reach(district, admin):
    add_grant(district, district.add_person("周德海"), Role.TRAINER, "S1")
    add_grant(district, district.add_person("李四"), Role.STREET, "S1C1")
    add_grant(district, district.add_person("王五"), Role.STREET, "S2")
    page = admin.get("/grants").text
    assert "王五" not in page
    for query, names in (
        ("", ["周德海", "李四"]),
        ("text=李", ["李四"]),
        ("role=trainer", ["周德海"]),
        ("organisation=S1C1", ["李四"]),
        ("organisation=S2", []),
    ):
        listed = admin.get(f"/grants?{query}").text
        assert [name for name in ("周德海", "李四") if f">{name}<" in listed] == names, query


def test_a_grant_of_another_street_is_not_found(district, admin):
    grant_id = add_grant(district, district.add_person("王五"), Role.STREET, "S2")
    assert admin.get(f"/grants/{grant_id}/take-back").status_code == 404
    assert admin.post(f"/grants/{grant_id}/take-back").status_code == 404


def test_two_administrators_at_once_never_make_one_person_two_of_the_three(database, district):
    person_id = district.add_person()

    def give_one(role: Role) -> bool:
        with database.app.app_context():
            try:
                with transaction():
                    person = db.session.get(Person, person_id)
                    organisation = db.session.get(Organisation, district.organisations["S1"])
                    actions.give(Actor.console(), person, role, organisation)
            except (Refused, Conflict):
                return False
            return True

    with ThreadPoolExecutor(6) as threads:
        given = list(threads.map(give_one, [*sorted(EXCLUSIVE_ROLES), *sorted(EXCLUSIVE_ROLES)]))
    assert sum(given) == 1


def test_a_longer_list_of_grants_costs_no_more_queries(district, admin, count_queries):
    few = count_queries(lambda: admin.get("/grants"))
    for number in range(25):
        add_grant(district, district.add_person(f"人{number}"), Role.TRAINER, "S1")
    assert count_queries(lambda: admin.get("/grants")) == few
