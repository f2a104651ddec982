"""Lengths for server-made SVG, in per cent: attributes, never style."""

from collections.abc import Iterable
from typing import NamedTuple


class BarPart(NamedTuple):
    """One piece of a bar: `kind` is a class name, `start` and `width` are per cent."""

    kind: str
    start: float
    width: float


def percent(done: float, of: float) -> float:
    """How much of `of` is `done`, from 0 to 100, to a tenth."""
    return round(min(max(done / of, 0), 1) * 100, 1) if of else 0


def bar_parts(parts: Iterable[tuple[str, int]]) -> list[BarPart]:
    """The pieces of a whole bar from left to right, empty ones left out."""
    counted = [(kind.replace("_", "-"), number) for kind, number in parts if number > 0]
    whole = sum(number for _kind, number in counted)
    drawn, before = [], 0
    for kind, number in counted:
        drawn.append(BarPart(kind, percent(before, whole), percent(number, whole)))
        before += number
    return drawn


TEMPLATE_GLOBALS = {"percent": percent, "bar_parts": bar_parts}
