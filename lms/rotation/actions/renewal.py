"""Storing today's answers: the evaluation goes into temporary tables, and only what differs is written."""

from __future__ import annotations

from collections.abc import Iterable
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
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.schema import CreateTable

from lms.extensions import db
from lms.rotation.evaluation import Moment, People, Question, for_whole_populations, obligations, places
from lms.rotation.evaluation.question import KEPT
from lms.rotation.models import Obligation, ObligationPlace
from lms.rotation.queries.requirements import KnownRequirement

_KEY = ("requirement_id", "year", "person_id")
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
    prefixes=["TEMPORARY"], postgresql_on_commit="DELETE ROWS",
)  # fmt: skip
_FRESH_PLACE = Table(
    "fresh_obligation_place", _temporary,
    *(Column(name, Integer, primary_key=True, autoincrement=False) for name in (*_KEY, "organisation_id")),
    prefixes=["TEMPORARY"], postgresql_on_commit="DELETE ROWS",
)  # fmt: skip


def renew(requirements: Iterable[KnownRequirement], years: tuple[int, ...], moment: Moment, people: People) -> None:
    """Bring the stored answers of `people` for `years` to what the evaluation gives, in the caller's transaction.

    `requirements` are all that are in force: obligations of others go, nobody owes them any more.
    """
    db.session.flush()
    _make_room()
    with for_whole_populations():
        for one in requirements:
            for fill in _fillings(Question(one.id, one.rules, years, moment, people)):
                db.session.execute(fill, people.parameters)
        for change in _changes(years, people):
            db.session.execute(change, people.parameters)
    db.session.expire_all()  # what was loaded before may have changed underneath


@lru_cache(maxsize=KEPT)
def _fillings(question: Question) -> tuple[Any, Any]:
    """The statements that put the evaluation into the temporary tables."""
    return (
        insert(_FRESH).from_select([*_KEY, *_VALUES], obligations(question)),
        insert(_FRESH_PLACE).from_select([*_KEY, "organisation_id"], places(question)),
    )


@lru_cache(maxsize=KEPT)
def _changes(years: tuple[int, ...], people: People) -> tuple[Any, ...]:
    """The statements that take over what differs."""
    within = and_(_STORED.c.year.in_(years), people.include(_STORED.c.person_id))
    return (_remove_gone(within), _change_changed(), _add_new(), *_renew_places(within))


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


def _change_changed() -> Any:  # noqa: ANN401 - an UPDATE
    differs = or_(*(_STORED.c[name].is_distinct_from(_FRESH.c[name]) for name in _VALUES))
    return update(_STORED).values({name: _FRESH.c[name] for name in _VALUES}).where(_is_same(_FRESH), differs)


def _add_new() -> Any:  # noqa: ANN401 - an INSERT
    is_stored = exists(select(1).select_from(_STORED).where(_is_same(_FRESH)))
    columns = [*_KEY, *_VALUES]
    return insert(_STORED).from_select(columns, select(*(_FRESH.c[name] for name in columns)).where(~is_stored))


def _renew_places(within: ColumnElement[bool]) -> tuple[Any, Any]:
    """Further organisations that list an obligation; few people have any, so the tables are small."""
    wanted = select(_STORED.c.id, _FRESH_PLACE.c.organisation_id).join(_FRESH_PLACE, _is_same(_FRESH_PLACE)).subquery()
    is_the_place = and_(wanted.c.id == _PLACE.c.obligation_id, wanted.c.organisation_id == _PLACE.c.organisation_id)
    is_wanted = exists(select(1).select_from(wanted).where(is_the_place))
    is_theirs = exists(select(1).select_from(_STORED).where(_STORED.c.id == _PLACE.c.obligation_id, within))
    is_stored = exists(select(1).select_from(_PLACE).where(is_the_place))
    new = select(wanted.c.id, wanted.c.organisation_id).where(~is_stored)
    return (
        delete(_PLACE).where(is_theirs, ~is_wanted),
        insert(_PLACE).from_select(["obligation_id", "organisation_id"], new),
    )
