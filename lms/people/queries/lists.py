"""The list of people within a scope: one row a person, cut into pages by the database."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select, true
from sqlalchemy.orm import aliased

from lms.columns import known
from lms.extensions import db
from lms.paging import Page, paged
from lms.people.models import Affiliation, Appointment, Organisation, Person
from lms.people.queries.organisations import reach_of_named
from lms.people.queries.scope import OrgScope
from lms.people.rules import PositionCategory
from lms.spreadsheets.rules.text import without_blanks


@dataclass(frozen=True)
class PersonRow:
    """A person with the post they are listed under; `last_day` is set when that post has an end."""

    id: int
    person_no: str
    name: str
    organisation: str
    category: str | None
    position: str | None
    first_day: date | None
    last_day: date | None


@dataclass(frozen=True)
class Conditions:
    """Which people are wanted: part of a name or the beginning of a number, an organisation, a category."""

    text: str = ""
    organisation: str = ""
    category: str = ""


def people_page(scope: OrgScope, today: date, conditions: Conditions, number: int = 1) -> Page:
    """Page `number` of the people in `scope`, in order of organisation and post; rows are `PersonRow`.

    Each is listed once, under the first of the posts by which they belong there and which meet the conditions.
    """
    here = true() if not conditions.organisation else _lies_in(reach_of_named(conditions.organisation, scope))
    return _page(scope, today, here, conditions, number)


def people_at_page(organisation_id: int, scope: OrgScope, today: date, number: int = 1) -> Page:
    """Page `number` of the people who belong to one organisation itself, not to what lies below it."""
    return _page(scope, today, Affiliation.organisation_id == organisation_id, Conditions(), number)


def count_people_in(scope: OrgScope) -> int:
    """How many people belong to a scope."""
    inside = select(func.count(Affiliation.person_id.distinct())).where(scope.reaches(Affiliation.organisation_id))
    return db.session.scalar(inside) or 0


def _lies_in(organisations: Select[int]) -> ColumnElement[bool]:
    return Affiliation.organisation_id.in_(organisations)


def _page(scope: OrgScope, today: date, here: ColumnElement[bool], conditions: Conditions, number: int) -> Page:
    posts = _posts(scope, today).where(here, *_meets(conditions)).subquery()
    wanted = (
        select(
            posts.c.person_id, posts.c.person_no, posts.c.name, posts.c.organisation, posts.c.position_category,
            posts.c.position, posts.c.first_day, posts.c.last_day,
        )
        .where(posts.c.place == 1)
        .order_by(posts.c.code, posts.c.rank, posts.c.person_no)
    )  # fmt: skip
    page = paged(wanted, number)
    return Page([PersonRow(*row) for row in page.rows], page.number, page.of, page.total)


def _posts(scope: OrgScope, today: date) -> Select[Any]:
    """The posts by which people belong to organisations in `scope`, numbered for each person from the first on."""
    rank = case(
        {category.value: place for place, category in enumerate(PositionCategory)},
        value=Appointment.position_category,
        else_=len(PositionCategory),
    )
    place = func.row_number().over(
        partition_by=Appointment.person_id,
        order_by=[Organisation.code, rank, Appointment.first_day.desc(), Appointment.id],
    )
    return (
        select(
            Appointment.person_id, Person.person_no, Person.name, Organisation.name.label("organisation"),
            Organisation.code, Appointment.position_category, Appointment.position, Appointment.first_day,
            Appointment.last_day, rank.label("rank"), place.label("place"),
        )
        .select_from(Affiliation)
        .join(
            Appointment,
            and_(
                Appointment.person_id == Affiliation.person_id,
                Appointment.organisation_id == Affiliation.organisation_id,
                known(Appointment),
            ),
        )
        .join(Person, Person.id == Affiliation.person_id)
        .join(Organisation, Organisation.id == Affiliation.organisation_id)
        .where(scope.reaches(Affiliation.organisation_id), _counts_today(today))
    )  # fmt: skip


def _counts_today(today: date) -> ColumnElement[bool]:
    """A present post; or any post of somebody who has no present one (`rules.organisations_of`)."""
    other = aliased(Appointment)
    has_present = exists(
        select(1).where(other.person_id == Affiliation.person_id, known(other), _present(other, today))
    )
    return or_(_present(Appointment, today), ~has_present)


def _present(post: Any, today: date) -> ColumnElement[bool]:  # noqa: ANN401 - the entity or an alias of it
    return and_(
        or_(post.first_day.is_(None), post.first_day <= today), or_(post.last_day.is_(None), post.last_day >= today)
    )


def _meets(conditions: Conditions) -> list[ColumnElement[bool]]:
    met = []
    if conditions.text:
        number = without_blanks(conditions.text)
        met.append(
            or_(
                Person.name.contains(conditions.text, autoescape=True),
                func.lower(Person.person_no).startswith(number.lower(), autoescape=True),
            )
        )
    if conditions.category:
        met.append(Appointment.position_category == conditions.category)
    return met
