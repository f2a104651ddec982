"""Whether the database is of this program's version."""

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import Connection

from lms.errors import Refused
from lms.extensions import db


def scripts() -> ScriptDirectory:
    """The migrations that came with this program."""
    return ScriptDirectory(current_app.extensions["migrate"].directory)


def revision_of(connection: Connection) -> str | None:
    """The step a database stands at; None for an empty one."""
    return MigrationContext.configure(connection).get_current_revision()


def known_revisions() -> frozenset[str]:
    """Every step this program knows."""
    return frozenset(script.revision for script in scripts().walk_revisions())


def refuse_newer(connection: Connection) -> None:
    """Raise Refused when a newer version of the program has been at the database."""
    revision = revision_of(connection)
    if revision is not None and revision not in known_revisions():
        raise Refused(
            f"数据库已由更新的版本升级过（{revision}），本程序不认识它的结构，没有做任何改动。请安装较新的版本再启动。"
        )


def refuse_other() -> None:
    """Raise Refused unless the database stands exactly at this program's last step."""
    with db.engine.connect() as connection:
        refuse_newer(connection)
        revision = revision_of(connection)
    if revision != scripts().get_current_head():
        raise Refused("数据库还没有升级到本程序的版本。请先运行 lms db upgrade，再启动。")
