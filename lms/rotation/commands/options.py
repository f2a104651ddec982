"""The two days of a question, as they are written on a command line."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any

import click

from lms import clock
from lms.rotation import queries
from lms.rotation.queries import Asked, KnownRequirement, Moment

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Day(click.ParamType):
    """A calendar day, `2026-12-31`."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:  # noqa: ANN401 - Click's
        """Read it, or stop with one sentence."""
        if isinstance(value, date):
            return value
        try:
            return datetime.strptime(value, "%Y-%m-%d").replace(tzinfo=UTC).date()
        except ValueError:
            self.fail(f"{value!r} is no day; write one such as 2026-12-31.", param, ctx)


class Instant(click.ParamType):
    """An instant: `2026-12-31T08:00`, in China's time unless a zone is given; a bare day means its end."""

    name = "datetime"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:  # noqa: ANN401 - Click's
        """Read it, or stop with one sentence. Gives UTC."""
        if isinstance(value, datetime):
            return value
        try:
            if _DAY.fullmatch(value):
                return clock.end_of(date.fromisoformat(value))
            read = datetime.fromisoformat(value)
            return (read if read.tzinfo else read.replace(tzinfo=clock.SHANGHAI)).astimezone(UTC)
        except (ValueError, OverflowError):
            self.fail(
                f"{value!r} is no time; write one such as 2026-12-31T08:00 (China's time), "
                "2026-12-31T08:00+08:00, or a day, which means its end.",
                param, ctx,
            )  # fmt: skip


YEAR = click.IntRange(1950, 2150)


def moment_of(as_of: date | None, known_on: datetime | None) -> Moment | None:
    """The moment asked about; None when neither day was given: today, as now known."""
    if as_of is None and known_on is None:
        return None
    return Moment(as_of or clock.today(), known_on)


def asked_today_or_then(requirement: KnownRequirement, year: int, moment: Moment | None) -> Asked:
    """The stored answers where they are today's; otherwise the same worked out."""
    if moment is None and not (queries.is_stored(year) and queries.evaluation_state().is_current):
        moment = Moment(clock.today())
    return Asked(requirement, year, moment)
