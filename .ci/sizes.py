"""Hold files, functions, views and templates to the sizes of the house (CONTRIBUTING.md); prints what is over."""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
MOST_MAY_EXCEED = 0.05  # the share of each kind that may be larger than the usual size


@dataclass(frozen=True)
class Limit:
    """How many lines a kind of thing usually has at most, and how many it may never exceed."""

    kind: str
    usual: int
    hard: int


FILE = Limit("file", 350, 500)
FUNCTION = Limit("function", 30, 60)
VIEW = Limit("view", 25, 60)
TEMPLATE = Limit("template", 110, 160)


def measured() -> Iterator[tuple[Limit, str, int]]:
    """Every thing that has a size: its limit, where it is, how many lines."""
    for folder in ("lms", "tests", "benchmarks", "migrations"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            text = path.read_text(encoding="utf-8")
            place = str(path.relative_to(ROOT))
            yield FILE, place, text.count("\n")
            if folder in {"lms", "benchmarks"}:
                yield from _functions(place, text)
    for path in sorted((ROOT / "lms").rglob("*.html")):
        yield TEMPLATE, str(path.relative_to(ROOT)), path.read_text(encoding="utf-8").count("\n")


def _functions(place: str, text: str) -> Iterator[tuple[Limit, str, int]]:
    is_views = "/views" in place
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            routed = is_views and any(_is_route(one) for one in node.decorator_list)
            yield VIEW if routed else FUNCTION, f"{place}:{node.lineno} {node.name}", lines


def _is_route(decorator: ast.expr) -> bool:
    return isinstance(decorator, ast.Call) and isinstance(decorator.func, ast.Attribute) and decorator.func.attr in {
        "get", "post", "route",
    }  # fmt: skip


def main() -> int:
    """Exit status 1 when something is too large, or too much is larger than usual."""
    failed = False
    things = list(measured())
    for limit in (FILE, FUNCTION, VIEW, TEMPLATE):
        mine = [(place, lines) for kind, place, lines in things if kind is limit]
        over = [(place, lines) for place, lines in mine if lines > limit.usual]
        hard = [(place, lines) for place, lines in mine if lines > limit.hard]
        for place, lines in hard:
            print(f"{place}: {lines} lines; no {limit.kind} may have more than {limit.hard}")
        too_many = len(over) > MOST_MAY_EXCEED * len(mine)
        if too_many:
            print(f"{len(over)} of {len(mine)} {limit.kind}s have more than {limit.usual} lines; 5 % may:")
            for place, lines in sorted(over, key=lambda one: -one[1]):
                print(f"  {place}: {lines}")
        failed = failed or bool(hard) or too_many
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
