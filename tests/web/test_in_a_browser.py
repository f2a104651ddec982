"""The components in a real Chromium: nothing overflows, everything can be pressed and read, axe finds nothing."""

import shutil
import threading
from itertools import product

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error, sync_playwright
from werkzeug.serving import make_server

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
EVERY_WAY = list(product((320, 768, 1280), ("normal", "large"), ("zh", "en")))
MEASURE = """() => {
  const large = document.documentElement.dataset.type === "large";
  const [text, target] = large ? [18.74, 59] : [14.99, 47];
  const faults = [];
  if (document.documentElement.scrollWidth > innerWidth) faults.push(`wider than the window: ${innerWidth}`);
  for (const element of document.querySelectorAll("body *")) {
    if (!element.checkVisibility() || element.closest("svg, .visually-hidden, .skip")) continue;
    const words = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (words && parseFloat(getComputedStyle(element).fontSize) < text) faults.push(`small: ${element.outerHTML}`);
    if (!element.matches("a, button, input, select, textarea, summary")) continue;
    const box = (element.closest("label") ?? element).getBoundingClientRect();
    const inSentence = element.matches("a") && getComputedStyle(element).display === "inline";
    if (box.width && box.height < target && !inSentence) faults.push(`low: ${element.outerHTML}`);
  }
  return faults;
}"""


@pytest.fixture(scope="module")
def chromium():
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        except Error:
            pytest.skip("no Chromium on this machine")
        yield browser
        browser.close()


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
    assert browse("/components", width, size, language).evaluate(MEASURE) == []


@pytest.mark.parametrize(("width", "size"), list(product((360, 1280), ("normal", "large"))))
def test_axe_finds_nothing(browse, width, size):
    found = Axe().run(browse("/components", width, size)).response["violations"]
    assert [(fault["id"], fault["nodes"][0]["html"]) for fault in found] == []


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
