"""Every route is tried by everyone it is not for: signed out, in every role, in another street, by a learner there.

Decorators can be read and still be wrong; a request cannot. A new route is tested here without a word; one with
parameters fails until its room gives a sample (tests/facts/route_samples.py).
"""

from dataclasses import dataclass

import pytest
from flask import Flask, url_for

from lms import create_app
from lms.accounts.rules import Permission, Role
from lms.settings import Settings
from tests.facts.district import District
from tests.facts.route_samples import Sample, collected, sample_for

WORKING_ROLES = [role for role in Role if role is not Role.CADRE]


@dataclass(frozen=True)
class Route:
    """One method of one guarded address."""

    endpoint: str
    method: str
    has_parameters: bool
    permission: Permission

    def __str__(self) -> str:
        return f"{self.method} {self.endpoint}"


def guarded_routes(app: Flask) -> list[Route]:
    """Every method of every route that is neither open to all nor a file."""
    return [
        Route(rule.endpoint, method, bool(rule.arguments), getattr(view, "permission", None))
        for rule in app.url_map.iter_rules()
        for view in [app.view_functions[rule.endpoint]]
        if not hasattr(view, "open_because") and rule.endpoint != "static"
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"})
    ]


@pytest.fixture(scope="session")
def app_to_walk(tmp_path_factory) -> Flask:
    """An application whose map is walked; it answers nothing."""
    return create_app(Settings.from_environment({"LMS_DATA_DIR": str(tmp_path_factory.mktemp("walk"))}))


def sampled_routes(app: Flask) -> list[Route]:
    """Those that can be called; a sample that is missing fails a test of its own."""
    return [route for route in guarded_routes(app) if not route.has_parameters or route.endpoint in collected()]


def call(district: District, browser, route: Route, sample: Sample):
    """The answer to a route's request, with nothing in the form."""
    with district.app.test_request_context():
        address = url_for(route.endpoint, **sample.values)
    return browser.open(address, method=route.method)


def sampled(district: District, route: Route) -> Sample:
    return sample_for(route.endpoint, district) if route.has_parameters else Sample({})


def test_every_view_says_who_may_or_why_it_is_open(app_to_walk):
    silent = [str(route) for route in guarded_routes(app_to_walk) if not isinstance(route.permission, Permission)]
    assert silent == []


def test_every_open_view_has_a_reason(app_to_walk):
    reasons = {
        name: view.open_because for name, view in app_to_walk.view_functions.items() if hasattr(view, "open_because")
    }
    assert [name for name, reason in reasons.items() if len(reason) < 10] == []


def test_every_guarded_route_with_parameters_has_a_sample(app_to_walk):
    wanted = {route.endpoint for route in guarded_routes(app_to_walk) if route.has_parameters}
    assert sorted(wanted - set(collected())) == []


def test_no_sample_is_left_over_from_a_route_that_is_gone(app_to_walk):
    known = {rule.endpoint for rule in app_to_walk.url_map.iter_rules()}
    assert sorted(set(collected()) - known) == []


def test_strangers_are_sent_to_log_in_from_everywhere(sqlite_district):
    for route in sampled_routes(sqlite_district.app):
        answer = call(sqlite_district, sqlite_district.app.test_client(), route, sampled(sqlite_district, route))
        assert answer.status_code == 303, route
        assert answer.location.startswith("/login"), route


@pytest.mark.parametrize("role", Role)
def test_a_role_enters_only_what_it_may(sqlite_district, role):
    browser = sqlite_district.client(role, at="S1")
    for route in sampled_routes(sqlite_district.app):
        if route.endpoint == "accounts.logout":
            continue
        answer = call(sqlite_district, browser, route, sampled(sqlite_district, route))
        assert (answer.status_code == 403) is (route.permission not in role.permissions), route


@pytest.mark.parametrize("role", Role)
def test_whatever_belongs_to_one_street_is_not_found_from_another(sqlite_district, role):
    _nothing_of_the_first_street_is_found(sqlite_district, sqlite_district.client(role, at="S2"), role)


@pytest.mark.parametrize("role", WORKING_ROLES)
def test_who_learns_in_one_street_and_works_in_another_finds_nothing_of_the_first(sqlite_district, role):
    """The same person: belongs to S1, holds the right at S2. Belonging somewhere gives no right there."""
    person_id = sqlite_district.add_person("林静", at="S1C1")
    _nothing_of_the_first_street_is_found(sqlite_district, sqlite_district.client(role, "S2", person_id), role)


@pytest.mark.parametrize("role", Role)
def test_who_may_does_find_it(sqlite_district, role):
    """Else the two tests above would pass for a sample that nobody finds."""
    browser = sqlite_district.client(role, at="S1")
    for route in sampled_routes(sqlite_district.app):
        if not route.has_parameters or route.permission not in role.permissions:
            continue
        sample = sampled(sqlite_district, route)
        finder = sqlite_district.sign_in(sample.owner) if sample.owner else browser
        answer = call(sqlite_district, finder, route, sample)
        assert answer.status_code not in {403, 404, 500, 503}, route


def _nothing_of_the_first_street_is_found(district: District, browser, role: Role) -> None:
    for route in sampled_routes(district.app):
        if not route.has_parameters or route.permission not in role.permissions:
            continue
        sample = sampled(district, route)
        if not sample.shared:
            assert call(district, browser, route, sample).status_code == 404, route
