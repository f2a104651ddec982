"""Putting the synthetic district into an empty database, in sets of rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from random import Random
from typing import Any

from sqlalchemy import func, insert, select, true

from lms import clock
from lms.audit import actions as audit
from lms.audit.actor import Actor
from lms.demo import population
from lms.demo.population import Place, Resident, Row
from lms.errors import Refused
from lms.extensions import Model, db
from lms.people.derived import renew_affiliations, renew_reach
from lms.people.models import Appointment, Organisation, PartyStanding, Person
from lms.records.actions import enter_credit
from lms.records.models import TrainingRecord
from lms.records.rules import identity

_AT_ONCE = 2000  # people a round; memory stays small however many are asked for


@dataclass(frozen=True)
class Loaded:
    """What was put in: ids by organisation code, and one person number for each kind of demo account."""

    organisations: dict[str, int]
    people: int


def load_district(actor: Actor, people: int, seed: int) -> Loaded:
    """Organisations, persons, posts, standing and past training. Raises Refused where other people are.

    The same seed and day give the same district. Runs in the caller's transaction.
    """
    if db.session.scalar(select(func.count()).select_from(Person)):
        raise Refused("这个数据库里已经有人员，没有装入演示数据。请换一个空的数据库。")
    random, today = Random(seed), clock.today()  # noqa: S311 - invented people, no secret
    all_places = population.places(random, people)
    organisations = _insert_places(all_places)
    everybody = population.residents(random, all_places, people, today)
    while some := list(islice(everybody, _AT_ONCE)):
        insert_residents(some, organisations, str(actor))
    renew_affiliations(today)
    enter_credit(actor, true(), "演示数据")
    audit.record(actor, "demo.loaded", people=people, seed=seed)
    return Loaded(organisations, people)


def _insert_places(all_places: Sequence[Place]) -> dict[str, int]:
    organisations: dict[str, int] = {}
    for level in _levels(all_places):
        rows = [
            {
                "code": one.key,
                "name": one.name,
                "kind": one.kind.value,
                "parent_id": organisations.get(one.parent or ""),
            }
            for one in level
        ]
        organisations |= dict(zip((one.key for one in level), _insert(Organisation, rows), strict=True))
    renew_reach()
    return organisations


def _levels(all_places: Sequence[Place]) -> Iterator[list[Place]]:
    """Parents before children, a level at a time."""
    done: set[str | None] = {None}
    rest = list(all_places)
    while rest:
        level = [one for one in rest if one.parent in done]
        yield level
        done |= {one.key for one in level}
        rest = [one for one in rest if one.key not in done]


def insert_residents(some: list[Resident], organisations: dict[str, int], recorded_by: str) -> Sequence[int]:
    """Insert people with their standing, posts, belonging and records; gives their ids in the same order."""
    recorded = {"recorded_at": clock.now(), "recorded_by": recorded_by}
    ids = _insert(Person, [one.person for one in some])
    pairs = list(zip(ids, some, strict=True))
    _insert_plain(PartyStanding, [one.standing | {"person_id": key} | recorded for key, one in pairs if one.standing])
    posts = [(key, organisations[code], post) for key, one in pairs for code, post in one.posts]
    _insert_plain(
        Appointment, [post | {"person_id": key, "organisation_id": where} | recorded for key, where, post in posts]
    )
    _insert_plain(
        TrainingRecord,
        [
            record | {"person_id": key, "identity": _identity(record)} | recorded
            for key, one in pairs
            for record in one.records
        ],
    )
    return ids


def _identity(record: Row) -> str:
    return identity(
        record["declared_year"], record["category"], record["name"], record["first_day"], record["last_day"],
        record["days_hundredths"], record["credit_centihours"], record["completed"], record["make_up_year"],
    )  # fmt: skip


def _insert(model: type[Model], rows: list[Row]) -> Sequence[int]:
    """Insert rows and give their ids in the same order."""
    wanted: Any = model
    return db.session.scalars(insert(model).returning(wanted.id, sort_by_parameter_order=True), rows).all()


def _insert_plain(model: type[Model], rows: list[Row]) -> None:
    if rows:
        db.session.execute(insert(model), rows)
