"""What follows from facts and is kept for speed: who is above whom, and where each person belongs today."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, delete, func, insert, literal, or_, select, text, true
from sqlalchemy.orm import aliased

from lms.columns import known
from lms.extensions import Model, db
from lms.people.models import Affiliation, Appointment, Organisation, OrganisationReach

DEEPEST = 64
"""No real tree is as deep; a ring, should one ever arise, ends here."""


def be_the_only_writer(*tables: type[Model]) -> None:
    """Let nobody else write these tables until the transaction ends; on SQLite a writer is alone already."""
    if db.session.connection().dialect.name == "postgresql":
        names = ", ".join(f'"{table.__tablename__}"' for table in tables)
        db.session.execute(text(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE"))


def renew_reach() -> None:
    """Work out anew every pair of an organisation and one in its subtree. Two statements."""
    itself: Any = select(
        Organisation.id.label("ancestor_id"), Organisation.id.label("descendant_id"), literal(0).label("depth")
    ).cte("reach", recursive=True)
    child = aliased(Organisation)
    reach = itself.union_all(
        select(itself.c.ancestor_id, child.id, itself.c.depth + 1)
        .join(child, child.parent_id == itself.c.descendant_id)
        .where(itself.c.depth < DEEPEST)
    )
    db.session.execute(delete(OrganisationReach))
    db.session.execute(
        insert(OrganisationReach).from_select(
            ["ancestor_id", "descendant_id", "depth"], select(reach.c.ancestor_id, reach.c.descendant_id, reach.c.depth)
        )
    )


def renew_affiliations(today: date, people: Select[int] | None = None) -> None:
    """Work out anew where these people belong today (`rules.organisations_of`); everybody unless `people` says who.

    Two statements. `people` selects person ids. Who renews everybody waits for those who renew somebody.
    """
    if people is None:
        be_the_only_writer(Affiliation)
    whom: ColumnElement[bool] = true() if people is None else Affiliation.person_id.in_(people)
    db.session.execute(delete(Affiliation).where(whom), execution_options={"synchronize_session": False})
    belonging = _belonging(today, people)
    db.session.execute(insert(Affiliation).from_select(["person_id", "organisation_id"], belonging))


def _belonging(today: date, people: Select[int] | None) -> Select[int, int]:
    """Present posts come first; else the post that ended last; else the future one that begins first."""
    begun = or_(Appointment.first_day.is_(None), Appointment.first_day <= today)
    ended = and_(Appointment.last_day.is_not(None), Appointment.last_day < today)
    order = case((ended, 1), (begun, 0), else_=2)
    place = func.rank().over(
        partition_by=Appointment.person_id,
        order_by=[
            order,
            case((ended, Appointment.last_day)).desc(),
            case((order == 2, Appointment.first_day)).asc(),
        ],
    )
    ranked = select(Appointment.person_id, Appointment.organisation_id, place.label("place")).where(known(Appointment))
    if people is not None:
        ranked = ranked.where(Appointment.person_id.in_(people))
    best = ranked.subquery()
    return select(best.c.person_id, best.c.organisation_id).where(best.c.place == 1).distinct()
