"""A village secretary reports a meeting on a phone: finds a name, ticks everybody but one, says why, sends a photo."""

import threading
from contextlib import suppress

import pytest
from werkzeug.serving import make_server

from lms.accounts.guard import SESSION_COOKIE
from lms.accounts.rules import Role
from lms.rounds.models import BranchFile, BranchPresence
from tests.browsers import IN_A_BROWSER, faults_of, violations_of
from tests.facts import rounds as facts

pytestmark = IN_A_BROWSER


@pytest.fixture
def site(sqlite_district, set_clock, monkeypatch):
    monkeypatch.setitem(sqlite_district.app.config, "WTF_CSRF_ENABLED", True)  # as in real use
    set_clock(facts.IN_THE_ROUND)
    server = make_server("127.0.0.1", 0, sqlite_district.app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.port}"
    with suppress(OSError):
        server.shutdown()
        server.server_close()


def test_a_secretary_reports_on_a_phone(sqlite_district, site, chromium):
    district = sqlite_district
    names = ("王一", "王二", "李三", "赵四")
    people = {name: facts.add_member(district, name) for name in names}
    round_id = facts.add_round(district, at="D")
    token = district.client(Role.STREET, at="S1C1", person_id=people["王一"]).get_cookie(SESSION_COOKIE).value
    context = chromium.new_context(viewport={"width": 360, "height": 780})
    context.add_cookies([{"name": SESSION_COOKIE, "value": token, "url": site}])
    page = context.new_page()
    page.goto(f"{site}/rounds/{round_id}?lang=zh")
    page.get_by_test_id("report").click()
    page.get_by_label("党规党纪").check()
    page.get_by_label("学习了多少分钟").fill("90")
    page.get_by_role("button", name="全部勾选").click()
    page.get_by_label("找名字").fill("李")
    assert page.locator(".tick:visible").count() == 1
    page.get_by_label("李三", exact=True).uncheck()
    page.get_by_label("李三没到会的原因").select_option("away")
    assert "4人中勾选了3人" in page.locator(".dock").inner_text()
    assert [*faults_of(page), *violations_of(page)] == []
    photo = {"name": "照片.jpg", "mimeType": "image/jpeg", "buffer": facts.photo(width=400, height=300).getvalue()}
    page.locator("input[type=file]").set_input_files([photo])
    page.get_by_test_id("send-report").click()
    page.wait_for_url("**/meetings/*")
    assert "4人中到会3人" in page.locator("h1").inner_text()
    assert "李三：外出" in page.locator("main").inner_text()
    with district.session() as session:
        assert session.query(BranchFile).count() == 1
        assert {row.person_id: row.attended for row in session.query(BranchPresence)} == {
            key: name != "李三" for name, key in people.items()
        }
    context.close()
