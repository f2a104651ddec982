"""Rings among organisations: pure, from each one's parent."""

from collections.abc import Mapping


def in_rings(parents: Mapping[str, str | None]) -> frozenset[str]:
    """The codes that come back to themselves when one goes up from parent to parent.

    What merely hangs under a ring is not in it. One walk over all: each code is visited once.
    """
    settled: set[str] = set()
    rings: set[str] = set()
    for start in parents:
        path: list[str] = []
        places: dict[str, int] = {}
        code: str | None = start
        while code is not None and code not in settled and code not in places:
            places[code] = len(path)
            path.append(code)
            code = parents.get(code)
        if code in places:
            rings.update(path[places[code] :])
        settled.update(path)
    return frozenset(rings)


def below(roots: frozenset[str], parents: Mapping[str, str | None]) -> frozenset[str]:
    """The codes that hang, at any depth, under one of `roots`; the roots themselves not, unless under another."""
    children: dict[str, list[str]] = {}
    for code, parent in parents.items():
        if parent is not None:
            children.setdefault(parent, []).append(code)
    found: set[str] = set()
    waiting = list(roots)
    while waiting:
        for child in children.get(waiting.pop(), ()):
            if child not in found:
                found.add(child)
                waiting.append(child)
    return frozenset(found)
