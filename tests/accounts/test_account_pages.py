"""The system administrator: lists, opens, resets, disables; never more than they look after."""

import csv
import io
import re

import openpyxl
import pytest
from sqlalchemy import func, select

from lms.accounts.models import Account
from lms.accounts.rules import Role
from lms.audit.models import AuditEntry
from lms.people.models import Affiliation
from tests.facts.accounts import PASSWORD, account_of, add_account, add_code, log_in


@pytest.fixture
def admin(district):
    return district.client(Role.SYSTEM_ADMIN, "S1")


def codes_on(page: str) -> list[str]:
    return re.findall(r"\d{4} \d{4} \d{4}", page)


def test_the_list_counts_shows_and_filters_the_accounts_of_ones_own_people(district, admin):
    zhou = district.add_person("周德海", person_no="T77001", at="S1C1")
    li = district.add_person("李四", person_no="T77002", at="S1C2")
    add_account(district, zhou)
    add_code(district, li)
    add_account(district, district.add_person("王五", at="S2C1"))
    page = admin.get("/accounts?lang=en").text
    assert "3 accounts, 2 not used yet" in page, "the administrator's own, and those of S1"
    assert "周德海" in page
    assert "王五" not in page
    for query, names in (
        ("text=周", ["周德海"]),
        ("text=t77002", ["李四"]),
        ("state=active", ["周德海"]),
        ("state=waiting", ["李四"]),
        ("organisation=S1C1", ["周德海"]),
        ("organisation=S1C1社区", ["周德海"]),
        ("organisation=S2C1", []),
        ("state=nonsense&text=周德海", ["周德海"]),
        ("text=%25&page=99", []),
    ):
        listed = admin.get(f"/accounts?{query}").text
        assert [name for name in ("周德海", "李四") if f">{name}<" in listed] == names, query


def test_a_whole_organisation_gets_accounts_at_once_and_slips_to_print(district, admin):
    people = [district.add_person(f"人{number:02}", at="S1C1" if number % 2 else "S1C2") for number in range(9)]
    add_account(district, people[0])
    district.add_person("别街的人", at="S2C1")
    assert "9 people without" not in admin.get(f"/accounts/open/{district.organisations['S1']}?lang=en").text
    answer = admin.post(f"/accounts/open/{district.organisations['S1']}")
    assert answer.location == "/accounts/slips"
    page = admin.get("/accounts/slips?lang=en").text
    assert "8 activation codes, shown this once" in page
    codes = codes_on(page)
    assert len(set(codes)) == 8
    assert "别街的人" not in page
    with district.session() as session:
        assert session.scalar(select(func.count()).select_from(Account)) == 10, "with the administrator's own"
        issued = session.scalars(select(AuditEntry).where(AuditEntry.action == "account.codes_issued")).one()
        assert '"people":8' in issued.detail
        assert issued.organisation_id == district.organisations["S1"]


def test_no_password_is_hashed_for_a_roster(district, admin, monkeypatch):
    from lms.accounts import hashing

    monkeypatch.setattr(hashing, "hash_password", None)
    district.add_person()
    assert admin.post(f"/accounts/open/{district.organisations['S1']}").location == "/accounts/slips"


def test_a_larger_roster_takes_no_more_statements(district, admin, count_queries):
    def open_for(code: str) -> int:
        return count_queries(lambda: admin.post(f"/accounts/open/{district.organisations[code]}"))

    district.add_person(at="S1C1")
    few = open_for("S1C1")
    for number in range(60):
        district.add_person(f"人{number}", at="S1C2")
    assert open_for("S1C2") == few


def test_a_code_from_the_slip_lets_its_person_in(district, admin):
    zhou = district.add_person("周德海", person_no="T77001", at="S1C1")
    admin.post(f"/accounts/open/{district.organisations['S1C1']}")
    (code,) = codes_on(admin.get("/accounts/slips").text)
    assert log_in(district, "T77001", code).location == "/password?next=/"
    assert code.replace(" ", "") not in str(vars(account_of(district, zhou)))


def test_the_slips_are_there_for_half_an_hour_in_the_same_browser_alone(district, admin, set_clock):
    set_clock("2026-11-01 14:00")
    district.add_person()
    admin.post(f"/accounts/open/{district.organisations['S1']}")
    assert codes_on(district.client(Role.SYSTEM_ADMIN, "S1").get("/accounts/slips").text) == []
    set_clock("2026-11-01 14:29")
    assert len(codes_on(admin.get("/accounts/slips").text)) == 1
    set_clock("2026-11-01 14:31")
    page = admin.get("/accounts/slips?lang=en").text
    assert codes_on(page) == []
    assert "Codes are shown only once" in page


def test_slips_can_be_forgotten_at_once(district, admin):
    district.add_person()
    admin.post(f"/accounts/open/{district.organisations['S1']}")
    admin.post("/accounts/slips/forget")
    assert codes_on(admin.get("/accounts/slips").text) == []
    assert admin.get("/accounts/slips/file").location == "/accounts/slips"


def test_slips_are_saved_as_files_and_that_is_put_down(district, admin):
    district.add_person("=周德海", person_no="T77001", at="S1C1")
    admin.post(f"/accounts/open/{district.organisations['S1C1']}")
    (code,) = codes_on(admin.get("/accounts/slips").text)
    rows = list(csv.reader(io.StringIO(admin.get("/accounts/slips/file?format=csv").data.decode("utf-8-sig"))))
    assert rows[1][:4] == ["S1C1社区", "T77001", "'=周德海", code]
    book = openpyxl.load_workbook(io.BytesIO(admin.get("/accounts/slips/file?format=xlsx").data))
    cells = [cell.value for cell in book.active[2]]
    assert cells[:4] == ["S1C1社区", "T77001", "=周德海", code]
    assert {cell.data_type for row in book.active.iter_rows() for cell in row} == {"s"}
    with district.session() as session:
        exported = session.scalars(select(AuditEntry.action).where(AuditEntry.action.like("%exported"))).all()
    assert exported == ["account.codes_exported"] * 2


def test_old_slips_stop_working_only_when_new_ones_are_asked_for(district, admin):
    district.add_person(person_no="T77001", at="S1C1")
    address = f"/accounts/open/{district.organisations['S1C1']}"
    admin.post(address)
    (old,) = codes_on(admin.get("/accounts/slips").text)
    assert admin.post(address).location == address, "nobody is without an account"
    assert log_in(district, "T77001", old).status_code == 303
    admin.post(address, data={"renew": "y"})
    (new,) = codes_on(admin.get("/accounts/slips").text)
    assert log_in(district, "T77001", old).status_code == 422
    assert log_in(district, "T77001", new).status_code == 303


def test_a_reset_replaces_the_password_with_a_code_and_ends_the_logins(district, admin):
    zhou = district.add_person(person_no="T77001", at="S1C1")
    account_id = add_account(district, zhou)
    browser = district.sign_in(zhou)
    assert "cannot be undone" in admin.get(f"/accounts/{account_id}/reset?lang=en").text
    assert admin.post(f"/accounts/{account_id}/reset").location == "/accounts/slips"
    (code,) = codes_on(admin.get("/accounts/slips").text)
    assert browser.get("/inbox").location.startswith("/login")
    assert log_in(district, "T77001", PASSWORD).status_code == 422
    assert log_in(district, "T77001", code).status_code == 303


def test_disabling_and_enabling_say_what_they_did(district, admin):
    zhou = district.add_person("周德海", person_no="T77001", at="S1C1")
    account_id = add_account(district, zhou)
    browser = district.sign_in(zhou)
    admin.get("/accounts?lang=en")
    admin.post(f"/accounts/{account_id}/disable")
    assert "周德海 cannot log in any more" in admin.get(f"/accounts/{account_id}").text
    assert browser.get("/inbox").location.startswith("/login")
    admin.post(f"/accounts/{account_id}/enable")
    assert log_in(district, "T77001").status_code == 303


@pytest.mark.parametrize("deed", ["reset", "disable", "enable"])
@pytest.mark.parametrize(
    ("role", "at", "words"),
    [
        (Role.SECURITY_ADMIN, "S1", "with `lms user`"),
        (Role.AUDITOR, "S1", "with `lms user`"),
        (Role.DISTRICT, "D", "rights outside what you look after"),
        (Role.TRAINER, "S2", "rights outside what you look after"),
    ],
)
def test_no_administrator_takes_over_somebody_who_may_more(district, admin, deed, role, at, words):
    person_id = district.add_person("林局", at="S1C1")
    district.grant(person_id, role, at)
    account_id = add_account(district, person_id)
    answer = admin.post(f"/accounts/{account_id}/{deed}?lang=en")
    assert answer.status_code == 422
    assert "Nothing was changed" in answer.text
    assert words.replace("`", "") in answer.text.replace("`", "")
    assert account_of(district, person_id).password_hash
    assert account_of(district, person_id).disabled_at is None


def test_the_account_page_names_no_right_of_another_street(district, admin):
    person_id = district.add_person(at="S1C1")
    district.grant(person_id, Role.TRAINER, "S1")
    district.grant(person_id, Role.STREET, "S2")
    page = admin.get(f"/accounts/{add_account(district, person_id)}").text
    assert "S1街道" in page.partition("<main")[2]
    assert "S2街道" not in page


def test_people_who_may_more_get_no_code_from_a_roster_either(district, admin):
    for role, at in ((Role.AUDITOR, "S1"), (Role.TRAINER, "S2")):
        district.grant(district.add_person(at="S1C1"), role, at)
    district.grant(district.add_person("自己的教师", at="S1C1"), Role.TRAINER, "S1")
    admin.post(f"/accounts/open/{district.organisations['S1']}")
    page = admin.get("/accounts/slips").text
    assert len(codes_on(page)) == 1
    assert "自己的教师" in page


def test_nobody_manages_their_own_account(district):
    person_id = district.add_person(at="S1C1")
    admin = district.client(Role.SYSTEM_ADMIN, "S1", person_id)
    own = account_of(district, person_id).id
    assert "another administrator can" in admin.get(f"/accounts/{own}?lang=en").text
    assert admin.post(f"/accounts/{own}/disable").status_code == 422


def test_the_tree_is_walked_down_from_where_the_right_begins(district, admin):
    district.add_person(at="S1C1")
    first = admin.get("/accounts/open")
    assert first.location == f"/accounts/open/{district.organisations['S1']}"
    page = admin.get(first.location + "?lang=en").text
    assert "S1C1社区" in page
    assert "云溪区" not in page.partition("<main")[2], "nothing above the right is shown"
    assert admin.get(f"/accounts/open/{district.organisations['D']}").status_code == 404


def test_who_learns_in_one_street_and_administers_another_sees_only_the_other(district):
    person_id = district.add_person("两处", at="S1C1")
    admin = district.client(Role.SYSTEM_ADMIN, "S2", person_id)
    of_s1 = add_account(district, district.add_person("甲街人", at="S1C1"))
    add_account(district, district.add_person("乙街人", at="S2C1"))
    page = admin.get("/accounts").text
    assert "乙街人" in page
    assert "甲街人" not in page
    assert "两处" not in page.partition("<main")[2].partition("</main>")[0]
    assert admin.get(f"/accounts/{of_s1}").status_code == 404
    assert admin.post(f"/accounts/open/{district.organisations['S1']}").status_code == 404
    assert admin.get("/grants").status_code == 403
    assert admin.get("/inbox").status_code == 200, "and learns like everybody"


def test_who_belongs_to_two_streets_shows_each_administrator_their_own_street(district, admin):
    person_id = district.add_person("两街任职", at="S1C1")
    with district.session() as session:
        session.add(Affiliation(person_id=person_id, organisation_id=district.organisations["S2C1"]))
        session.commit()
    add_account(district, person_id)
    assert "S2C1社区" not in admin.get("/accounts").text
    assert "S1C1社区" not in district.client(Role.SYSTEM_ADMIN, "S2").get("/accounts").text


def test_a_longer_list_of_accounts_costs_no_more_queries(district, admin, count_queries):
    few = count_queries(lambda: admin.get("/accounts"))
    for number in range(25):
        add_account(district, district.add_person(f"人{number}", at="S1C1"), password=None)
    assert count_queries(lambda: admin.get("/accounts")) == few
