"""A trainee evaluates a class on a phone, by keyboard and without a script; the page is as good as every page."""

import threading

import pytest
from sqlalchemy import text
from werkzeug.serving import make_server

from lms.accounts.guard import SESSION_COOKIE
from lms.extensions import db
from lms.feedback.box import opened
from lms.feedback.models import EvaluationBox
from lms.training.rules.words import Mark
from tests.browsers import IN_A_BROWSER, PATIENCE_MS, Complaints, looks_right
from tests.facts import feedback, training

pytestmark = IN_A_BROWSER


@pytest.fixture
def class_over(sqlite_district, set_clock, monkeypatch):
    """A class whose one day is over, with one person who was there in the morning, and a server."""
    monkeypatch.setitem(sqlite_district.app.config, "WTF_CSRF_ENABLED", True)  # as in real use
    set_clock(feedback.OVER)
    person = sqlite_district.add_person(at="S1C1")
    class_id, (_morning, afternoon) = feedback.add_evaluated_class(sqlite_district, [person])
    training.mark(sqlite_district, class_id, afternoon, {person: Mark.LEAVE})
    token = sqlite_district.sign_in(person).get_cookie(SESSION_COOKIE).value
    with sqlite_district.app.app_context():
        db.session.execute(text("UPDATE account SET is_demo = TRUE"))
        db.session.commit()
    server = make_server("127.0.0.1", 0, sqlite_district.app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.port}", token, class_id
    server.shutdown()
    server.server_close()


@pytest.fixture
def browse(chromium, class_over):
    """Open the page of the evaluation; whatever the browser complains about fails the test."""
    site, token, class_id = class_over
    contexts, complaints = [], Complaints(site)

    def open_page(width=360, size="normal", language="zh", script=True):
        context = chromium.new_context(viewport={"width": width, "height": 780}, java_script_enabled=script)
        context.set_default_timeout(PATIENCE_MS)
        kept = {SESSION_COOKIE: token, "lms_type": size, "lms_language": language}
        context.add_cookies([{"name": name, "value": value, "url": site} for name, value in kept.items()])
        complaints.listen(context)
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{site}/my-classes/{class_id}/evaluation")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints.heard == []


@pytest.mark.parametrize(("width", "size", "language"), [(320, "large", "en"), (360, "normal", "zh")])
def test_the_open_form_looks_right(browse, width, size, language):
    page = browse(width=width, size=size, language=language)
    page.get_by_test_id("anonymous").locator("summary").click()
    looks_right(page, f"evaluation-{width}-{language}")


def test_it_is_filled_in_by_keyboard(browse, sqlite_district, class_over):
    page = browse()
    groups = page.locator("form fieldset")
    assert groups.count() == 5
    for place in range(5):
        groups.nth(place).locator("input").first.focus()
        page.keyboard.press("Space")
        page.keyboard.press("ArrowRight")
    page.get_by_test_id("give-evaluation").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1, name="已经评过这个班").wait_for()
    with sqlite_district.session() as session:
        box = opened(session.get(EvaluationBox, class_over[2]).sealed)
    assert {tuple(numbers) for counts in box.counts.values() for numbers in counts.values()} == {(0, 1, 0, 0, 0)}


def test_without_a_script_a_gap_is_named_and_the_rest_stays_as_chosen(browse):
    page = browse(script=False)
    groups = page.locator("form fieldset")
    for place in range(4):
        groups.nth(place).locator("label").first.click()
    page.get_by_test_id("give-evaluation").click()
    page.get_by_test_id("error-summary").wait_for()
    assert page.title().startswith("有误：")
    assert page.locator("input[type=radio]:checked").count() == 4
    groups.nth(4).locator("label").nth(1).click()
    page.get_by_test_id("give-evaluation").click()
    page.get_by_role("heading", level=1, name="已经评过这个班").wait_for()
