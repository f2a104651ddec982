"""Reading in a real Chromium: the place is kept while one reads, and reading goes on from there."""

import pytest

from lms.accounts.guard import SESSION_COOKIE
from tests.browsers import IN_A_BROWSER, faults_of, violations_of
from tests.web.test_in_a_browser import site  # noqa: F401 - a fixture

pytestmark = IN_A_BROWSER


@pytest.fixture
def page(sqlite_district, content, chromium, site):  # noqa: F811 - the fixture above
    """A phone of somebody who may read course 04; whatever the browser complains about fails the test."""
    content.write_lesson("04", "01", first_words="晚上八点，刘师傅打来电话。\n\n" * 40)
    with sqlite_district.app.app_context():
        content.load()
    client = sqlite_district.sign_in(sqlite_district.add_person())
    context = chromium.new_context(viewport={"width": 360, "height": 700})
    context.add_cookies([{"name": SESSION_COOKIE, "value": client.get_cookie(SESSION_COOKIE).value, "url": site}])
    page = context.new_page()
    complaints = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.address = site
    yield page
    context.close()
    assert complaints == []


def test_who_stops_reading_goes_on_from_the_same_paragraph(page):
    page.goto(f"{page.address}/courses/04/01")
    assert page.get_by_test_id("kept-place").count() == 0
    page.locator("#p20").scroll_into_view_if_needed()
    with page.expect_response(lambda response: response.url.endswith("/place")) as answer:
        pass  # the script tells the server after a moment of reading
    assert answer.value.status == 204
    page.reload()
    reached = page.get_by_test_id("kept-place").get_attribute("href")
    assert int(reached.removeprefix("#p")) >= 20
    page.get_by_test_id("kept-place").click()
    assert page.locator(reached).is_visible()


def test_every_page_of_a_course_fits_a_phone_and_leads_on_by_one_button(page):
    for address, button in (("/courses", "go-on"), ("/courses/04", "read-on"), ("/courses/04/01", "finish")):
        page.goto(f"{page.address}{address}")
        assert faults_of(page) == []
        assert violations_of(page) == []
        page.get_by_test_id(button).click()
    assert page.url.endswith("/courses/04/02")
