"""Taking organisations: new ones, renames and moves, in a fixed number of statements."""

from typing import Any

from sqlalchemy import Subquery, func, insert, or_, select, update
from sqlalchemy.orm import aliased

from lms.audit.actor import Actor
from lms.extensions import db
from lms.people.derived import renew_reach
from lms.people.models import Organisation
from lms.spreadsheets.staging import Staged


def take(staged: Staged, _actor: Actor) -> None:
    """Write all staged organisations, in the caller's transaction. An empty cell never erases."""
    said = _said(staged)
    db.session.execute(
        insert(Organisation).from_select(
            ["code", "name", "kind"],
            select(said.c.code, said.c.name, said.c.kind)
            .outerjoin(Organisation, Organisation.code == said.c.code)
            .where(Organisation.id.is_(None))
            .order_by(said.c.first_row),
        )
    )
    above = aliased(Organisation)
    parent_id = func.coalesce(above.id, Organisation.parent_id)
    wanted = (
        select(Organisation.id, said.c.name, said.c.kind, parent_id.label("parent"))
        .join(said, said.c.code == Organisation.code)
        .outerjoin(above, above.code == said.c.parent_code)
        .where(
            or_(
                Organisation.name != said.c.name,
                Organisation.kind != said.c.kind,
                Organisation.parent_id.is_distinct_from(parent_id),
            )
        )
        .subquery()
    )
    db.session.execute(
        update(Organisation)
        .where(Organisation.id == wanted.c.id)
        .values(name=wanted.c.name, kind=wanted.c.kind, parent_id=wanted.c.parent),
        execution_options={"synchronize_session": False},
    )
    renew_reach()


def _said(staged: Staged) -> Subquery:
    """What the file says of each code, its rows put together; they do not contradict each other."""
    columns: Any = staged.table.c
    return (
        select(
            columns.code,
            func.max(columns.name).label("name"),
            func.max(columns.kind).label("kind"),
            func.max(columns.parent_code).label("parent_code"),
            func.min(columns.row).label("first_row"),
        )
        .group_by(columns.code)
        .subquery()
    )
