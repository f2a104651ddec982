"""Addresses within this site: where one is, the same list's other pages, and where it is safe to be sent."""

from urllib.parse import urlencode, urlsplit

from flask import current_app, request


def local_path(wanted: str | None, default: str = "/") -> str:
    """`wanted` if it is a path of this site, else `default`: nobody is sent elsewhere by a link that starts here."""
    if not wanted or not wanted.startswith("/") or wanted.startswith("//") or "\\" in wanted:
        return default
    parts = urlsplit(wanted)
    return default if parts.scheme or parts.netloc or not wanted.isprintable() else wanted


def here() -> str:
    """The address to come back to: this page, its conditions included; where it cannot be read again, its start."""
    if request.method == "GET":
        conditions = urlencode([(name, value) for name, value in request.args.items(multi=True) if name != "lang"])
        return f"{request.path}?{conditions}" if conditions else request.path
    if request.url_rule is not None and "GET" in (request.url_rule.methods or ()):
        return request.path
    return "/"


def outside_base() -> str:
    """The address people reach this site under: LMS_BASE_URL, else the one this page was opened under."""
    configured: str = current_app.extensions["settings"].base_url
    return configured or request.url_root.rstrip("/")


def page_href(number: int) -> str:
    """This address with another page number, every condition kept."""
    return f"{request.path}?{urlencode([*kept_conditions(), ('page', number)])}"


def kept_conditions() -> list[tuple[str, str]]:
    """The conditions in this address, without the page number."""
    return [(name, value) for name, value in request.args.items(multi=True) if name != "page"]


def endpoint_exists(endpoint: str) -> bool:
    """Whether a room offers this page."""
    return endpoint in current_app.view_functions


TEMPLATE_GLOBALS = {
    "here": here,
    "page_href": page_href,
    "kept_conditions": kept_conditions,
    "endpoint_exists": endpoint_exists,
}
