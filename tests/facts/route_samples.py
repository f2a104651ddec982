"""A sample for each guarded route with parameters: an object of street S1, made on the spot.

A guarded route with parameters and no sample here fails `tests/accounts/test_every_route.py`, which calls every
route as every role, once more as the same role in another street (404), and once as somebody who may (not 404).

Each room writes its samples beside its own factories, in `tests/facts/<room>.py`:

    ROUTE_SAMPLES = {"training.show_class": lambda district: {"class_id": add_class(district, at="S1")}}

A function takes the District and gives the values of the address, made new at each call. It gives a `Sample`
instead where the object is one person's own (`owner`), or nobody's in particular (`shared`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from lms.rooms import ROOMS
from tests.facts.district import District


@dataclass(frozen=True)
class Sample:
    """Values of an address. `owner`: the person whose own object it is; `shared`: why it belongs to no street."""

    values: dict[str, Any]
    owner: int | None = None
    shared: str = ""


Maker = Callable[[District], dict[str, Any] | Sample]


def collected() -> dict[str, Maker]:
    """Every room's samples, by endpoint."""
    samples: dict[str, Maker] = {}
    for room in (*ROOMS, "web", "district"):
        if find_spec(f"tests.facts.{room}"):
            samples |= getattr(import_module(f"tests.facts.{room}"), "ROUTE_SAMPLES", {})
    return samples


def sample_for(endpoint: str, district: District) -> Sample:
    """A new sample for a route. Raises KeyError, which fails the test, where a room forgot to give one."""
    made = collected()[endpoint](district)
    return made if isinstance(made, Sample) else Sample(made)
