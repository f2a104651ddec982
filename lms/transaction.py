"""One helper: all of it is stored, or none of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import RLock
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine

from lms.extensions import db

WRITES = "writes"


@contextmanager
def transaction() -> Iterator[None]:
    """Store everything done inside, or nothing; on SQLite the write lock is taken before the first read.

    What a decision rests on must be read inside. What was kept for last (`keep_for_last`: the audit chain)
    is written right before the end, so that its lock is held shortest.
    """
    db.session.rollback()  # the reads of the request end here
    _forget()
    with _in_line():
        db.session.connection(execution_options={WRITES: True})
        try:
            yield
            for write, _ in _kept_for_last:
                write()
            db.session.commit()
        except BaseException:
            db.session.rollback()
            _forget()
            raise


_PATIENCE = 15  # seconds, as long as SQLite itself waits
_writers = RLock()


@contextmanager
def _in_line() -> Iterator[None]:
    """Let the writers of this process take their turns where SQLite keeps the database.

    It has one writer at a time, and lets the others look again every tenth of a second: among many somebody would
    never be lucky. Whoever waited too long, or writes within a write, asks SQLite all the same.
    """
    if db.engine.dialect.name != "sqlite":
        yield
        return
    is_mine = _writers.acquire(timeout=_PATIENCE)
    try:
        yield
    finally:
        if is_mine:
            _writers.release()


_kept_for_last: list[tuple[Callable[[], None], Callable[[], None]]] = []


def keep_for_last(write: Callable[[], None], forget: Callable[[], None]) -> None:
    """Have every transaction end with `write`, or with `forget` when it comes to nothing."""
    if (write, forget) not in _kept_for_last:
        _kept_for_last.append((write, forget))


def _forget() -> None:
    for _, forget in _kept_for_last:
        forget()


def prepare_engine(engine: Engine) -> None:
    """Teach an SQLite engine to begin as the caller means it; other databases need nothing."""
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def configure(connection: Any, _record: Any) -> None:  # noqa: ANN401 - sqlite3's own types
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
