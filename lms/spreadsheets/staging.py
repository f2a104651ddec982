"""Rows on their way in: a temporary table of the database's own, so that checks and taking are set-based.

Temporary tables belong to one connection, so the session uses that one connection until the rows are taken
or dropped; the write lock of the database is not held meanwhile.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Column, Connection, Index, Integer, MetaData, Table, delete, func, insert, select, text
from sqlalchemy.types import TypeEngine

from lms.extensions import db
from lms.spreadsheets.rules.values import Value
from lms.transaction import WRITES

BATCH = 5_000


@dataclass(frozen=True)
class Staged:
    """The rows of one file. `table.c.row` is the row number of the spreadsheet, `faulty` 1 where a cell is refused."""

    table: Table
    indexed: Sequence[Sequence[str]] = ()

    def add(self, rows: Sequence[Sequence[Value]]) -> None:
        """Put rows in: row number, 1 if faulty, then a value for each field in the order of the table."""
        connection = db.session.connection()
        if connection.dialect.name == "postgresql":
            _copy(connection, self.table, rows)
        else:
            _insert(connection, self.table, rows)

    def settle(self) -> None:
        """All rows are in: index them, and let the database know how many there are."""
        connection = db.session.connection()
        for fields in self.indexed:
            name = f"ix_{self.table.name}_{'_'.join(fields)}"
            Index(name, *(self.table.c[field] for field in fields)).create(connection)
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"ANALYZE {self.table.name}"))
        db.session.commit()

    def drop_rows(self, numbers: Iterable[int]) -> None:
        """Take rows out by number."""
        wanted = sorted(numbers)
        for begin in range(0, len(wanted), BATCH):
            db.session.execute(delete(self.table).where(self.table.c.row.in_(wanted[begin : begin + BATCH])))
        db.session.commit()

    def count(self) -> int:
        """How many rows there are."""
        return db.session.scalar(select(func.count()).select_from(self.table)) or 0


@contextmanager
def staging(name: str, types: Mapping[str, TypeEngine[Any]], indexed: Sequence[Sequence[str]] = ()) -> Iterator[Staged]:
    """An empty place for rows with these fields, gone at the end whatever happens."""
    table = Table(
        f"staged_{name}",
        MetaData(),
        Column("row", Integer, primary_key=True, autoincrement=False),
        Column("faulty", Integer),
        *(Column(field, kind) for field, kind in types.items()),
        prefixes=["TEMPORARY"],
    )
    db.session.rollback()
    with db.engine.connect() as connection, _session_on(connection):
        table.create(db.session.connection())
        db.session.commit()
        try:
            yield Staged(table, indexed)
        finally:
            db.session.rollback()
            connection.execution_options(**{WRITES: False})
            table.drop(db.session.connection())
            db.session.commit()


@contextmanager
def _session_on(connection: Connection) -> Iterator[None]:
    """Let the session use this connection alone, whatever it rolls back or commits."""
    session = db.session()
    session.get_bind = lambda *_args, **_options: connection  # type: ignore[method-assign]
    try:
        yield
    finally:
        session.rollback()
        del session.get_bind


def _insert(connection: Connection, table: Table, rows: Sequence[Sequence[Value]]) -> None:
    """SQLite, by its own driver: days are kept as SQLAlchemy keeps them, in ISO form."""
    statement = str(insert(table).compile(dialect=connection.dialect))
    plain = [[value.isoformat() if isinstance(value, date) else value for value in row] for row in rows]
    cursor = connection.connection.cursor()
    try:
        cursor.executemany(statement, plain)
    finally:
        cursor.close()


def _copy(connection: Connection, table: Table, rows: Sequence[Sequence[Value]]) -> None:
    """PostgreSQL, by COPY."""
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f'COPY "{table.name}" FROM STDIN') as copy:
        for row in rows:
            copy.write_row(row)
