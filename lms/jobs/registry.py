"""What can run in the background: each room names its jobs and what is done again and again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

Progress = Callable[[int, int | None], None]
"""Called with (done, of how many or None); cheap enough to call for every thousand rows."""
JobFunction = Callable[..., dict[str, Any] | None]

JOBS: dict[str, JobFunction] = {}


@dataclass(frozen=True)
class Repeated:
    """Something that the worker does again and again, and once at its start."""

    name: str
    interval: timedelta
    function: Callable[[], object]


REPEATED: dict[str, Repeated] = {}


def job(kind: str) -> Callable[[JobFunction], JobFunction]:
    """Name a function as the job `kind`: called as `function(progress, **arguments)` in an application context.

    It must do no harm when it is run again from the start: a killed job is.
    """

    def register(function: JobFunction) -> JobFunction:
        JOBS[kind] = function
        return function

    return register


def repeat(name: str, interval: timedelta) -> Callable[[Callable[[], object]], Callable[[], object]]:
    """Have the worker call a function at its start and then every `interval`."""

    def register(function: Callable[[], object]) -> Callable[[], object]:
        REPEATED[name] = Repeated(name, interval, function)
        return function

    return register
