"""Making a backup from one consistent view, and restoring it into an empty database."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, cast

from flask import current_app
from flask_migrate import upgrade
from sqlalchemy import Connection, Integer, MetaData, Table, func, insert, select, text

from lms import clock, schema
from lms.backup.archive import Reader, Writer
from lms.errors import NotFound, Refused
from lms.extensions import db
from lms.files.actions import storage
from lms.files.models import StoredFile

_AT_ONCE = 1000
_FILES = "files/"
_KEPT_BESIDE = ("secret-key", "certificate-key.pem", "badge-key.pem", "demo-accounts.json")


@dataclass(frozen=True)
class Made:
    """What a backup holds: rows of each table, how many stored files, and the names of those that were not there."""

    rows: dict[str, int]
    files: int
    missing: list[str]


def make_backup(path: Path) -> Made:
    """Write everything (tables, stored files wherever they are, the kept key) to `path`.

    All tables are read in one transaction that sees one state, while others go on writing. Raises OutOfReach when
    the storage of files does not answer: a backup without them would be none.
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
                stored = connection.execute(select(StoredFile.key, StoredFile.name).order_by(StoredFile.id)).all()
        missing = [name for key, name in stored if not _is_added(writer, key)]
        for name in _KEPT_BESIDE:
            if (_data_dir() / name).is_file():
                with (_data_dir() / name).open("rb") as stream:
                    writer.add_file(stream, f"data/{name}")
    except BaseException:
        writer.abandon()
        raise
    return Made(writer.finish(revision, clock.now(), missing), len(stored) - len(missing), missing)


def _is_added(writer: Writer, key: str) -> bool:
    """Copy a stored file's bytes, from wherever they are; False when they are gone."""
    try:
        with storage().open(key) as stream:
            writer.add_file(stream, f"data/{_FILES}{key[:2]}/{key}")
    except NotFound:
        return False
    return True


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
        _put_back(name, cast("BinaryIO", content))
    upgrade()
    return dict(reader.manifest["rows"])


def _put_back(name: str, content: BinaryIO) -> None:
    """A stored file goes to wherever this installation keeps them; what lay beside them goes into the data folder."""
    if name.startswith(_FILES):
        key = name.rpartition("/")[2]
        if not key.isalnum():
            raise Refused(f"备份里的 {name} 不是本系统存放的文件，没有恢复。")
        storage().put(key, content)
    elif name in _KEPT_BESIDE:
        target_path = _data_dir() / name
        target_path.touch(mode=0o600)
        target_path.chmod(0o600)  # keys are for their owner alone, also where a wider one lay before
        with target_path.open("wb") as target:
            shutil.copyfileobj(content, target)


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


def _data_dir() -> Path:
    return Path(current_app.extensions["settings"].data_dir)
