"""What `lms verify` looks at here: the chain of the trail, and the database's own consistency."""

from collections.abc import Callable

from sqlalchemy import text

from lms.audit.chain import first_break
from lms.extensions import db

Check = Callable[[], list[str]]


def audit_trail() -> list[str]:
    """The first entry whose hash does not follow."""
    check = first_break()
    if check.broken_at is None:
        return []
    return [f"entry {check.broken_at}: {check.problem.replace('_', ' ')}; the chain holds up to {check.holds_to}"]


def foreign_keys() -> list[str]:
    """Rows whose parent is gone; on PostgreSQL, keys that were never validated."""
    if db.engine.dialect.name == "postgresql":
        unchecked = text("SELECT conrelid::regclass || ' ' || conname FROM pg_constraint WHERE NOT convalidated")
        return [f"not validated: {name}" for name in db.session.scalars(unchecked)]
    rows = db.session.execute(text("PRAGMA foreign_key_check")).all()
    return [f"table {table}, row {row}: no such row in {parent}" for table, row, parent, _number in rows[:20]]


def database_file() -> list[str]:
    """SQLite's own check of its pages and indexes; PostgreSQL looks after its files itself."""
    if db.engine.dialect.name == "postgresql":
        return []
    return [line for line in db.session.scalars(text("PRAGMA integrity_check(20)")) if line != "ok"]


CHECKS: tuple[tuple[str, Check], ...] = (
    ("audit trail", audit_trail),
    ("foreign keys", foreign_keys),
    ("database file", database_file),
)
