"""A real Chromium for tests, what it complains about, and the questions every page is asked in it."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, Request, Response, sync_playwright

IN_A_BROWSER = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
"""The marks of a module that needs `chromium`: one worker owns the browser and the server it looks at."""

FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--force-prefers-reduced-motion",  # a colour half-way through its change is nobody's to measure
]  # fmt: skip
PATIENCE_MS = 15_000
"""How long a page or an element may take; the machine may be busy with other tests."""

INSPECT = (Path(__file__).parent / "inspect_page.js").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests of a worker; skipped where there is none."""
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        except Error:
            pytest.skip("no Chromium on this machine")
        yield browser
        browser.close()


class Complaints:
    """What a browser finds wrong while a test walks: errors on its console, failed files, requests to elsewhere."""

    def __init__(self, site: str) -> None:
        self.site = site
        self.heard: list[str] = []
        self.expected: set[int] = set()  # statuses that a test brings about itself

    def listen(self, context: BrowserContext) -> None:
        """Hear what every page of `context` says."""
        context.on("console", self._console)
        context.on("weberror", lambda error: self.heard.append(f"script: {error.error.message}"))
        context.on("request", self._request)
        context.on("response", self._response)

    def _console(self, said: ConsoleMessage) -> None:
        # A refused form (422) and a lost network are told to people by the page; Chromium tells its console too.
        if said.type == "error" and "Failed to load resource" not in said.text:
            self.heard.append(f"console: {said.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.site, "blob:", "about:", "chrome-error:")):
            self.heard.append(f"leaves the server: {request.url}")

    def _response(self, response: Response) -> None:
        is_page = response.request.is_navigation_request()
        faulty = response.status >= 500 or (response.status >= 400 and not is_page)
        if faulty and response.status not in self.expected:
            self.heard.append(f"{response.status}: {response.url}")


@contextmanager
def network_cut(context: BrowserContext) -> Iterator[None]:
    """No network for a while, as in a lift."""
    context.set_offline(True)
    try:
        yield
    finally:
        context.set_offline(False)


def faults_of(page: Page) -> list[str]:
    """Overflow, small text, low targets, columns too narrow to read, headings and main buttons; see inspect_page.js."""
    return page.evaluate(INSPECT)


def violations_of(page: Page, *, colours: bool = True) -> list[str]:
    """What axe-core finds wrong, with the element. Without `colours` it takes a fifth of the time."""
    options = {"resultTypes": ["violations"], "rules": {"color-contrast": {"enabled": colours}}}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{fault['id']}: {node['html'][:200]}" for fault in found for node in fault["nodes"][:3]]


def photograph(page: Page, name: str) -> None:
    """Keep a picture of a whole page where `SCREENSHOTS` names a folder; for people who want to look."""
    folder = os.environ.get("SCREENSHOTS")
    if folder:
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def looks_right(page: Page, name: str) -> None:
    """This state of a page is as good as every page must be; for states that no crawl comes to."""
    photograph(page, name)
    assert faults_of(page) == []
    assert violations_of(page) == []
