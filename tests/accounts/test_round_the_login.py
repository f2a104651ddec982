"""What stands around the login: forms are protected, proxies are named, a scan survives, old things are cleared."""

import re
import shutil

import pytest
from sqlalchemy import select

from lms import create_app
from lms.accounts import jobs
from lms.accounts.guard import SESSION_COOKIE
from lms.accounts.models import LoginSession
from lms.audit.models import AuditEntry
from lms.jobs.registry import REPEATED
from lms.settings import Settings
from tests.facts.accounts import HERE, PASSWORD, add_account, log_in
from tests.facts.district import District
from tests.facts.training import add_class, meeting_ids
from tests.reading_client import ReadingClient


def test_the_login_form_is_protected_against_other_sites(sqlite_district):
    add_account(sqlite_district, sqlite_district.add_person(person_no="T77001"))
    app = sqlite_district.app
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        browser = app.test_client()
        fields = {"username": "T77001", "password": PASSWORD}
        assert browser.post("/login", data=fields).status_code == 400
        token = re.search(r'name="csrf_token" value="([^"]+)"', browser.get("/login").text).group(1)
        assert browser.post("/login", data=fields | {"csrf_token": token}).status_code == 303
        assert browser.post("/logout", data={"csrf_token": token}).status_code == 400, "the token of before is void"
    finally:
        app.config["WTF_CSRF_ENABLED"] = False


@pytest.mark.parametrize(
    ("trusted", "stored"), [("127.0.0.0/8", "203.0.113.50"), ("10.0.0.1", "127.0.0.1"), ("", "127.0.0.1")]
)
def test_the_address_of_a_login_comes_from_named_proxies_alone(sqlite_database, tmp_path, trusted, stored):
    shutil.copy(sqlite_database.folder / "fresh.sqlite3", tmp_path / "lms.sqlite3")
    app = create_app(
        Settings.from_environment(
            {"LMS_DATA_DIR": str(tmp_path), "LMS_TRUSTED_PROXIES": trusted, "LMS_SECRET_KEY": "x"}
        )
    )
    app.testing, app.test_client_class = True, ReadingClient
    app.config["WTF_CSRF_ENABLED"] = False
    district = District(app)
    add_account(district, district.add_person(person_no="T77001"))
    log_in(district, "T77001", address="127.0.0.1", headers={"X-Forwarded-For": "198.51.100.1, 203.0.113.50"})
    with district.session() as session:
        assert session.scalars(select(LoginSession.address)).one() == stored


def test_a_scan_survives_the_login_and_nothing_else_of_the_person_before(district):
    add_account(district, district.add_person(person_no="T77001"))
    browser = district.app.test_client()
    with browser.session_transaction() as kept:
        kept["scanned"], kept["draft"] = {"code": "1-abc"}, "of the person before"
    log_in(district, "T77001", browser=browser)
    with browser.session_transaction() as kept:
        assert dict(kept) == {"scanned": {"code": "1-abc"}}
        kept["draft"] = "of this person"
    browser.post("/logout")
    with browser.session_transaction() as kept:
        assert set(kept) == {"scanned", "_flashes"}


def test_the_login_page_names_the_half_day_it_leads_back_to(district, set_clock):
    set_clock("2026-12-01 08:00")
    meeting = meeting_ids(district, add_class(district))[0]
    page = district.app.test_client().get(f"/login?next=/s/{meeting}-0-abc&lang=en").text
    assert "come back to the sign-in of 8 December 2026, morning by yourself" in page
    other = district.app.test_client().get("/login?next=/s/99999-0-abc&lang=en").text
    assert "come back to the sign-in by yourself" in other


def test_the_worker_clears_up_and_checks_the_chain(district, set_clock):
    set_clock("2026-01-01 08:00")
    add_account(district, district.add_person(person_no="T77001"))
    log_in(district, "T77001", address=HERE)
    set_clock("2026-11-01 08:00")
    assert {"forget old logins", "check the audit trail"} <= set(REPEATED)
    with district.session() as session:
        jobs.forget_old_logins()
        jobs.check_audit_trail()
        assert session.scalars(select(LoginSession)).all() == []
        entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert (entry.action, entry.actor) == ("audit.checked", "system:audit")
    assert '"holds_to":1' in entry.detail


def test_a_login_cookie_of_nobody_is_a_stranger(sqlite_district):
    browser = sqlite_district.app.test_client()
    browser.set_cookie(SESSION_COOKIE, "made up")
    assert browser.get("/inbox").location.startswith("/login")
