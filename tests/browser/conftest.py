"""One server with the demo district for all browser tests, and people who enter it through the login form."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.demo import Demo
from tests.browsers import PATIENCE_MS, Complaints

PHONE, DESK = 360, 1280

expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="session")
def demo(chromium: Browser, tmp_path_factory) -> Iterator[Demo]:
    """The demo district, being served; not made at all where there is no browser."""
    made = Demo(tmp_path_factory.mktemp("demo"))
    yield made
    made.stop()


class Visitors:
    """Browsers at the demo district's door, each with its own cookies; what any of them complains about is kept."""

    def __init__(self, chromium: Browser, demo: Demo) -> None:
        self._chromium = chromium
        self.demo = demo
        self.complaints = Complaints(demo.site)
        self._contexts: list[BrowserContext] = []

    def stranger(self, width: int = DESK, *, size: str = "normal", language: str = "zh") -> Page:
        """A browser that nobody has logged in with, at this width (a phone's is 780 high)."""
        context = self._chromium.new_context(
            base_url=self.demo.site, viewport={"width": width, "height": 780 if width < 1000 else 900},
            accept_downloads=True, has_touch=width < 1000, locale="zh-CN" if language == "zh" else "en-GB",
        )  # fmt: skip
        context.set_default_timeout(PATIENCE_MS)
        context.add_cookies([
            {"name": "lms_type", "value": size, "url": self.demo.site},
            {"name": "lms_language", "value": language, "url": self.demo.site},
        ])  # fmt: skip
        self.complaints.listen(context)
        self._contexts.append(context)
        return context.new_page()

    def log_in(self, username: str, width: int = DESK, *, password: str = "", **more: str) -> Page:
        """Open the login page and fill it in as a person would; gives the page they come to."""
        page = self.stranger(width, **more)
        page.goto("/login")
        self.fill_in_login(page, username, password)
        return page

    def fill_in_login(self, page: Page, username: str, password: str = "") -> None:
        """Log in on a login page that is open; with the demo's password unless another is given."""
        page.get_by_test_id("username").fill(username)
        page.get_by_test_id("password").fill(password or self.demo.passwords[username])
        page.get_by_test_id("log-in").click()

    def leave(self) -> None:
        """Close every browser."""
        for context in self._contexts:
            context.close()


@pytest.fixture
def visitors(chromium: Browser, demo: Demo) -> Iterator[Visitors]:
    """Browsers for one test; it fails if any of them complained."""
    made = Visitors(chromium, demo)
    yield made
    made.leave()
    assert made.complaints.heard == []


@pytest.fixture
def log_in(visitors: Visitors) -> Callable[..., Page]:
    """`log_in("trainer")` gives a page on which that account has just logged in."""
    return visitors.log_in
