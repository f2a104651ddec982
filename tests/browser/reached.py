"""Every page somebody can reach: what a crawl finds from each role's first page, then a sample of what it did not."""

import re
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPResponse
from urllib.parse import parse_qsl, urljoin, urlsplit

from flask import url_for
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from lms.accounts.guard import SESSION_COOKIE
from lms.accounts.rules import EXCLUSIVE_ROLES, Role
from tests.browser.demo import Demo
from tests.facts.route_samples import Sample, sample_for
from tests.web.page_rules import read

PAGES_AN_ENDPOINT = 2
"""Two of a kind: a class that is over and one to come look different."""

NO_PAGES = {"static", "web.health", "training.wall_code", "curriculum.show_picture"}


@dataclass(frozen=True)
class Reached:
    """A page, the endpoint that makes it, and the login it was seen with."""

    endpoint: str
    path: str
    token: str
    by: str

    def __str__(self) -> str:
        return f"{self.path} ({self.by})"


class Crawl:
    """From each role's first page along every link within the site, some pages of each endpoint."""

    def __init__(self, demo: Demo) -> None:
        self._demo = demo
        self._map = demo.facts.app.url_map.bind("127.0.0.1")
        self.pages: list[Reached] = []
        self.no_pages: set[str] = set()
        self._seen: set[str] = set()
        self._counts: dict[tuple[str, tuple[str, ...]], int] = {}

    def endpoint_of(self, path: str) -> str:
        """Which endpoint answers to a path; nothing if none does."""
        try:
            return self._map.match(urlsplit(path).path, method="GET")[0]
        except HTTPException:
            return ""

    def from_first_page(self, username: str, role: str) -> None:
        """Follow links as one of the demo's accounts."""
        token = self._token(self._demo.person(username))
        waiting = ["/"]
        while waiting:
            path = waiting.pop(0)
            answer = self._demo.server.request("GET", path, Cookie=f"{SESSION_COOKIE}={token}")
            if answer.status in {302, 303}:  # a role's first page is looked at, whoever saw it before
                waiting.append(answer.headers["Location"])
                self._seen.add(answer.headers["Location"])
            elif self._is_page(answer, self.endpoint_of(path)):
                self.pages.append(Reached(self.endpoint_of(path), path, token, role))
                links = [one.attributes.get("href", "") for one in read(answer.content.decode()).all("a")]
                waiting += self._worth_a_visit(links, path)

    def sample_the_rest(self) -> None:
        """A sample of every guarded endpoint that no link led to, seen by whoever may."""
        met = {page.endpoint for page in self.pages}
        views = self._demo.facts.app.view_functions
        for rule in self._demo.facts.app.url_map.iter_rules():
            guarded = hasattr(views[rule.endpoint], "permission")
            if guarded and "GET" in rule.methods and rule.endpoint not in met | NO_PAGES:
                self._add_sample(rule.endpoint, has_parameters=bool(rule.arguments))

    def _add_sample(self, endpoint: str, *, has_parameters: bool) -> None:
        facts = self._demo.facts
        sample = self._made(endpoint) if has_parameters else Sample({})
        with facts.app.test_request_context():
            path = url_for(endpoint, **sample.values)
        permission = facts.app.view_functions[endpoint].permission
        role = next(role for role in reversed(Role) if permission in role.permissions)
        token = self._token(sample.owner or self._holder_of_two_rights(role))
        answer = self._demo.server.request("GET", path, Cookie=f"{SESSION_COOKIE}={token}")
        if self._is_page(answer, endpoint):
            self.pages.append(Reached(endpoint, path, token, f"sample, {role}"))

    def _made(self, endpoint: str) -> Sample:
        """A sample, made beside a server that writes too: SQLite refuses who read before somebody else wrote."""
        for _try in range(4):
            with suppress(OperationalError):
                return sample_for(endpoint, self._demo.facts)
        return sample_for(endpoint, self._demo.facts)

    def _holder_of_two_rights(self, role: Role) -> int:
        """Somebody who may in both streets, if one may: pages that ask "which one?" are only for them."""
        person_id = self._demo.facts.add_person("林静", at="S1")
        for street in ("S1",) if role in EXCLUSIVE_ROLES else ("S1", "S2"):
            self._demo.facts.grant(person_id, role, street)
        return person_id

    def _is_page(self, answer: HTTPResponse, endpoint: str) -> bool:
        """Whether the answer is a page; files and redirects are put down as such."""
        if answer.status == 200 and answer.headers.get_content_type() == "text/html":
            return True
        if answer.status < 400:
            self.no_pages.add(endpoint)
        return False

    def _token(self, person_id: int) -> str:
        return self._demo.facts.sign_in(person_id).get_cookie(SESSION_COOKIE).value

    def _worth_a_visit(self, links: list[str], seen_on: str) -> list[str]:
        """Those not seen yet, some of each endpoint and set of conditions."""
        chosen = []
        for link in links:
            path = re.sub(r"#.*", "", urljoin(seen_on, link))
            endpoint = self.endpoint_of(path) if path.startswith("/") else ""
            if not endpoint or endpoint in NO_PAGES or path in self._seen:
                continue
            self._seen.add(path)
            kind = (endpoint, tuple(sorted(name for name, _value in parse_qsl(urlsplit(path).query))))
            self._counts[kind] = self._counts.get(kind, 0) + 1
            if self._counts[kind] <= PAGES_AN_ENDPOINT:
                chosen.append(path)
        return chosen


def crawl(demo: Demo) -> Crawl:
    """Every page of the demo that is worth looking at."""
    found = Crawl(demo)
    for username, role in (
        ("cadre-1", "cadre"), ("trainer", "trainer"), ("district", "district"), ("street-1", "street"),
        ("system-admin", "system_admin"), ("security-admin", "security_admin"), ("auditor", "auditor"),
    ):  # fmt: skip
        found.from_first_page(username, role)
    found.sample_the_rest()
    return found
