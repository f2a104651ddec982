"""Whether the chain of the trail holds, and when that was last looked at."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from lms.audit import actions
from lms.audit.actions import HASHED, hash_of
from lms.audit.actor import Actor
from lms.audit.models import AuditEntry, AuditHead
from lms.audit.rules import GENESIS
from lms.extensions import db

ROWS_AT_A_TIME = 2000


@dataclass(frozen=True)
class ChainCheck:
    """How far the chain holds; `broken_at` is the first position that does not, `problem` what is wrong there."""

    holds_to: int
    broken_at: int | None = None
    problem: str = ""  # missing, changed, moved, cut_off


def first_break() -> ChainCheck:
    """Walk the whole chain from its first entry; rows are streamed, so memory does not grow with the trail."""
    head = db.session.execute(select(AuditHead.last_id, AuditHead.last_hash)).one()
    table: Any = AuditEntry.__table__
    columns = [table.c[name] for name in ("id", "at", *HASHED, "previous_hash", "hash")]
    wanted = select(*columns).where(table.c.id <= head.last_id).order_by(table.c.id)
    rows = db.session.execute(wanted, execution_options={"yield_per": ROWS_AT_A_TIME}).mappings()
    last_id, last_hash = 0, GENESIS
    for row in rows:
        problem = _problem(dict(row), last_id, last_hash)
        if problem:
            return ChainCheck(last_id, last_id + 1, problem)
        last_id, last_hash = row["id"], row["hash"]
    if (last_id, last_hash) != (head.last_id, head.last_hash):
        return ChainCheck(last_id, last_id + 1, "cut_off")
    return ChainCheck(last_id)


def _problem(row: dict[str, Any], last_id: int, last_hash: str) -> str:
    if row["id"] != last_id + 1:
        return "missing"
    if row["previous_hash"] != last_hash:
        return "moved"
    return "" if hash_of(row) == row["hash"] else "changed"


@dataclass(frozen=True)
class LastCheck:
    """The last time somebody or the system walked the chain."""

    at: datetime
    by: str
    detail: str  # canonical JSON: holds_to, broken_at, problem


def last_check() -> LastCheck | None:
    """The newest entry about a check, if there ever was one."""
    row = db.session.execute(
        select(AuditEntry.at, AuditEntry.actor_name, AuditEntry.detail)
        .where(AuditEntry.action == "audit.checked")
        .order_by(AuditEntry.id.desc())
        .limit(1)
    ).one_or_none()
    return LastCheck(*row) if row else None


def put_down(actor: Actor, check: ChainCheck) -> None:
    """Put a check and what it found into the trail."""
    actions.record(actor, "audit.checked", holds_to=check.holds_to, broken_at=check.broken_at, problem=check.problem)
