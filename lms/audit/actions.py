"""Writing the trail: rows are collected while a transaction runs and chained as its last act."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from lms import clock
from lms.audit import rules
from lms.audit.actor import Actor
from lms.audit.models import AuditEntry, AuditHead
from lms.extensions import db

_WAITING = "audit entries that wait for the end of the transaction"


@dataclass(frozen=True)
class _Entry:
    actor: Actor
    action: str
    object_kind: str
    object_id: str
    object_name: str
    person_id: int | None
    organisation_id: int | None
    result: str
    detail: str
    at: datetime = field(default_factory=lambda: clock.now())  # noqa: PLW0108 - asked anew, so that tests can set it


def record(
    actor: Actor,
    action: str,
    *,
    of: Any = None,  # noqa: ANN401 - any stored object
    person_id: int | None = None,
    organisation_id: int | None = None,
    result: str = "done",
    **detail: Any,  # noqa: ANN401 - whatever belongs to the action, as JSON
) -> None:
    """Put down that `actor` did `action` (a dotted word such as "class.closed") to the stored object `of`.

    Written, chained, at the end of the surrounding `transaction()`; nothing is kept if that fails.
    `result` is "done" or "refused".
    """
    name = str(getattr(of, "name", "") or getattr(of, "code", ""))[:200]
    entry = _Entry(
        actor=actor,
        action=action,
        object_kind=getattr(of, "__tablename__", "") if of is not None else "",
        object_id=str(getattr(of, "id", "") or "") if of is not None else "",
        object_name=name,
        person_id=person_id,
        organisation_id=organisation_id,
        result=result,
        detail=rules.canonical(detail),
    )
    db.session.info.setdefault(_WAITING, []).append(entry)


def write_waiting() -> None:
    """Chain and insert what was recorded; the last statements of a transaction, behind one lock."""
    waiting: list[_Entry] = db.session.info.pop(_WAITING, [])
    if not waiting:
        return
    db.session.flush()
    head = db.session.execute(select(AuditHead.last_id, AuditHead.last_hash).with_for_update()).one()
    last_id, last_hash = head.last_id, head.last_hash
    rows = []
    for entry in waiting:
        last_id += 1
        row = _row(entry)
        row |= {"id": last_id, "previous_hash": last_hash}
        last_hash = row["hash"] = hash_of(row)
        rows.append(row)
    db.session.execute(insert(AuditEntry), rows)
    db.session.execute(update(AuditHead).values(last_id=last_id, last_hash=last_hash))


def forget_waiting() -> None:
    """Drop what was recorded in a transaction that did not come to pass."""
    db.session.info.pop(_WAITING, None)


HASHED = (
    "actor", "actor_name", "address", "action", "object_kind", "object_id", "object_name",
    "person_id", "organisation_id", "result", "detail",
)  # fmt: skip


def hash_of(row: dict[str, Any]) -> str:
    """The hash a row must carry, from its own values and the hash before it."""
    return rules.chain_hash(row["previous_hash"], row["id"], row["at"], tuple(row[name] for name in HASHED))


def _row(entry: _Entry) -> dict[str, Any]:
    return {
        "at": entry.at,
        "actor": str(entry.actor),
        "actor_name": entry.actor.name,
        "address": entry.actor.address,
        "action": entry.action,
        "object_kind": entry.object_kind,
        "object_id": entry.object_id,
        "object_name": entry.object_name,
        "person_id": entry.person_id,
        "organisation_id": entry.organisation_id,
        "result": entry.result,
        "detail": entry.detail,
    }
