"""What surrounds every page: switches, headers, error pages, health, navigation."""

import re

import pytest
from flask import abort, flash
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from lms.accounts.models import Account
from lms.accounts.rules import Role
from lms.errors import Conflict, NotFound, Refused
from lms.extensions import db
from lms.web import views
from lms.web.addresses import local_path
from lms.web.headers import CONTENT_SECURITY_POLICY
from lms.web.navigation import LEARN, WORK, hat_of, places_of
from lms.web.notices import tell, told_notices


@pytest.fixture
def client(sqlite_app):
    return sqlite_app.test_client()


@pytest.fixture
def answer_with(sqlite_app, client, monkeypatch):
    """Have a page of the site fail in some way, and fetch it."""

    def fetch(failure: Exception):
        def fail():
            raise failure

        fail.open_because = "a test"
        monkeypatch.setitem(sqlite_app.view_functions, "web.health", fail)
        monkeypatch.setitem(sqlite_app.config, "PROPAGATE_EXCEPTIONS", False)
        return client.get("/healthz")

    return fetch


# --- health


def test_health_is_good_while_the_database_answers(app):
    assert app.test_client().get("/healthz").status_code == 200


def test_health_is_bad_when_the_database_does_not_answer(client, monkeypatch):
    def fail(*_arguments):
        raise OperationalError("SELECT 1", {}, Exception("no route"))

    monkeypatch.setattr(views.db.session, "execute", fail)
    assert client.get("/healthz").status_code == 503


# --- language and type size


def test_a_stranger_can_switch_to_english_and_it_stays(client):
    answer = client.post("/language", data={"language": "en", "next": "/no-such-page?q=1"})
    assert (answer.status_code, answer.location) == (303, "/no-such-page?q=1")
    assert 'lang="en"' in client.get("/no-such-page").text


def test_the_language_of_the_address_is_kept(client):
    client.get("/no-such-page?lang=en")
    assert 'lang="en"' in client.get("/no-such-page").text


def test_a_language_that_is_none_of_ours_is_refused(client):
    assert client.post("/language", data={"language": "fr"}).status_code == 400
    assert 'lang="zh-Hans"' in client.get("/no-such-page?lang=fr").text


def test_large_type_is_one_press_away_and_back(client):
    page = client.get("/no-such-page")
    assert 'data-type="normal"' in page.text
    assert "大字版" in page.text
    client.post("/type-size", data={"size": "large", "next": "/"})
    page = client.get("/no-such-page")
    assert 'data-type="large"' in page.text
    assert "标准字" in page.text


def test_what_a_person_chose_follows_them_to_another_device(district):
    person = district.add_person()
    district.sign_in(person).post("/type-size", data={"size": "large"})
    district.sign_in(person).post("/language", data={"language": "en"})
    page = district.sign_in(person).get("/no-such-page").text
    assert 'data-type="large"' in page
    assert 'lang="en"' in page
    with district.app.app_context():
        account = db.session.scalars(select(Account).where(Account.person_id == person)).one()
        assert (account.language, account.large_type) == ("en", True)


@pytest.mark.parametrize(
    "elsewhere", ["https://example.org/", "//example.org", "/\\example.org", "example.org", "", None, "/a\nb"]
)
def test_nobody_is_sent_to_another_site(elsewhere):
    assert local_path(elsewhere) == "/"


def test_a_path_of_this_site_is_followed():
    assert local_path("/classes?page=2") == "/classes?page=2"


# --- headers


def test_pages_allow_nothing_foreign_and_are_not_kept(client):
    headers = client.get("/no-such-page").headers
    assert headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    assert "unsafe" not in CONTENT_SECURITY_POLICY
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


def test_built_files_are_kept_for_a_year(client):
    sheet = re.search(r'href="(/static/dist/main[^"]+\.css)"', client.get("/no-such-page").text).group(1)
    answer = client.get(sheet)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


# --- what went wrong


def test_no_right_and_no_such_page_look_the_same(sqlite_app, answer_with, client):
    missing = client.get("/healthz/nothing")
    for failure in (_http(403), NotFound("该班次在别的街道。")):
        refused = answer_with(failure)
        assert _main(refused.text) == _main(missing.text)
    assert missing.status_code == 404


@pytest.mark.parametrize("code", [400, 403, 404, 405, 413, 429, 500, 503])
def test_every_failure_is_a_page_in_both_languages(answer_with, code):
    answer = answer_with(_http(code))
    assert answer.status_code == code
    assert re.search(r"<h1>[^<]*[一-鿿]", answer.text)


@pytest.mark.parametrize(("failure", "status"), [(Refused("第4期已经办结。"), 422), (Conflict("刚被王敏改过。"), 409)])
def test_a_refusal_is_told_in_its_own_words(answer_with, failure, status):
    answer = answer_with(failure)
    assert answer.status_code == status
    assert str(failure) in answer.text


def test_a_fault_shows_a_reference_that_stands_in_the_log(answer_with, caplog):
    answer = answer_with(ZeroDivisionError("secret detail"))
    assert answer.status_code == 500
    reference = re.search(r"编号([A-Z0-9]{4})", answer.text).group(1)
    assert f"Reference {reference}" in caplog.text
    assert "secret detail" not in answer.text
    assert "Traceback" not in answer.text


def test_a_database_that_is_away_is_said_without_asking_it(answer_with):
    answer = answer_with(OperationalError("SELECT 1", {}, Exception("no route")))
    assert answer.status_code == 503
    assert "系统暂时连不上" in answer.text


def test_who_is_signed_in_cannot_be_read_and_still_gets_a_page(sqlite_district, monkeypatch):
    signed_in = sqlite_district.client()

    def fail(*_arguments, **_options):
        raise OperationalError("SELECT", {}, Exception("no route"))

    monkeypatch.setattr(db.session, "execute", fail)
    monkeypatch.setitem(sqlite_district.app.config, "PROPAGATE_EXCEPTIONS", False)
    answer = signed_in.get("/components/nothing")
    assert answer.status_code in {500, 503}
    assert "没有保存" in answer.text


def test_a_stale_page_has_its_own_sentence(sqlite_app, client, monkeypatch):
    monkeypatch.setitem(sqlite_app.config, "WTF_CSRF_ENABLED", True)
    answer = client.post("/language", data={"language": "en"})
    assert answer.status_code == 400
    assert "这个页面打开得太久了" in answer.text


# --- notices


def test_what_was_done_is_told_with_how_to_undo_it(sqlite_app):
    with sqlite_app.test_request_context():
        tell("已编入12人", "可以在3月1日前撤出。")
        flash("旧的写法", "message")
        assert told_notices() == [("done", ("已编入12人", "可以在3月1日前撤出。")), ("info", ("旧的写法", ""))]


# --- navigation


def test_a_cadre_has_four_places():
    assert [place.endpoint for place in places_of({Role.CADRE}, "learn")] == [place.endpoint for place in LEARN]
    assert len(LEARN) == 4
    assert places_of({Role.CADRE}, "work") == []


def test_two_roles_share_what_they_have_in_common():
    endpoints = [place.endpoint for place in places_of({Role.STREET, Role.TRAINER}, "work")]
    assert endpoints.count("training.list_classes") == 1
    assert endpoints[0] == "rotation.overview"


@pytest.mark.parametrize(
    ("endpoint", "roles", "hat"),
    [
        ("home.learn", {Role.DISTRICT}, "learn"),
        ("training.sign_in_page", {Role.TRAINER}, "learn"),
        ("training.show_class", {Role.TRAINER}, "work"),
        ("curriculum.show_lesson", {Role.TRAINER}, "learn"),
        ("messages.inbox", {Role.DISTRICT}, "work"),
        ("messages.inbox", {Role.CADRE}, "learn"),
    ],
)
def test_a_page_is_seen_under_the_hat_it_belongs_to(endpoint, roles, hat):
    assert hat_of(endpoint, places_of(roles, "work")) == hat


@pytest.mark.parametrize("role", WORK)
def test_each_role_has_somewhere_to_work(role):
    assert 1 <= len(WORK[role]) <= 6


def _http(code: int) -> Exception:
    try:
        abort(code)
    except Exception as error:  # noqa: BLE001 - the exception itself is wanted
        return error


def _main(html: str) -> str:
    return html[html.index("<main") : html.index("</main>")]
