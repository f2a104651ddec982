"""How Alembic reaches the database: through the application, one transaction for all steps."""

from alembic import context
from flask import current_app
from sqlalchemy import text

from lms.extensions import db
from lms.schema import refuse_newer

LOCK_TIMEOUT = "SET lock_timeout = '10s'"  # a migration waits shortly rather than queueing everyone behind it


def run_migrations() -> None:
    engine = current_app.extensions["migrate"].db.engine
    with engine.connect() as plain:
        sqlite = plain.dialect.name == "sqlite"
        if sqlite:
            # A parent table that is made anew would take its children along; checked again before the end.
            # Said to the driver: within the transaction that SQLAlchemy would begin, SQLite does not listen.
            plain.connection.driver_connection.execute("PRAGMA foreign_keys = OFF")
        connection = plain.execution_options(writes=True)
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_as_batch=sqlite,
            compare_type=True,
            transaction_per_migration=False,
        )
        refuse_newer(connection)
        connection.rollback()
        with context.begin_transaction():
            if not sqlite:
                connection.execute(text(LOCK_TIMEOUT))
            context.run_migrations()
            if sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                raise RuntimeError("a migration left a row without its parent; nothing was changed")
        if sqlite:
            connection.rollback()
            connection.connection.driver_connection.execute("PRAGMA foreign_keys = ON")


run_migrations()
