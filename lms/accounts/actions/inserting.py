"""Inserting what may be there already: two people who do it at once make one row."""

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite

from lms.extensions import db

_INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def insert_or_leave(model: type) -> Any:  # noqa: ANN401 - each dialect has its own class
    """An INSERT into `model` that leaves a row alone that is there already."""
    return _INSERT[db.engine.dialect.name](model).on_conflict_do_nothing()
