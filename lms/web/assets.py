"""The files that `make assets` builds: their addresses, and icons drawn into the page."""

import json
from functools import cache
from pathlib import Path

from flask import g, url_for
from markupsafe import Markup

HTMX = {
    "includeIndicatorStyles": False,  # the strict policy refuses a style written into the page
    "allowEval": False,
    "selfRequestsOnly": True,
    "historyCacheSize": 0,  # no page of a person stays behind in a shared browser
    "responseHandling": [
        {"code": "204", "swap": False},
        {"code": "[23]..", "swap": True},
        {"code": "422", "swap": True},  # a refused form comes back as typed
        {"code": "[45]..", "swap": False, "error": True},
    ],
}
DIST = Path(__file__).parent / "static" / "dist"


@cache
def _built(name: str, _changed: int) -> dict[str, str]:
    contents: dict[str, str] = json.loads((DIST / name).read_text(encoding="utf-8"))
    return contents


def _read(name: str) -> dict[str, str]:
    """A built JSON file; read again when it is built again. Raises RuntimeError if it never was."""
    try:
        return _built(name, (DIST / name).stat().st_mtime_ns)
    except FileNotFoundError as error:
        raise RuntimeError("The browser's files are not built yet: run `make assets`.") from error


def asset_url(name: str) -> str:
    """The address of a built file, such as "main.css"; it changes whenever the file does."""
    return url_for("static", filename=f"dist/{_read('manifest.json')[name]}")


def built_path(name: str) -> Path:
    """Where a built file lies, such as that of "worker.js"."""
    return DIST / _read("manifest.json")[name]


def page_script(name: str) -> Markup:
    """The script element of assets/js/pages/<name>.js."""
    return Markup('<script type="module" src="{}"></script>').format(asset_url(f"pages/{name}.js"))


def icon(name: str) -> Markup:
    """A Bootstrap icon as inline SVG, for the eye only. Raises KeyError if assets/icons.json does not list it."""
    drawn = Markup(_read("icons.json")[name])  # noqa: S704  # nosec B704 - our own build wrote it
    return Markup(
        '<svg class="icon" viewBox="0 0 16 16" width="20" height="20" aria-hidden="true" focusable="false">{}</svg>'
    ).format(drawn)


def unique_id(stem: str) -> str:
    """An id that no other element of this page has."""
    g.unique_ids = g.get("unique_ids", 0) + 1
    return f"{stem}-{g.unique_ids}"


TEMPLATE_GLOBALS = {
    "asset_url": asset_url,
    "page_script": page_script,
    "icon": icon,
    "unique_id": unique_id,
    "htmx_config": json.dumps(HTMX),
}
