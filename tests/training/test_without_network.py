"""A phone without network in the hall: the scan is kept, the page says so, and it is sent when the network is back."""

import threading
from contextlib import suppress

import pytest
from werkzeug.serving import make_server

from lms import clock
from lms.accounts.guard import SESSION_COOKIE
from lms.training.queries import attendance
from tests.browsers import IN_A_BROWSER
from tests.facts import training

pytestmark = IN_A_BROWSER


class Hall:
    """A cadre's class at 8:21 of its first morning, and a server."""

    def __init__(self, district, set_clock) -> None:
        set_clock("2026-12-01 09:00")
        self.district, self.set_clock = district, set_clock
        self.person = district.add_person("周德海", at="S1C1")
        self.class_id = training.add_class(district, "S1", people=[self.person])
        self.meeting_id = training.meeting_ids(district, self.class_id)[0]
        self.token = district.sign_in(self.person).get_cookie(SESSION_COOKIE).value
        set_clock("2026-12-08 08:21")
        self.server = make_server("127.0.0.1", 0, district.app, threaded=True)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.port}"

    def cookies(self, **more):
        kept = {SESSION_COOKIE: self.token, "lms_language": "zh"} | more
        return [{"name": name, "value": value, "url": self.address} for name, value in kept.items() if value]

    def mark(self):
        with self.district.session():
            return attendance.known_marks(self.meeting_id).get(self.person)


@pytest.fixture
def hall(sqlite_district, set_clock, monkeypatch):
    monkeypatch.setitem(sqlite_district.app.config, "WTF_CSRF_ENABLED", True)  # as in real use
    made = Hall(sqlite_district, set_clock)
    yield made
    with suppress(OSError):
        made.server.shutdown()
        made.server.server_close()


@pytest.fixture
def phone(hall, chromium):
    context = chromium.new_context(viewport={"width": 360, "height": 780})
    context.add_cookies(hall.cookies())
    yield context
    context.close()


def _visited(phone, hall):
    """The phone has been on one of our pages: its worker is in place and has stored the page."""
    page = phone.new_page()
    page.goto(f"{hall.address}/my-classes/{hall.class_id}")
    page.evaluate("navigator.serviceWorker.getRegistration('/s/').then(async (one) => { while (!one?.active) "
                  "{ await new Promise((done) => setTimeout(done, 50)); "
                  "one = await navigator.serviceWorker.getRegistration('/s/'); } })")  # fmt: skip
    return page


def test_a_scan_without_network_is_kept_and_counts_by_its_code_s_time(hall, phone):
    page = _visited(phone, hall)
    code = training.code_of(hall.district, hall.meeting_id)
    phone.set_offline(True)
    page.goto(f"{hall.address}/s/{code}")
    assert page.locator("h1").inner_text() == "手机现在没有网络"
    page.get_by_text("已留下，还没有发送").wait_for()
    assert page.evaluate("getComputedStyle(document.querySelector('.btn-main')).backgroundColor") == "rgb(158, 27, 34)"
    assert hall.mark() is None
    hall.set_clock("2026-12-08 10:12")
    phone.set_offline(False)  # the event that a network is back
    page.get_by_text("已签到，时间记8:21").wait_for()
    mark = hall.mark()
    assert (mark.status, f"{clock.local(mark.signed_in_at):%H:%M}") == ("present", "08:21")
    assert mark.arrived_at == clock.now()


def test_who_is_not_logged_in_keeps_it_until_they_are(hall, phone):
    page = _visited(phone, hall)
    code = training.code_of(hall.district, hall.meeting_id)
    phone.clear_cookies(name=SESSION_COOKIE)
    phone.set_offline(True)
    page.goto(f"{hall.address}/s/{code}")
    page.get_by_text("已留下，还没有发送").wait_for()
    phone.set_offline(False)
    page.get_by_text("登录以后就会发送").wait_for()
    assert hall.mark() is None
    phone.add_cookies(hall.cookies())
    hall.set_clock("2026-12-08 09:30")
    page.goto(f"{hall.address}/sign-in")
    page.get_by_text("已签到，时间记8:21").wait_for()
    assert hall.mark().status == "present"
