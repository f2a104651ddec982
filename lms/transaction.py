"""One helper: all of it is stored, or none of it."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine

from lms.extensions import db

WRITES = "writes"


@contextmanager
def transaction() -> Iterator[None]:
    """Store everything done inside, or nothing; on SQLite the write lock is taken before the first read.

    What a decision rests on must be read inside. Audit rows collected by `audit.record` are chained and
    written last, so that their lock is held shortest.
    """
    db.session.rollback()  # the reads of the request end here
    db.session.connection(execution_options={WRITES: True})
    try:
        yield
        for write_last in _written_last:
            write_last()
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise


_written_last: list = []  # audit puts its writer here; this module stays below every room


def write_last(function) -> None:  # noqa: ANN001 - a plain callable without arguments
    """Have `function` run inside every transaction, right before it is stored."""
    _written_last.append(function)


def prepare_engine(engine: Engine) -> None:
    """Teach an SQLite engine to begin as the caller means it; other databases need nothing."""
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def configure(connection, _record) -> None:  # noqa: ANN001 - sqlite3's own types
        connection.isolation_level = None  # the driver must not begin by itself
        cursor = connection.cursor()
        for pragma in ("foreign_keys = ON", "journal_mode = WAL", "synchronous = FULL",
                       "busy_timeout = 15000", "temp_store = MEMORY", "cache_size = -32000"):  # fmt: skip
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
