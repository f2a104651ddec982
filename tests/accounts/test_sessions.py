"""Logins kept on the server: they end at once, run out when unused, and are written seldom."""

import shutil
from datetime import timedelta

import pytest
from sqlalchemy import select

from lms import create_app
from lms.accounts import actions, queries
from lms.accounts.guard import SESSION_COOKIE, open_to_all, requires
from lms.accounts.models import LoginSession
from lms.accounts.rules import Permission, Role
from lms.audit.actor import Actor
from lms.people.queries import EVERYWHERE
from lms.settings import Settings
from lms.transaction import transaction
from tests.facts.accounts import account_of, add_account, log_in
from tests.facts.district import District
from tests.reading_client import ReadingClient


@pytest.fixture
def zhou(district):
    person_id = district.add_person("周德海", person_no="T77001")
    add_account(district, person_id)
    return person_id


def only_login(district) -> LoginSession:
    with district.session() as session:
        return session.scalars(select(LoginSession)).one()


def test_logging_out_ends_the_login_on_the_server(district, zhou):
    browser = district.app.test_client()
    log_in(district, "T77001", browser=browser)
    token = browser.get_cookie(SESSION_COOKIE).value
    answer = browser.post("/logout")
    assert answer.status_code == 303
    assert answer.location == "/login"
    assert browser.get_cookie(SESSION_COOKIE) is None
    assert district.app.test_client().carry(token).get("/inbox").location.startswith("/login")


def test_logging_out_may_lead_to_another_account_at_the_same_page(district, zhou):
    assert district.sign_in(zhou).post("/logout", data={"next": "/s/abc"}).location == "/login?next=/s/abc"
    assert district.sign_in(zhou).post("/logout", data={"next": "//evil.example"}).location == "/login?next=/"


def test_disabling_ends_every_login_at_once(district, zhou):
    browser = district.sign_in(zhou)
    assert browser.get("/inbox").status_code == 200
    with district.session():
        account = queries.account_in_scope(account_of(district, zhou).id, EVERYWHERE, only_login(district).created_at)
        with transaction():
            actions.disable(Actor.console(), account)
    assert browser.get("/inbox").location.startswith("/login")


def test_a_login_runs_out_when_it_is_not_used(district, zhou, set_clock):
    set_clock("2026-11-01 08:00")
    browser = district.app.test_client()
    log_in(district, "T77001", browser=browser)
    set_clock("2026-11-01 19:59")
    assert browser.get("/inbox").status_code == 200
    set_clock("2026-11-02 07:58")
    assert browser.get("/inbox").status_code == 200, "using it renewed it"
    set_clock("2026-11-02 19:59")
    assert browser.get("/inbox").location.startswith("/login")


def test_use_is_written_once_a_minute(district, zhou, set_clock, count_queries):
    set_clock("2026-11-01 08:00:00")
    browser = district.app.test_client()
    log_in(district, "T77001", browser=browser)
    set_clock("2026-11-01 08:00:59")
    without = count_queries(lambda: browser.get("/inbox"))
    seen = only_login(district).last_seen_at
    now = set_clock("2026-11-01 08:01:00")
    with_note = count_queries(lambda: browser.get("/inbox"))
    assert only_login(district).last_seen_at == now == seen + timedelta(minutes=1)
    assert count_queries(lambda: browser.get("/inbox")) == without < with_note


def test_the_cookie_is_secure_where_people_come_by_https(sqlite_database, tmp_path):
    settings = Settings.from_environment(sqlite_database.environment() | {"LMS_BASE_URL": "https://learn.example.org"})
    assert create_app(settings).config["SESSION_COOKIE_SECURE"] is True
    assert sqlite_database.app.config["SESSION_COOKIE_SECURE"] is False


def test_a_view_that_says_nothing_is_refused_to_everybody(sqlite_database, tmp_path):
    shutil.copy(sqlite_database.folder / "fresh.sqlite3", tmp_path / "lms.sqlite3")
    scratch = create_app(Settings.from_environment({"LMS_DATA_DIR": str(tmp_path), "LMS_SECRET_KEY": "scratch"}))
    scratch.testing, scratch.test_client_class = True, ReadingClient
    scratch.add_url_rule("/silent", "silent", lambda: ("secret", {"Content-Type": "text/plain"}))
    scratch.add_url_rule("/open", "open", open_to_all("a test")(lambda: ("open", {"Content-Type": "text/plain"})))
    scratch.add_url_rule("/guarded", "guarded", requires(Permission.READ_AUDIT)(lambda: ("x", {"Content-Type": "a/b"})))
    district = District(scratch)
    assert scratch.test_client().get("/silent").status_code == 303
    assert scratch.test_client().get("/open").text == "open"
    for role in Role:
        browser = district.client(role)
        assert browser.get("/silent").status_code == 403
        assert browser.get("/guarded").status_code == (200 if role is Role.AUDITOR else 403)


def test_a_right_that_was_taken_back_is_gone_with_the_next_click(district):
    admin = district.client(Role.SYSTEM_ADMIN, "S1")
    assert admin.get("/accounts").status_code == 200
    with district.session():
        grant = queries.grants_page(EVERYWHERE).rows[0]
        with transaction():
            actions.take_back(Actor.console(), grant)
    assert admin.get("/accounts").status_code == 403
