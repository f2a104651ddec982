"""Roll call by keyboard and without a script, and the wall when the server is away."""

import threading
import time
from contextlib import suppress

import pytest
from werkzeug.serving import make_server

from lms.accounts.guard import SESSION_COOKIE
from lms.accounts.rules import Role
from lms.extensions import db
from lms.training.queries import attendance
from lms.training.queries.meetings import half_days_of
from tests.browsers import IN_A_BROWSER
from tests.facts import training

pytestmark = IN_A_BROWSER


class Hall:
    """A class at 8:20 of its first morning, its trainer, one cadre, and a server that can be stopped."""

    def __init__(self, district, set_clock, how_many: int) -> None:
        set_clock("2026-12-01 09:00")
        self.district = district
        self.people = training.add_crowd(district, how_many)
        self.class_id = training.add_class(district, "S1", people=self.people)
        self.meeting_id = training.meeting_ids(district, self.class_id)[0]
        self.tokens = {
            "trainer": district.client(Role.TRAINER, at="S1").get_cookie(SESSION_COOKIE).value,
            "cadre": district.sign_in(self.people[0]).get_cookie(SESSION_COOKIE).value,
        }
        with district.app.app_context():
            db.session.execute(db.text("UPDATE account SET is_demo = TRUE"))
            db.session.commit()
        set_clock("2026-12-08 08:20")
        self.server = make_server("127.0.0.1", 0, district.app, threaded=True)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.port}"

    def stop(self) -> None:
        """Take the server away."""
        self.server.shutdown()
        self.server.server_close()

    def marks(self) -> dict[int, str]:
        """What is stored of each person."""
        with self.district.session():
            return {person: row.status for person, row in attendance.known_marks(self.meeting_id).items()}


@pytest.fixture
def hall(request, sqlite_district, set_clock, monkeypatch):
    monkeypatch.setitem(sqlite_district.app.config, "WTF_CSRF_ENABLED", True)  # as in real use
    hall = Hall(sqlite_district, set_clock, getattr(request, "param", 8))
    yield hall
    with suppress(OSError):
        hall.stop()


@pytest.fixture
def browse(hall, chromium):
    """Open a path as somebody; what the browser complains about fails the test unless it is told to be expected."""
    contexts, complaints = [], []

    def open_page(path, who="trainer", width=1280, size="normal", language="zh", script=True):
        context = chromium.new_context(viewport={"width": width, "height": 780}, java_script_enabled=script)
        kept = {SESSION_COOKIE: hall.tokens[who], "lms_type": size, "lms_language": language}
        context.add_cookies([{"name": name, "value": value, "url": hall.address} for name, value in kept.items()])
        contexts.append(context)
        page = context.new_page()
        page.complaints = complaints
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.goto(hall.address + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def _roll(hall) -> str:
    return f"/classes/{hall.class_id}/meetings/{hall.meeting_id}/roll-call"


@pytest.mark.parametrize("hall", [60], indirect=True)
def test_sixty_people_are_called_by_keyboard_in_well_under_a_minute(hall, browse):
    page = browse(_roll(hall))
    began = time.monotonic()
    page.locator("[data-testid=roll-row] input[type=radio]").first.focus()
    for number in range(60):
        page.keyboard.press("5" if number % 10 == 9 else "2" if number % 10 == 8 else "1")
    assert page.locator("[data-roll-words]").inner_text() == "每个人都有记录"
    assert page.evaluate("document.activeElement.dataset.testid") == "save-roll"
    page.keyboard.press("Enter")
    page.wait_for_url(f"{hall.address}/classes/{hall.class_id}")
    assert time.monotonic() - began < 30
    stored = list(hall.marks().values())
    assert [stored.count(mark) for mark in ("present", "late", "absent")] == [48, 6, 6]


def test_who_left_early_is_asked_for_the_minutes_and_then_comes_the_next(hall, browse):
    page = browse(_roll(hall))
    first = page.locator("[data-testid=roll-row]").first
    assert not first.locator("[name^=minutes-]").is_visible()
    first.locator("input[type=radio]").first.focus()
    page.keyboard.press("3")
    page.keyboard.type("90")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    page.get_by_test_id("save-roll").click()
    page.wait_for_url(f"{hall.address}/classes/{hall.class_id}")
    assert sorted(hall.marks().values()) == ["late", "left_early"]


def test_roll_call_works_without_a_script(hall, browse):
    page = browse(_roll(hall), width=360, script=False)
    page.locator("[data-testid=roll-row] label").first.click()
    page.get_by_test_id("save-roll").click()
    assert "已保存1人的点名结果" in page.content()
    assert list(hall.marks().values()) == ["present"]


def test_the_wall_renews_its_code_and_shows_none_when_the_server_is_away(hall, browse, set_clock):
    page = browse(f"/classes/{hall.class_id}/meetings/{hall.meeting_id}/wall")
    first = page.locator(".qr__digits").inner_text()
    set_clock("2026-12-08 08:21")
    page.wait_for_function("first => document.querySelector('.qr__digits')?.innerText !== first", arg=first)
    assert page.locator(".qr svg").count() == 1
    hall.stop()
    page.get_by_text("换码中断，请用点名").wait_for(timeout=15_000)
    assert page.locator(".qr").count() == 0
    assert all("ERR_" in complaint for complaint in page.complaints)
    page.complaints.clear()


@pytest.mark.parametrize("hall", [1], indirect=True)
@pytest.mark.parametrize("script", [True, False])
def test_the_whole_timetable_is_edited_by_keyboard_alone(hall, browse, script):
    page = browse(f"/classes/{hall.class_id}/timetable", width=360, script=script)
    page.locator("[name$=-topic]").first.focus()
    for typed in ("抓党建促基层治理", "Tab", "王力", "Tab", "ArrowDown", "Tab", "报告厅"):
        page.keyboard.press(typed) if typed.isascii() else page.keyboard.type(typed)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{hall.address}/classes/{hall.class_id}")
    assert "修改1个课次" in page.content()
    with hall.district.session():
        first = half_days_of(hall.class_id)[0]
        assert (first.topic, first.teacher, first.kind, first.room) == (
            "抓党建促基层治理", "王力", "discussion", "报告厅",
        )  # fmt: skip
