"""Making a backup from one consistent view, and restoring it into an empty database."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from flask import current_app
from flask_migrate import upgrade
from sqlalchemy import Connection, Integer, MetaData, Table, func, insert, select, text

from lms import clock, schema
from lms.backup.archive import Reader, Writer
from lms.errors import Refused
from lms.extensions import db

_AT_ONCE = 1000


def make_backup(path: Path) -> dict[str, int]:
    """Write everything (tables, stored files, the kept key) to `path`; gives the rows of each table.

    All tables are read in one transaction that sees one state, while others go on writing.
    """
    writer = Writer(path)
    try:
        with db.engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                connection = connection.execution_options(isolation_level="REPEATABLE READ")  # noqa: PLW2901
            with connection.begin():
                for table in db.metadata.sorted_tables:
                    writer.add_table(table.name, _rows(connection, table))
                revision = schema.revision_of(connection) or ""
        for file in _kept_files():
            writer.add_file(file, "data/" + str(file.relative_to(_data_dir())))
    except BaseException:
        writer.abandon()
        raise
    return writer.finish(revision, clock.now())


def restore_backup(path: Path) -> dict[str, int]:
    """Bring a backup back into this installation's empty database; gives the rows of each table.

    Raises Refused when the file is no whole backup, comes from a newer version, or the database holds people.
    """
    reader = Reader(path)
    revision = reader.manifest["revision"]
    if revision not in schema.known_revisions():
        raise Refused("备份来自更新的版本，本程序不认识它的数据结构。请先升级本程序，再恢复。")
    upgrade(revision=revision)
    with db.engine.connect().execution_options(writes=True) as connection, connection.begin():
        tables = MetaData()
        tables.reflect(connection)
        if connection.scalar(select(func.count()).select_from(tables.tables["person"])):
            raise Refused("这个数据库里已经有人员，没有恢复任何内容。请换一个空的数据库。")
        for table in reversed(tables.sorted_tables):
            if table.name != "alembic_version":
                connection.execute(table.delete())
        for table in tables.sorted_tables:
            _fill(connection, table, reader)
    for name, content in reader.files():
        target = _data_dir() / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    upgrade()
    return dict(reader.manifest["rows"])


def _rows(connection: Connection, table: Table) -> Iterator[dict[str, Any]]:
    result = connection.execution_options(yield_per=_AT_ONCE).execute(select(table))
    return (dict(row) for row in result.mappings())


def _fill(connection: Connection, table: Table, reader: Reader) -> None:
    if table.name not in reader.manifest["rows"]:
        return
    rows = reader.rows(table.name, dict(table.columns))
    # A row may stand under a later one of its own table; parents are put in afterwards, all at once.
    parents: list[dict[str, Any]] = []
    while some := list(islice(rows, _AT_ONCE)):
        if "parent_id" in table.c:
            parents += [{"of": row["id"], "parent": row["parent_id"]} for row in some if row["parent_id"]]
            some = [row | {"parent_id": None} for row in some]
        connection.execute(insert(table), some)
    if parents:
        connection.execute(text(f"UPDATE {table.name} SET parent_id = :parent WHERE id = :of"), parents)  # noqa: S608 - a table of ours
    _count_on(connection, table)


def _count_on(connection: Connection, table: Table) -> None:
    """Have PostgreSQL give the next new row a number that is free."""
    key = table.c.get("id")
    if connection.dialect.name != "postgresql" or key is None or not isinstance(key.type, Integer):
        return
    sequence = connection.scalar(select(func.pg_get_serial_sequence(table.name, "id")))
    highest = connection.scalar(select(func.max(key)))
    if sequence and highest:
        connection.execute(select(func.setval(sequence, highest)))


def _kept_files() -> Iterator[Path]:
    folder = _data_dir()
    yield from sorted(one for one in (folder / "files").rglob("*") if one.is_file() and one.suffix != ".part")
    for name in ("secret-key", "demo-accounts.json"):
        if (folder / name).is_file():
            yield folder / name


def _data_dir() -> Path:
    return Path(current_app.extensions["settings"].data_dir)
