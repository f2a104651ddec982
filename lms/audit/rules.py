"""How audit rows are chained: each holds the hash of the one before it."""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

GENESIS = "0" * 64


def canonical(detail: dict[str, Any]) -> str:
    """The one spelling of `detail` that is hashed and stored."""
    return json.dumps(detail, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def chain_hash(previous_hash: str, position: int, at: datetime, values: tuple[Any, ...]) -> str:
    """SHA-256 over the hash before, the position, the instant (UTC) and everything the row says."""
    payload = json.dumps([previous_hash, position, at.isoformat(), *values], ensure_ascii=False, default=str)
    return hashlib.sha256(payload.encode()).hexdigest()


def id_ranges(ids: Iterable[int]) -> str:
    """Many ids in few letters: "3-7,9"; what a change of many people keeps about whom it concerned."""
    ranges: list[list[int]] = []
    for one in sorted(ids):
        if ranges and one <= ranges[-1][1] + 1:
            ranges[-1][1] = one
        else:
            ranges.append([one, one])
    return ",".join(f"{first}-{last}" if last > first else str(first) for first, last in ranges)
