"""Whatever is put down in the trail has words for people."""

import ast
import re
from pathlib import Path

from lms.audit.wording import PARTS, deeds

LMS = Path(__file__).parents[2] / "lms"


def recorded() -> set[str]:
    """Every dotted word that the code gives to `record(actor, "…")`, also where it chooses between two."""
    found = set()
    for path in LMS.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and _is_record(call.func) and len(call.args) > 1:
                found |= {
                    node.value
                    for node in ast.walk(call.args[1])
                    if isinstance(node, ast.Constant) and isinstance(node.value, str) and "." in node.value.strip(".")
                }
    return found


def _is_record(function: ast.expr) -> bool:
    return isinstance(function, ast.Attribute) and function.attr == "record"


def test_every_deed_has_words():
    assert sorted(recorded() - set(deeds())) == []


def test_every_part_of_the_system_that_acts_has_words():
    used = {
        name
        for path in LMS.rglob("*.py")
        for name in re.findall(r'Actor\.system\("([a-z]+)"\)', path.read_text(encoding="utf-8"))
    }
    assert used
    assert used <= set(PARTS)
