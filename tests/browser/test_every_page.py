"""Every page anybody can reach, at phone and desk width, in both type sizes and both languages."""

import pytest
from playwright.sync_api import Page

from lms.accounts.guard import SESSION_COOKIE
from tests.browser.conftest import DESK, PHONE, Visitors
from tests.browser.demo import Demo
from tests.browser.reached import NO_PAGES, Crawl, Reached, crawl
from tests.browser.words import content_of, wrong_language
from tests.browsers import IN_A_BROWSER, faults_of, photograph, violations_of

pytestmark = [*IN_A_BROWSER, pytest.mark.slow]

HEIGHT = 800


@pytest.fixture(scope="module")
def crawled(demo: Demo) -> Crawl:
    """What can be reached, by whom."""
    return crawl(demo)


@pytest.fixture(scope="module")
def reached(crawled: Crawl) -> list[Reached]:
    """Every page, with who reached it."""
    return crawled.pages


@pytest.fixture(scope="module")
def content(demo: Demo, reached: list[Reached]) -> str:
    """What people wrote, once all samples are made."""
    return content_of(demo)


@pytest.fixture
def open_page(visitors: Visitors):
    """Open a page as whoever reached it, in a language."""
    pages: dict[tuple[str, str], Page] = {}

    def open_as(seen: Reached, language: str) -> Page:
        key = (seen.token, language)
        if key not in pages:
            pages[key] = visitors.stranger(DESK, language=language)
            pages[key].context.add_cookies([{"name": SESSION_COOKIE, "value": seen.token, "url": visitors.demo.site}])
        pages[key].goto(seen.path)
        return pages[key]

    return open_as


def one_of_each(reached: list[Reached]) -> list[Reached]:
    """The first page of each endpoint."""
    return list({seen.endpoint: seen for seen in reversed(reached)}.values())[::-1]


def look(page: Page, width: int, size: str) -> list[str]:
    """Measure an open page at a width and a type size."""
    page.set_viewport_size({"width": width, "height": HEIGHT})
    page.evaluate("size => { document.documentElement.dataset.type = size }", size)
    return [f"{width} {size}: {fault}" for fault in faults_of(page)]


class Findings:
    """What is wrong, and on which pages: one template's fault is told once."""

    def __init__(self) -> None:
        self._pages: dict[str, list[str]] = {}

    def add(self, seen: Reached, faults: list[str]) -> None:
        for fault in faults:
            self._pages.setdefault(fault, []).append(str(seen))

    def tell(self) -> None:
        """Fail the test with everything that was found."""
        lines = [
            f"{fault}\n    on {', '.join(pages[:3])}{f' and {len(pages) - 3} more' if len(pages) > 3 else ''}"
            for fault, pages in self._pages.items()
        ]
        if lines:
            pytest.fail("\n".join([f"{len(lines)} faults", *lines]), pytrace=False)


def test_every_page_can_be_read_and_pressed_in_chinese(reached, content, open_page):
    findings = Findings()
    for number, seen in enumerate(reached):
        page = open_page(seen, "zh")
        found = wrong_language(page, content) + look(page, DESK, "large") + look(page, DESK, "normal")
        photograph(page, f"{number:03}-{seen.endpoint}-{DESK}")
        found += look(page, PHONE, "large") + look(page, PHONE, "normal")
        found += violations_of(page) if seen in one_of_each(reached) else []
        photograph(page, f"{number:03}-{seen.endpoint}-{PHONE}")
        findings.add(seen, found)
    findings.tell()


def test_every_page_can_be_read_and_pressed_in_english(reached, content, open_page):
    findings = Findings()
    for number, seen in enumerate(one_of_each(reached)):
        page = open_page(seen, "en")
        found = wrong_language(page, content) + look(page, PHONE, "large") + look(page, PHONE, "normal")
        photograph(page, f"{number:03}-{seen.endpoint}-{PHONE}-en")
        found += look(page, DESK, "normal") + violations_of(
            page, colours=number % 8 == 0
        )  # they are the Chinese page's
        photograph(page, f"{number:03}-{seen.endpoint}-{DESK}-en")
        findings.add(seen, found)
    findings.tell()


def test_every_page_was_reached(demo: Demo, crawled: Crawl):
    """A page that no link leads to and no sample stands for would be looked at by nobody."""
    views = demo.facts.app.view_functions
    asked_for = {
        rule.endpoint
        for rule in demo.facts.app.url_map.iter_rules()
        if "GET" in rule.methods and hasattr(views[rule.endpoint], "permission")
    }
    assert sorted(asked_for - {seen.endpoint for seen in crawled.pages} - crawled.no_pages - NO_PAGES) == []
