"""The hottest path: one statement proves who may answer what and when, while it writes the answer."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import Dialect, bindparam, text

from lms.assessment.rules.marking import LONGEST_TEXT
from lms.columns import UtcDateTime
from lms.extensions import db

_MOST_PLACES = 50  # options or pairs a question can have


class Outcome(StrEnum):
    """What became of an answer that was sent."""

    SAVED = "saved"
    MALFORMED = "malformed"
    NOT_TAKEN = "not_taken"  # the statement found a reason; `why` tells which


@dataclass(frozen=True)
class Sent:
    """An answer as a browser sends it: to which place of which attempt, based on which sequence, by whose session."""

    attempt_id: int
    position: int
    value: Any
    base: int
    token_hash: str


# A row is written only if the session is alive, its account enabled, the attempt that person's own and still
# running, the option one of the question's, and nobody saved a newer answer. Two that come at once with the
# same base meet in the primary key: one is written.
_SAVE = """
INSERT INTO answer (item_id, sequence, value, saved_at)
SELECT item.id, :base + 1, :value, :now
FROM login_session AS session
JOIN account ON account.id = session.account_id AND account.disabled_at IS NULL
JOIN attempt ON attempt.person_id = account.person_id AND attempt.id = :attempt_id
JOIN attempt_item AS item ON item.attempt_id = attempt.id AND item.position = :position
WHERE session.token_hash = :token_hash AND session.ended_at IS NULL AND session.expires_at > :now
  AND attempt.submitted_at IS NULL AND attempt.deadline_at > :now
  AND CASE WHEN :highest < 0 THEN 0 ELSE json_array_length(item.option_order) END > :highest
  AND :base = (SELECT coalesce(max(answer.sequence), 0) FROM answer WHERE answer.item_id = item.id)
ON CONFLICT DO NOTHING
RETURNING sequence
"""
_STATEMENT = text(_SAVE).bindparams(bindparam("now", type_=UtcDateTime))


def save_answer(sent: Sent, now: datetime) -> Outcome:
    """Save one answer, durably, before this returns; its own transaction, beside the session's."""
    highest = _highest_place(sent.value)
    if highest is None:
        return Outcome.MALFORMED
    values = {
        "attempt_id": sent.attempt_id,
        "position": sent.position,
        "value": json.dumps(sent.value, ensure_ascii=False),
        "base": sent.base,
        "token_hash": sent.token_hash,
        "highest": highest,
        "now": now,
    }
    return Outcome.SAVED if _is_written(values) else Outcome.NOT_TAKEN


def _is_written(values: dict[str, Any]) -> bool:
    """Run the statement on a connection of its own pool; once more if the database was started anew meanwhile.

    Asking twice is safe: `base` allows one row. The pool's connections commit each statement by themselves, so
    nothing goes back and forth but the statement: a third of what a session's or an engine's way would cost.
    """
    engine = db.engines.get("answers", db.engine)
    values["now"] = _instant_for(engine.dialect)(values["now"])
    for is_last_try in (False, True):
        connection = engine.raw_connection()
        try:
            cursor = connection.cursor()
            cursor.execute(_written_for(engine.dialect), values)
            return bool(cursor.fetchall())
        except engine.dialect.loaded_dbapi.OperationalError as error:
            connection.invalidate(error)
            if is_last_try:
                raise
        finally:
            connection.close()
    raise AssertionError  # the loop returns or raises


@cache
def _written_for(dialect: Dialect) -> str:
    """The statement as the driver takes it; SQLite's takes it as it stands."""
    return _SAVE if dialect.name == "sqlite" else str(_STATEMENT.compile(dialect=dialect))


@cache
def _instant_for(dialect: Dialect) -> Callable[[datetime], Any]:
    """How an instant is handed to the driver, as the column's type does it."""
    processor: Callable[[datetime], Any] | None = UtcDateTime().dialect_impl(dialect).bind_processor(dialect)
    return processor or (lambda instant: instant)


def _highest_place(value: Any) -> int | None:  # noqa: ANN401 - JSON
    """The highest option an answer names, -1 when it names none; None when it is no answer at all.

    What the question's kind asks for in full is checked when it is marked; a malformed answer is a wrong one.
    """
    if value is None or isinstance(value, bool):
        return -1
    if isinstance(value, str):
        return -1 if len(value) <= LONGEST_TEXT else None
    places = value if isinstance(value, list) else [value]
    if len(places) > _MOST_PLACES:
        return None
    highest = -1
    for place in places:
        if place is None:
            continue
        if not isinstance(place, int) or isinstance(place, bool) or place < 0:
            return None
        highest = max(highest, place)
    return highest
