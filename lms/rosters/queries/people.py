"""People as rosters name them: with the post they held on a day, and as much more as the exporter may see."""

from collections.abc import Collection
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Select, String, Subquery, and_, case, func, literal, or_, select

from lms.columns import known
from lms.extensions import db
from lms.people.models import Appointment, Organisation, PartyStanding, Person
from lms.rosters.queries.reach import Reach

_SHOWN_DIGITS = 4


def people_of(people: Select[int], on: date, reach: Reach) -> pd.DataFrame:
    """The people whose ids `people` selects, a row each, indexed by id, with the post held on a day. One query.

    Gender, birth date, standing and telephone come for people whom the exporter may look up; of the telephone
    the last four digits, unless the right to whole numbers reaches that person. The rest never leaves the database.
    """
    posts = _posts(people, on)
    may_look_up = reach.people.reaches_person(Person.id)
    number = case((reach.numbers.reaches_person(Person.id), Person.phone), else_=_masked(Person.phone))
    statement = (
        select(
            Person.id, Person.name, Organisation.id.label("organisation_id"),
            Organisation.name.label("organisation"), posts.c.position, posts.c.position_category.label("category"),
            *(case((may_look_up, column)).label(name) for name, column in _MORE.items()),
            case((may_look_up, number)).label("phone"),
        )
        .outerjoin(posts, and_(posts.c.person_id == Person.id, posts.c.turn == 1))
        .outerjoin(Organisation, Organisation.id == posts.c.organisation_id)
        .outerjoin(PartyStanding, and_(PartyStanding.person_id == Person.id, known(PartyStanding)))
        .where(Person.id.in_(people))
    )  # fmt: skip
    found = db.session.execute(statement)
    return pd.DataFrame(found.all(), columns=list(found.keys())).set_index("id")


_MORE: dict[str, Any] = {
    "gender": Person.gender, "ethnicity": Person.ethnicity, "birth_date": Person.birth_date,
    "political_status": PartyStanding.political_status,
}  # fmt: skip


def _masked(number: Any) -> ColumnElement[str]:  # noqa: ANN401 - a column
    """「*******0001」: all but the last digits."""
    hidden = literal("*" * 7, String)
    return hidden.concat(func.substr(number, func.length(number) - _SHOWN_DIGITS + 1))


def _posts(people: Select[int], on: date) -> Subquery:
    """Everybody's posts, the one to name first (`turn` 1): one in force on the day, else the one begun last."""
    begun = or_(Appointment.first_day.is_(None), Appointment.first_day <= on)
    in_force = and_(begun, or_(Appointment.last_day.is_(None), Appointment.last_day >= on))
    turn = func.row_number().over(
        partition_by=Appointment.person_id,
        order_by=[
            case((in_force, 0), (begun, 1), else_=2),
            Appointment.first_day.desc().nulls_last(),
            Appointment.id.desc(),
        ],
    )
    return (
        select(
            Appointment.person_id, Appointment.organisation_id, Appointment.position, Appointment.position_category,
            turn.label("turn"),
        )
        .where(Appointment.person_id.in_(people), known(Appointment))
        .subquery("post")
    )  # fmt: skip


def with_ids(ids: Collection[int]) -> Select[int]:
    """These people, as a query that `people_of` takes."""
    return select(Person.id).where(Person.id.in_(ids))
