"""Who is nominated: lists for a call-up and for one unit, and rows to change."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, case, exists, select
from sqlalchemy.orm import aliased

from lms.columns import known
from lms.errors import NotFound
from lms.extensions import db
from lms.nomination.models import CallUp, Nomination
from lms.nomination.rules.standing import ACTIVE, Standing
from lms.paging import ROWS_A_PAGE, Page, paged
from lms.people.models import Organisation, Person
from lms.people.queries import OrgScope
from lms.training.models import Enrolment
from lms.training.queries.people import Face, faces_of

_ORDER = (Standing.NOMINATED, Standing.CONFIRMED, Standing.WAITING)


@dataclass(frozen=True)
class Named:
    """A nomination with the person it names, as lists show it."""

    id: int
    person_id: int
    organisation_id: int
    unit: str
    standing: Standing
    nominated_at: datetime
    decided_at: datetime | None
    reason: str | None
    replaced_by: str | None
    face: Face


@dataclass(frozen=True)
class Which:
    """Which nominations of a call-up: of one unit (None: of all), with some standings, of a name or number."""

    organisation_id: int | None = None
    standings: frozenset[Standing] = frozenset()
    called: str = ""


def named_page(call_up_id: int, which: Which, number: int, rows_a_page: int = ROWS_A_PAGE) -> Page:
    """A page of Named: unit by unit, those to be decided first, then in the order they were named. Three queries."""
    page = paged(_named(call_up_id, which), number, rows_a_page)
    return Page(_with_faces(page.rows), page.number, page.of, page.total)


def all_named(call_up_id: int, which: Which) -> list[Named]:
    """The same, all of them, for a file or a notice."""
    return _with_faces(db.session.execute(_named(call_up_id, which)).all())


def named_one(call_up_id: int, nomination_id: int, organisation_id: int | None = None) -> Named:
    """One nomination of a call-up (and unit). Raises NotFound."""
    statement = _named(call_up_id, Which(organisation_id)).where(Nomination.id == nomination_id)
    found = _with_faces(db.session.execute(statement).all())
    if not found:
        raise NotFound("There is no such nomination here.")
    return found[0]


def active_people(call_up_id: int, person_ids: Iterable[int] | None = None) -> frozenset[int]:
    """Everybody who is nominated, confirmed or waiting; of `person_ids` or of all."""
    statement = select(Nomination.person_id).where(
        Nomination.call_up_id == call_up_id, Nomination.state.in_(sorted(ACTIVE))
    )
    if person_ids is not None:
        statement = statement.where(Nomination.person_id.in_(set(person_ids)))
    return frozenset(db.session.scalars(statement))


def rows_for_update(call_up_id: int, nomination_ids: Iterable[int]) -> list[Nomination]:
    """Those nominations that still count for something, in the order of the line; behind the lock of the class."""
    return list(
        db.session.scalars(
            select(Nomination)
            .where(
                Nomination.call_up_id == call_up_id,
                Nomination.id.in_(set(nomination_ids)),
                Nomination.state.in_(sorted(ACTIVE)),
            )
            .order_by(Nomination.id)
            .execution_options(populate_existing=True)
        )
    )


def next_waiting(call_up_id: int, organisation_id: int, how_many: int) -> list[Nomination]:
    """Who is next in a unit's line."""
    return list(
        db.session.scalars(
            select(Nomination)
            .where(
                Nomination.call_up_id == call_up_id,
                Nomination.organisation_id == organisation_id,
                Nomination.state == Standing.WAITING.value,
            )
            .order_by(Nomination.id)
            .limit(how_many)
            .execution_options(populate_existing=True)
        )
    )


def confirmed_without_seat(person_ids: Iterable[int]) -> list[Nomination]:
    """Confirmed nominations of these people for classes in which they have no seat any more."""
    seat = select(1).where(
        Enrolment.training_class_id == CallUp.training_class_id,
        Enrolment.person_id == Nomination.person_id,
        known(Enrolment),
        Enrolment.withdrawn_on.is_(None),
    )
    statement = (
        select(Nomination)
        .join(CallUp, CallUp.id == Nomination.call_up_id)
        .where(
            Nomination.person_id.in_(set(person_ids)),
            Nomination.state == Standing.CONFIRMED.value,
            ~exists(seat),
        )
    )
    return list(db.session.scalars(statement))


def people_within(organisation_id: int, person_ids: Iterable[int]) -> frozenset[int]:
    """Those of `person_ids` who belong to a unit or anything below it today."""
    unit = OrgScope(frozenset({organisation_id}))
    wanted = select(Person.id).where(Person.id.in_(set(person_ids)), unit.reaches_person(Person.id))
    return frozenset(db.session.scalars(wanted))


def _named(call_up_id: int, which: Which) -> Select[*tuple[Any, ...]]:
    instead, instead_of = aliased(Nomination), aliased(Person)
    place = {one.value: number for number, one in enumerate(_ORDER)}
    statement = (
        select(
            Nomination.id, Nomination.person_id, Nomination.organisation_id, Organisation.name, Nomination.state,
            Nomination.nominated_at, Nomination.decided_at, Nomination.reason, instead_of.name,
        )
        .join(Organisation, Organisation.id == Nomination.organisation_id)
        .join(Person, Person.id == Nomination.person_id)
        .outerjoin(instead, instead.id == Nomination.replaced_by_id)
        .outerjoin(instead_of, instead_of.id == instead.person_id)
        .where(Nomination.call_up_id == call_up_id)
        .order_by(Organisation.code, case(place, value=Nomination.state, else_=len(place)), Nomination.id)
    )  # fmt: skip
    if which.organisation_id is not None:
        statement = statement.where(Nomination.organisation_id == which.organisation_id)
    if which.standings:
        statement = statement.where(Nomination.state.in_(sorted(which.standings)))
    if which.called:
        statement = statement.where(
            Person.name.contains(which.called, autoescape=True) | (Person.person_no == which.called)
        )
    return statement


def _with_faces(rows: Iterable[Any]) -> list[Named]:
    rows = list(rows)
    faces = faces_of(row.person_id for row in rows)
    return [_one(row, faces[row.person_id]) for row in rows]


def _one(row: Any, face: Face) -> Named:  # noqa: ANN401 - a row of `_named`
    key, person, unit_id, unit, state, nominated_at, decided_at, reason, instead = row
    return Named(key, person, unit_id, unit, Standing(state), nominated_at, decided_at, reason, instead, face)
