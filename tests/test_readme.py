"""The README names the settings, commands and import columns that exist, and no other."""

import re
from dataclasses import fields
from pathlib import Path

import click
import pytest

from lms.cli import build
from lms.settings import Settings
from lms.spreadsheets.kinds import all_kinds

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
FLASKS_OWN = {"db", "routes", "shell", "run"}  # only `db upgrade` and `run` are promised


def commands(group: click.Group, path: str = "lms") -> list[str]:
    found = []
    for name, command in group.commands.items():
        if path == "lms" and name in FLASKS_OWN:
            continue
        found += commands(command, f"{path} {name}") if isinstance(command, click.Group) else [f"{path} {name}"]
    return found


@pytest.mark.parametrize("field", fields(Settings), ids=lambda field: field.name)
def test_every_setting_stands_with_its_default_and_meaning(field):
    default = f"`{field.metadata['default']}`" if field.metadata["default"] else "empty"
    assert f"| `LMS_{field.name.upper()}` | {default} | {field.metadata['help']} |" in README


def test_no_setting_is_named_that_does_not_exist():
    exist = {f"LMS_{field.name.upper()}" for field in fields(Settings)} | {"LMS_TEST_DATABASE_URL"}
    assert set(re.findall(r"LMS_[A-Z0-9_]+", README)) <= exist


def test_every_command_is_named_and_no_other():
    promised = re.findall(r"\| `(lms [^`]+)`", README)
    named = {" ".join(re.match(r"(?:[a-z-]+ ?)+", one).group().split()) for one in promised}
    assert named == set(commands(build())) | {"lms db upgrade", "lms run"}


def test_every_import_column_is_named_in_its_order(sqlite_app):
    for kind in all_kinds():
        columns = " ".join(column.heading + ("*" if column.required else "") for column in kind.columns)
        assert f"| {kind.name} | {columns} |" in README


def test_both_commands_are_in_the_chinese_quick_start():
    quick_start = README.split("# English")[0]
    assert "make run" in quick_start
    assert "make test" in quick_start


def test_every_picture_is_there():
    for path in re.findall(r"!\[[^]]*\]\(([^)]+)\)", README):
        assert (Path(__file__).parent.parent / path).is_file()
