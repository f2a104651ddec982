"""The components in a real Chromium: nothing overflows, everything can be pressed and read, axe finds nothing."""

import threading
from itertools import product

import pytest
from werkzeug.serving import make_server

from tests.browsers import IN_A_BROWSER, faults_of, violations_of

pytestmark = IN_A_BROWSER

EVERY_WAY = list(product((320, 768, 1280), ("normal", "large"), ("zh", "en")))


@pytest.fixture
def site(sqlite_app):
    """The address of the application, served for real."""
    server = make_server("127.0.0.1", 0, sqlite_app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def browse(chromium, site):
    """Open a page at a width, a type size and a language; whatever the browser complains about fails the test."""
    contexts, complaints = [], []

    def open_page(path, width=360, size="normal", language="zh", script=True):
        context = chromium.new_context(viewport={"width": width, "height": 780}, java_script_enabled=script)
        context.add_cookies([
            {"name": "lms_type", "value": size, "url": site},
            {"name": "lms_language", "value": language, "url": site},
        ])  # fmt: skip
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None)
        page.goto(site + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.mark.parametrize(("width", "size", "language"), EVERY_WAY)
def test_nothing_overflows_or_is_too_small(browse, width, size, language):
    faults = faults_of(browse("/components", width, size, language))
    assert [fault for fault in faults if "main buttons" not in fault] == []  # the gallery shows every kind


@pytest.mark.parametrize(("width", "size"), list(product((360, 1280), ("normal", "large"))))
def test_axe_finds_nothing(browse, width, size):
    assert violations_of(browse("/components", width, size)) == []


def test_a_refused_form_takes_the_focus_to_its_summary_and_from_there_into_the_field(browse):
    page = browse("/components")
    assert page.evaluate("document.activeElement.dataset.testid") == "error-summary"
    page.locator(".summary a").first.click()
    assert page.evaluate("document.activeElement.id") == "until"


def test_a_password_can_be_looked_at(browse):
    page = browse("/components")
    page.get_by_role("button", name="显示密码").click()
    assert page.locator("#password").get_attribute("type") == "text"
    page.get_by_role("button", name="隐藏密码").click()
    assert page.locator("#password").get_attribute("type") == "password"


def test_without_script_there_is_no_button_that_does_nothing(browse):
    page = browse("/components", script=False)
    assert page.locator("[data-show-password]").is_hidden()
    assert page.locator("[data-print]").is_hidden()


def test_a_form_is_sent_once_and_its_button_says_so(browse):
    page = browse("/components")
    page.route("**/type-size", lambda route: route.fulfill(status=204))  # an answer that leaves the page standing
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    button = page.get_by_role("button", name="退出班次")
    width = button.bounding_box()["width"]
    button.click(no_wait_after=True)
    busy = page.locator('[aria-busy="true"]')
    assert busy.text_content() == "正在发送…"
    assert busy.bounding_box()["width"] >= width
    busy.click(no_wait_after=True)
    assert len(sent) == 1


@pytest.mark.parametrize("script", [True, False])
def test_type_size_and_language_switch_by_one_press_each(browse, script):
    page = browse("/components", script=script)
    page.get_by_test_id("type-size").click()
    assert page.locator("html").get_attribute("data-type") == "large"
    page.get_by_test_id("language").click()
    assert page.locator("html").get_attribute("lang") == "en"
