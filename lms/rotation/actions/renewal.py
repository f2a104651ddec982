"""Storing today's answers: the evaluation goes into temporary tables, and only what differs is written."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import nullcontext
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
    *(Column(name, Integer, primary_key=True, autoincrement=False) for name in _KEY),
    *(Column(name, kind) for name, kind in _VALUES.items()),
    prefixes=["TEMPORARY"], postgresql_on_commit="DELETE ROWS", sqlite_with_rowid=False,
)  # fmt: skip
_FRESH_PLACE = Table(
    "fresh_obligation_place", _temporary,
    *(Column(name, Integer, primary_key=True, autoincrement=False) for name in (*_KEY, "organisation_id")),
    prefixes=["TEMPORARY"], postgresql_on_commit="DELETE ROWS", sqlite_with_rowid=False,
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
        for change in _changes(years, people):
            db.session.execute(change, people.parameters)
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


@lru_cache(maxsize=KEPT)
def _changes(years: tuple[int, ...], people: People) -> tuple[Any, ...]:
    """The statements that take over what differs."""
    within = and_(_STORED.c.year.in_(years), people.include(_STORED.c.person_id))
    return (_remove_gone(within), _change_changed(within), _add_new(), *_renew_places(within))


def _make_room() -> None:
    """Two empty temporary tables; each connection keeps its own."""
    for table in (_FRESH, _FRESH_PLACE):
        db.session.execute(CreateTable(table, if_not_exists=True))
        db.session.execute(delete(table))


def _is_same(fresh: Table) -> ColumnElement[bool]:
    return and_(*(_STORED.c[name] == fresh.c[name] for name in _KEY))


def _remove_gone(within: ColumnElement[bool]) -> Any:  # noqa: ANN401 - a DELETE
    is_found_again = exists(select(1).select_from(_FRESH).where(_is_same(_FRESH)))
    return delete(_STORED).where(within, ~is_found_again)


def _change_changed(within: ColumnElement[bool]) -> Any:  # noqa: ANN401 - an UPDATE
    differs = or_(*(_STORED.c[name].is_distinct_from(_FRESH.c[name]) for name in _VALUES))
    return update(_STORED).values({name: _FRESH.c[name] for name in _VALUES}).where(within, _is_same(_FRESH), differs)


def _add_new() -> Any:  # noqa: ANN401 - an INSERT
    is_stored = exists(select(1).select_from(_STORED).where(_is_same(_FRESH)))
    columns = [*_KEY, *_VALUES]
    return insert(_STORED).from_select(columns, select(*(_FRESH.c[name] for name in columns)).where(~is_stored))


def _renew_places(within: ColumnElement[bool]) -> tuple[Any, Any]:
    """Further organisations that list an obligation; few people have any, so the tables are small."""
    wanted = select(_STORED.c.id, _FRESH_PLACE.c.organisation_id).join(_FRESH_PLACE, _is_same(_FRESH_PLACE)).subquery()
    is_the_place = and_(wanted.c.id == _PLACE.c.obligation_id, wanted.c.organisation_id == _PLACE.c.organisation_id)
    is_wanted = exists(select(1).select_from(wanted).where(is_the_place))
    is_theirs = _PLACE.c.obligation_id.in_(select(_STORED.c.id).where(within))
    is_stored = exists(select(1).select_from(_PLACE).where(is_the_place))
    new = select(wanted.c.id, wanted.c.organisation_id).where(~is_stored)
    return (
        delete(_PLACE).where(is_theirs, ~is_wanted),
        insert(_PLACE).from_select(["obligation_id", "organisation_id"], new),
    )
