"""Every step goes up and down with rows in the tables, on both databases; the last one equals the models."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask_migrate import downgrade, upgrade
from sqlalchemy import MetaData, select

from lms import create_app
from lms.extensions import db
from lms.settings import Settings
from tests import postgres
from tests.databases import DATABASES
from tests.migrations.samples import ROWS

MIGRATIONS = Path(__file__).parents[2] / "migrations"
KEYS = {name: next(iter(row)) for name, row in ROWS.items()}  # a sample row begins with its key
STEPS = [one.revision for one in ScriptDirectory(str(MIGRATIONS)).walk_revisions()][::-1]


@pytest.fixture(params=DATABASES)
def empty_app(request, tmp_path):
    environment = {"LMS_DATA_DIR": str(tmp_path), "LMS_SECRET_KEY": "for tests only"}
    name = f"lms_steps_{tmp_path.parent.parent.name}_{tmp_path.name}".replace("-", "_")[-60:]
    if request.param == "postgresql":
        environment["LMS_DATABASE_URL"] = postgres.fresh_database(name)
    app = create_app(Settings.from_environment(environment))
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    if request.param == "postgresql":
        postgres.drop_database(name)


def dump() -> dict[str, list[tuple]]:
    """Every row of every table that is there, read without the models."""
    with db.engine.connect() as connection:
        tables = MetaData()
        tables.reflect(connection)
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for table in tables.sorted_tables
            if table.name != "alembic_version"
        }


def test_every_step_up_and_down_again_keeps_every_row(empty_app):
    with empty_app.app_context():
        for before, step in zip(["base", *STEPS], STEPS, strict=False):
            rows = dump()
            upgrade(revision=step)
            fill()
            downgrade(revision=before)
            assert dump() == rows, f"{step} lost rows on its way down"
            upgrade(revision=step)
            fill()
        assert set(ROWS) <= {name for name, held in dump().items() if held}
        downgrade(revision="base")
        assert dump() == {}


def fill() -> None:
    """Put the sample row into every table that has none yet."""
    with db.engine.connect().execution_options(writes=True) as connection, connection.begin():
        tables = MetaData()
        tables.reflect(connection)
        for table in tables.sorted_tables:
            row = ROWS.get(table.name)
            if (
                row
                and not connection.execute(
                    select(table).where(table.c[KEYS[table.name]] == row[KEYS[table.name]])
                ).first()
            ):
                connection.execute(table.insert(), [{name: row[name] for name in row if name in table.c}])


def test_the_samples_name_every_table(app):
    assert set(db.metadata.tables) - {"audit_head", "evaluation_state"} == set(ROWS)


def test_the_last_step_equals_the_models(app):
    with app.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, db.metadata) == []


def test_upgrading_twice_changes_nothing(app):
    with app.app_context():
        before = dump()
        db.session.remove()
        upgrade()
        assert dump() == before
