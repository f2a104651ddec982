"""Storing today's answers: the evaluation goes into temporary tables, and only what differs is written."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Date,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    and_,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    text,
    tuple_,
    update,
)
from sqlalchemy.schema import CreateTable

from lms.columns import known
from lms.extensions import db
from lms.people.models import Appointment
from lms.rotation.evaluation import Moment, People, Question, for_whole_populations, obligations, places
from lms.rotation.evaluation.question import KEPT
from lms.rotation.models import Obligation, ObligationPlace
from lms.rotation.queries.requirements import KnownRequirement

_KEY = ("requirement_id", "person_id", "year")
_VALUES: dict[str, Any] = {
    "status": String(14), "due": Date, "spell_first_day": Date, "spell_last_day": Date, "appointment_id": Integer,
    "organisation_id": Integer, "times": Integer, "days_hundredths": Integer, "centihours": Integer,
    "missing_curricula": Text, "record_id": Integer, "waiver_id": Integer, "enrolment_id": Integer,
}  # fmt: skip
_STORED: Any = Obligation.__table__
_PLACE: Any = ObligationPlace.__table__
_temporary = MetaData()
_FRESH = Table(
    "fresh_obligation", _temporary,
    *(Column(name, Integer) for name in _KEY), *(Column(name, kind) for name, kind in _VALUES.items()),
    prefixes=["TEMPORARY"], postgresql_on_commit="DELETE ROWS",
)  # fmt: skip
_FRESH_PLACE = Table(
    "fresh_obligation_place", _temporary, *(Column(name, Integer) for name in (*_KEY, "organisation_id")),
    prefixes=["TEMPORARY"], postgresql_on_commit="DELETE ROWS",
)  # fmt: skip
_DIFFERENT = Table(
    "different_obligation", _temporary,
    Column("stored_id", Integer), *(Column(name, Integer) for name in _KEY),
    *(Column(name, kind) for name, kind in _VALUES.items()),
    prefixes=["TEMPORARY"], postgresql_on_commit="DELETE ROWS",
)  # fmt: skip


def renew(requirements: Iterable[KnownRequirement], years: tuple[int, ...], moment: Moment, people: People) -> None:
    """Bring the stored answers of `people` for `years` to what the evaluation gives, in the caller's transaction.

    `requirements` are all that are in force: obligations of others go, nobody owes them any more.
    """
    db.session.flush()
    _make_room()
    some_hold_several_posts = _some_hold_several_posts(moment, people)
    with for_whole_populations():
        for one in requirements:
            fill, fill_places = _fillings(Question(one.id, one.rules, years, moment, people))
            db.session.execute(fill, people.parameters)
            if some_hold_several_posts:
                db.session.execute(fill_places, people.parameters)
    with nullcontext() if people.sort == "some" else for_whole_populations():
        _take_over(years, people)
    db.session.expire_all()  # what was loaded before may have changed underneath


def _some_hold_several_posts(moment: Moment, people: People) -> bool:
    """Whether anybody can be listed by two organisations; of a few people seldom, which saves half the work."""
    several = (
        select(Appointment.person_id)
        .where(known(Appointment, moment.known_on), people.include(Appointment.person_id))
        .group_by(Appointment.person_id)
        .having(func.count() > 1)
        .limit(1)
    )
    return db.session.execute(several, people.parameters).first() is not None


@lru_cache(maxsize=KEPT)
def _fillings(question: Question) -> tuple[Any, Any]:
    """The statements that put the evaluation into the temporary tables."""
    found = ((_FRESH, obligations(question)), (_FRESH_PLACE, places(question)))
    fill, fill_places = (
        insert(table).from_select([column.name for column in query.selected_columns], query) for table, query in found
    )
    return fill, fill_places


def _take_over(years: tuple[int, ...], people: People) -> None:
    """Write what differs from what is stored: most nights next to nothing, so one comparison must do."""
    changes = _changes(years, people)
    for statement in (changes.find_different, changes.change, changes.add):
        db.session.execute(statement, people.parameters)
    if db.session.execute(changes.how_many_too_many, people.parameters).scalar_one():
        db.session.execute(changes.remove_gone, people.parameters)
    for statement in changes.renew_places:
        db.session.execute(statement, people.parameters)


@dataclass(frozen=True)
class _Changes:
    """The statements that take over what differs, in the order in which they run."""

    find_different: Any
    change: Any
    add: Any
    how_many_too_many: Any
    remove_gone: Any
    renew_places: tuple[Any, Any]


@lru_cache(maxsize=KEPT)
def _changes(years: tuple[int, ...], people: People) -> _Changes:
    within = and_(_STORED.c.year.in_(years), people.include(_STORED.c.person_id))
    columns = [*_KEY, *_VALUES]
    new = select(*(_DIFFERENT.c[name] for name in columns)).where(_DIFFERENT.c.stored_id.is_(None))
    changed = {name: _DIFFERENT.c[name] for name in _VALUES}
    is_found_again = exists(select(1).select_from(_FRESH).where(_is_same(_FRESH)))
    stored = select(func.count()).select_from(_STORED).where(within).scalar_subquery()
    fresh = select(func.count()).select_from(_FRESH).scalar_subquery()
    return _Changes(
        find_different=insert(_DIFFERENT).from_select(["stored_id", *columns], _different(within)),
        change=update(_STORED).values(changed).where(_STORED.c.id == _DIFFERENT.c.stored_id),
        add=insert(_STORED).from_select(columns, new),
        how_many_too_many=select(stored - fresh),
        remove_gone=delete(_STORED).where(within, ~is_found_again),
        renew_places=_renew_places(within),
    )


def _different(within: ColumnElement[bool]) -> Any:  # noqa: ANN401 - a SELECT
    """Fresh answers that are not stored yet (stored_id NULL), or stored with other values."""
    differs = or_(*(_STORED.c[name].is_distinct_from(_FRESH.c[name]) for name in _VALUES))
    return (
        select(_STORED.c.id, *(_FRESH.c[name] for name in (*_KEY, *_VALUES)))
        .select_from(_FRESH.outerjoin(_STORED, and_(_is_same(_FRESH), within)))
        .where(or_(_STORED.c.id.is_(None), differs))
    )


def _make_room() -> None:
    """Empty temporary tables; each connection keeps its own. SQLite looks rows up in them, so it gets an index."""
    for table in (_FRESH, _FRESH_PLACE, _DIFFERENT):
        db.session.execute(CreateTable(table, if_not_exists=True))
        db.session.execute(delete(table))
    if db.session.connection().dialect.name == "sqlite":
        for table in (_FRESH, _FRESH_PLACE):
            index = f"CREATE INDEX IF NOT EXISTS temp.{table.name}_key ON {table.name} ({', '.join(_KEY)})"
            db.session.execute(text(index))


def _is_same(fresh: Table) -> ColumnElement[bool]:
    return and_(*(_STORED.c[name] == fresh.c[name] for name in _KEY))


def _renew_places(within: ColumnElement[bool]) -> tuple[Any, Any]:
    """Further organisations that list an obligation; few people have any, so the tables are small."""
    listed = _PLACE.alias("listed")
    is_found_again = exists(
        select(1)
        .select_from(_FRESH_PLACE)
        .where(_is_same(_FRESH_PLACE), _FRESH_PLACE.c.organisation_id == listed.c.organisation_id)
    )
    gone = (
        select(listed.c.obligation_id, listed.c.organisation_id)
        .join(_STORED, _STORED.c.id == listed.c.obligation_id)
        .where(within, ~is_found_again)
    )
    is_stored = exists(
        select(1)
        .select_from(_PLACE)
        .where(_PLACE.c.obligation_id == _STORED.c.id, _PLACE.c.organisation_id == _FRESH_PLACE.c.organisation_id)
    )
    new = (
        select(_STORED.c.id, _FRESH_PLACE.c.organisation_id)
        .join(_FRESH_PLACE, _is_same(_FRESH_PLACE))
        .where(~is_stored)
    )
    return (
        delete(_PLACE).where(tuple_(_PLACE.c.obligation_id, _PLACE.c.organisation_id).in_(gone)),
        insert(_PLACE).from_select(["obligation_id", "organisation_id"], new),
    )
