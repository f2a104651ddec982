"""Coming in: by number or phone, with a password; and being kept out in words that help."""

import re
from urllib.parse import quote

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from lms.accounts.guard import SESSION_COOKIE
from lms.accounts.models import LoginSession
from lms.accounts.queries import token_hash
from lms.audit.models import AuditEntry
from tests.facts.accounts import ELSEWHERE, HERE, PASSWORD, account_of, add_account, log_in


@pytest.fixture
def zhou(district):
    person_id = district.add_person("周德海", person_no="T77001", phone="13800000001")
    add_account(district, person_id)
    return person_id


def told(answer) -> str:
    """What the page says, without the token that protects its form."""
    return re.sub(r'name="csrf_token" value="[^"]+"', "", answer.text.partition("<main")[2])


@pytest.mark.parametrize("typed", ["T77001", "t77001", " Ｔ７７００１ ", "13800000001", "１３８ ００００ ０００１"])
def test_somebody_logs_in_by_number_or_phone_however_the_telephone_spells_it(district, zhou, typed):
    answer = log_in(district, typed)
    assert answer.status_code == 303
    assert answer.location == "/"


def test_the_session_is_a_new_token_in_a_cookie_that_no_script_reads(district, zhou):
    answer = log_in(district, "T77001")
    cookie = next(one for one in answer.headers.getlist("Set-Cookie") if one.startswith(SESSION_COOKIE))
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    token = cookie.partition("=")[2].partition(";")[0]
    with district.session() as session:
        stored = session.scalars(select(LoginSession)).one()
        assert stored.token_hash == token_hash(token)
        assert token not in stored.token_hash
        assert stored.address == HERE


def test_each_login_has_another_token_and_ends_the_one_before_in_the_same_browser(district, zhou):
    browser = district.app.test_client()
    log_in(district, "T77001", browser=browser)
    first = browser.get_cookie(SESSION_COOKIE).value
    log_in(district, "T77001", browser=browser)
    assert browser.get_cookie(SESSION_COOKIE).value != first
    assert district.app.test_client().carry(first).get("/password").location.startswith("/login")


def test_the_login_is_put_down_in_the_audit_trail(district, zhou):
    log_in(district, "T77001", "not this one")
    log_in(district, "T77001")
    with district.session() as session:
        entries = session.execute(select(AuditEntry.action, AuditEntry.result, AuditEntry.person_id)).all()
    assert entries == [("login.refused", "refused", zhou), ("login.done", "done", zhou)]


def test_a_wrong_password_says_how_many_tries_are_left_and_keeps_the_account(district, zhou):
    answer = log_in(district, "T77001", "wrong", query="?lang=en")
    assert answer.status_code == 422
    assert "Tries left: 4" in answer.text
    assert 'value="T77001"' in answer.text
    assert "wrong" not in answer.text.lower().replace("wrong account", "")


def test_a_name_nobody_has_is_answered_like_a_wrong_password(district, zhou):
    wrong = log_in(district, "T77001", "wrong", query="?lang=en")
    unknown = log_in(district, "T99999", "wrong", query="?lang=en")
    assert unknown.status_code == wrong.status_code
    assert told(unknown).replace("T99999", "T77001") == told(wrong)


def test_names_nobody_has_are_not_kept_for_people_type_passwords_there(district, zhou):
    log_in(district, "my-secret-password", "x")
    with district.session() as session:
        assert session.scalars(select(AuditEntry)).all() == []


def test_a_phone_held_by_two_lets_nobody_in_and_asks_for_the_number(district, zhou):
    district.add_person("周小海", phone="13800000001")
    answer = log_in(district, "13800000001", query="?lang=en")
    assert answer.status_code == 422
    assert "Several people have this telephone number" in answer.text
    assert log_in(district, "T77001").status_code == 303


def test_one_persons_number_that_is_anothers_phone_means_the_number(district, zhou):
    other = district.add_person("李四", person_no="13800000001")
    add_account(district, other, password="another password")
    assert log_in(district, "13800000001", "another password").status_code == 303
    assert log_in(district, "13800000001", PASSWORD).status_code == 422


def test_a_disabled_account_is_told_so_only_to_who_knows_the_password(district, zhou):
    with district.session() as session:
        stored = account_of(district, zhou)
        stored.disabled_at = stored.created_at
        session.merge(stored)
        session.commit()
    assert "disabled" in log_in(district, "T77001", query="?lang=en").text
    assert "disabled" not in log_in(district, "T77001", "wrong", query="?lang=en").text


def test_a_hash_of_other_strength_is_renewed_at_the_next_login(district, zhou):
    other = PasswordHasher(time_cost=2, memory_cost=64, parallelism=1).hash(PASSWORD)
    with district.session() as session:
        stored = account_of(district, zhou)
        stored.password_hash = other
        session.merge(stored)
        session.commit()
    assert log_in(district, "T77001").status_code == 303
    assert account_of(district, zhou).password_hash != other
    assert log_in(district, "T77001").status_code == 303


@pytest.mark.parametrize(
    ("wanted", "goal"),
    [
        ("/inbox?page=2", "/inbox?page=2"),
        ("/s/abc", "/s/abc"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("/\t/evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/login?next=/login", "/"),
        ("", "/"),
    ],
)
def test_after_login_one_comes_to_the_page_that_was_asked_for_if_it_is_ours(district, zhou, wanted, goal):
    assert log_in(district, "T77001", query=f"?next={quote(wanted)}").location == goal


def test_the_login_page_says_that_it_leads_back_to_the_sign_in(district):
    page = district.app.test_client().get("/login?next=/s/abc&lang=en").text
    assert "come back to the sign-in" in page
    assert "come back to the sign-in" not in district.app.test_client().get("/login?next=/inbox&lang=en").text


def test_somebody_whose_login_ran_out_comes_back_to_the_page(district):
    answer = district.app.test_client().get("/inbox?page=2")
    assert answer.status_code == 303
    assert answer.location == "/login?next=/inbox?page%3D2"


def test_a_form_that_was_sent_too_late_is_said_to_be_unsaved(district):
    answer = district.app.test_client().post("/password", headers={"Referer": "http://localhost/password"})
    assert answer.location == "/login?next=/password&unsent=1"
    assert "was not saved" in district.app.test_client().get(answer.location + "&lang=en").text


def test_a_part_of_a_page_that_needs_a_login_sends_the_whole_page_there(district):
    headers = {"HX-Request": "true", "HX-Current-URL": "http://localhost/inbox?page=2"}
    answer = district.app.test_client().get("/inbox?part=list", headers=headers)
    assert answer.headers["HX-Redirect"] == "/login?next=/inbox?page%3D2"


def test_who_is_logged_in_already_goes_on(district, zhou):
    assert district.sign_in(zhou).get("/login?next=/inbox").location == "/inbox"


def test_demo_accounts_work_from_this_machine_alone(district):
    add_account(district, district.add_person(person_no="DEMO1"), is_demo=True)
    assert log_in(district, "DEMO1", address="127.0.0.1").status_code == 303
    assert log_in(district, "DEMO1", address="::1").status_code == 303
    refused = log_in(district, "DEMO1", address=ELSEWHERE, query="?lang=en")
    assert "only on the machine" in refused.text


def test_a_proxy_nobody_named_does_not_make_a_visitor_local(district):
    add_account(district, district.add_person(person_no="DEMO1"), is_demo=True)
    answer = log_in(district, "DEMO1", address="127.0.0.1", headers={"X-Forwarded-For": "203.0.113.50"})
    assert answer.status_code == 422
