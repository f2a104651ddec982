"""For which day the stored answers stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from lms import clock
from lms.extensions import db
from lms.rotation.models import EvaluationState
from lms.rotation.rules.stored import stored_years


@dataclass(frozen=True)
class StoredState:
    """`evaluated_on`: the day the answers stand for (None: never evaluated). `is_stale`: a pass is on its way."""

    evaluated_on: date | None
    evaluated_at: datetime | None
    is_stale: bool

    @property
    def is_current(self) -> bool:
        """Whether the stored answers are today's."""
        return self.evaluated_on == clock.today() and not self.is_stale


def evaluation_state() -> StoredState:
    """How far the stored answers can be trusted; pages say 「正在重新计算」 while they are stale."""
    row = db.session.get(EvaluationState, 1, populate_existing=True)
    if row is None:
        return StoredState(None, None, is_stale=False)
    return StoredState(row.evaluated_on, row.evaluated_at, row.stale_since is not None)


def is_stored(year: int) -> bool:
    """Whether the answers for `year` are kept."""
    return year in stored_years(clock.today())
