"""A forwarded address counts only when a trusted proxy forwards it."""

import pytest

from lms.proxies import TrustedProxies


def seen_through(networks, **environ):
    """The address and scheme an application sees."""
    seen = {}

    def application(passed_on, _start_response):
        seen.update(passed_on)
        return []

    given = {"REMOTE_ADDR": "10.0.0.5", "wsgi.url_scheme": "http"} | environ
    list(TrustedProxies(application, networks)(given, None))
    return seen


@pytest.mark.parametrize(
    ("forwarded", "address"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("198.51.100.1, 203.0.113.9", "203.0.113.9"),  # what a visitor wrote there himself lies to the left
        ("203.0.113.9, 10.0.0.7", "203.0.113.9"),  # two trusted proxies in a row
        ("203.0.113.9:51234", "203.0.113.9"),
        ("[2001:db8::7]:443", "2001:db8::7"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("nonsense", "10.0.0.5"),
        ("203.0.113.9, nonsense", "10.0.0.5"),
        ("", "10.0.0.5"),
    ],
)
def test_a_trusted_proxy_says_who_is_behind_it(forwarded, address):
    assert seen_through(("10.0.0.0/24",), HTTP_X_FORWARDED_FOR=forwarded)["REMOTE_ADDR"] == address


def test_nobody_else_is_believed():
    claims = {"HTTP_X_FORWARDED_FOR": "127.0.0.1", "HTTP_X_FORWARDED_PROTO": "https"}
    for networks in ((), ("192.168.0.0/16",)):
        seen = seen_through(networks, **claims)
        assert seen["REMOTE_ADDR"] == "10.0.0.5"
        assert seen["wsgi.url_scheme"] == "http"
        assert "HTTP_X_FORWARDED_FOR" in seen


def test_a_trusted_proxy_says_whether_the_visitor_came_by_https():
    assert seen_through(("10.0.0.5/32",), HTTP_X_FORWARDED_PROTO="https")["wsgi.url_scheme"] == "https"
    assert seen_through(("10.0.0.5/32",), HTTP_X_FORWARDED_PROTO="gopher")["wsgi.url_scheme"] == "http"


def test_a_peer_without_an_address_is_no_proxy():
    assert seen_through(("10.0.0.5/32",), REMOTE_ADDR="", HTTP_X_FORWARDED_FOR="1.2.3.4")["REMOTE_ADDR"] == ""
