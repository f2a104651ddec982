"""The list of people within a scope: one row a person, cut into pages by the database."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Case, ColumnElement, Select, and_, case, exists, func, or_, select, true
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


def people_listed(scope: OrgScope, today: date, conditions: Conditions) -> list[PersonRow]:
    """All of the people that `people_page` cuts into pages, in the same order. One query."""
    here = true() if not conditions.organisation else _lies_in(reach_of_named(conditions.organisation, scope))
    met = (scope.reaches(Affiliation.organisation_id), _counts_today(today), here, *_meets(conditions))
    posts = _first_posts(met)
    ordered = select(*_shown(posts)).where(posts.c.place == 1).order_by(posts.c.code, posts.c.rank, posts.c.person_no)
    return [PersonRow(*row) for row in db.session.execute(ordered)]


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
    """Who stands on the page first, by one light statement; what stands in their rows then."""
    met = (scope.reaches(Affiliation.organisation_id), _counts_today(today), here, *_meets(conditions))
    first_post = func.min(Organisation.code.concat("\t").concat(_rank()))
    order = _posts(Affiliation.person_id).where(*met).group_by(Affiliation.person_id, Person.person_no)
    page = paged(order.order_by(first_post, Person.person_no), number)
    ids = [row.person_id for row in page.rows]
    rows = _rows({*ids}, met)
    return Page([rows[person_id] for person_id in ids], page.number, page.of, page.total)


def _rows(person_ids: set[int], met: tuple[ColumnElement[bool], ...]) -> dict[int, PersonRow]:
    """Each of these people with the first of the posts that meet the conditions."""
    posts = _first_posts((Affiliation.person_id.in_(person_ids), *met))
    found = db.session.execute(select(*_shown(posts)).where(posts.c.place == 1))
    return {row.person_id: PersonRow(*row) for row in found}


def _shown(posts: Any) -> list[Any]:  # noqa: ANN401 - a subquery's columns
    return [column for column in posts.c if column.name not in {"place", "code", "rank"}]


def _first_posts(met: tuple[ColumnElement[bool], ...]) -> Any:  # noqa: ANN401 - a subquery
    """The posts that meet the conditions, numbered for each person by `place`."""
    place = func.row_number().over(
        partition_by=Appointment.person_id,
        order_by=[Organisation.code, _rank(), Appointment.first_day.desc(), Appointment.id],
    )
    return (
        _posts(
            Appointment.person_id, Person.person_no, Person.name, Organisation.name.label("organisation"),
            Appointment.position_category, Appointment.position, Appointment.first_day, Appointment.last_day,
            place.label("place"), Organisation.code.label("code"), _rank().label("rank"),
        )
        .where(*met)
        .subquery()
    )  # fmt: skip


def _posts(*columns: Any) -> Select[Any]:  # noqa: ANN401 - columns of any kind
    """The posts by which people belong somewhere."""
    return (
        select(*columns)
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
    )


def _rank() -> Case[str]:
    """The place of a category among all, as two digits, so that texts sort as the categories do."""
    return case(
        {category.value: f"{place:02}" for place, category in enumerate(PositionCategory)},
        value=Appointment.position_category,
        else_="99",
    )


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
