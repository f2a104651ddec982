"""The files the browser gets: built once, named by their contents, and complete."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from lms.web.assets import DIST, _read
from lms.web.navigation import LEARN, WORK
from lms.web.statuses import STATUSES

ROOT = Path(__file__).parents[2]
TEMPLATES = [path.read_text(encoding="utf-8") for path in (ROOT / "lms").rglob("templates/**/*.html")]
LISTED = json.loads((ROOT / "assets" / "icons.json").read_text(encoding="utf-8"))


def test_building_again_changes_nothing():
    before = {path: path.stat().st_mtime_ns for path in DIST.iterdir()}
    done = subprocess.run([sys.executable, ROOT / "assets" / "build.py"], capture_output=True, text=True, check=True)
    assert done.stdout == ""
    assert {path: path.stat().st_mtime_ns for path in DIST.iterdir()} == before


def test_every_name_leads_to_a_file_named_by_its_contents():
    for name, file in _read("manifest.json").items():
        assert (DIST / file).is_file(), name
        assert re.search(r"-[A-Z0-9]{8}\.\w+$", file), file


def test_every_page_script_in_use_is_built():
    asked_for = {name for text in TEMPLATES for name in re.findall(r'page_script\("([\w-]+)"\)', text)}
    assert {f"pages/{name}.js" for name in asked_for} <= _read("manifest.json").keys()


def test_every_icon_in_use_is_listed_and_drawn():
    named = {name for text in TEMPLATES for name in re.findall(r'(?:icon\(|shape=)"([\w-]+)"', text)}
    places = {place.icon for places in (LEARN, *WORK.values()) for place in places}
    wanted = named | places | {look.icon for look in STATUSES.values()}
    assert wanted - set(LISTED) == set()
    assert all("<" in _read("icons.json")[name] for name in LISTED)


def test_an_icon_that_is_not_listed_is_a_mistake_of_ours(sqlite_app):
    with sqlite_app.test_request_context(), pytest.raises(KeyError):
        sqlite_app.jinja_env.globals["icon"]("rocket")


def test_the_lock_names_no_registry():
    lock = (ROOT / "assets" / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in lock
    assert "registry." not in lock


def test_scripts_evaluate_nothing_and_ask_nobody_else():
    for path in (ROOT / "assets" / "js").rglob("*.js"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\beval\(|new Function|innerHTML|https?://", text), path.name
