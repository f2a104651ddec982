"""Writing and taking back training records, credit and capability passes; each tells rotation whom it touched."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Integer, String, insert, literal, select, update
from sqlalchemy.orm import aliased

from lms import clock
from lms.audit import actions as audit
from lms.audit.actor import Actor
from lms.columns import UtcDateTime, known
from lms.errors import NotFound
from lms.extensions import db
from lms.people.signals import person_facts_changed
from lms.records import queries
from lms.records.models import CapabilityPass, CreditEntry, TrainingRecord
from lms.records.rules import NewRecord


@dataclass(frozen=True)
class RecordNamed:
    """A record as the audit trail names it, without loading the row again."""

    id: int
    name: str
    __tablename__ = TrainingRecord.__tablename__


@dataclass(frozen=True)
class Written:
    """What became of several records: their ids in the order given, and which of them are new."""

    record_ids: tuple[int, ...]
    new_ids: frozenset[int]


def record_training(actor: Actor, new: NewRecord) -> int:
    """Write one training record with its credit; gives its id. One that is there already is left as it is."""
    return record_many(actor, [new]).record_ids[0]


def record_many(actor: Actor, new: Sequence[NewRecord], reason: str = "") -> Written:
    """Write training records and enter their credit, in a constant number of statements.

    A record equal to a known one in everything but the score is that one: it is kept, or superseded when the
    new score is another. `reason` stands in the ledger. Announces the people.
    """
    now = clock.now()
    there = queries.records_with_identities(new)
    rescored = [one.id for one in there if _has_another_score(one, new)]
    _supersede(actor, rescored, reason, now)
    kept = {(one.person_id, one.identity) for one in there if one.id not in rescored}
    missing = {(one.person_id, one.identity): one for one in new if (one.person_id, one.identity) not in kept}
    if missing:
        db.session.execute(insert(TrainingRecord), [_row(actor, one, now) for one in missing.values()])
    ids = {(one.person_id, one.identity): one.id for one in queries.records_with_identities(new)}
    new_ids = frozenset(ids[key] for key in missing)
    enter_credit(actor, TrainingRecord.id.in_(new_ids), reason)
    for key, one in missing.items():
        audit.record(
            actor,
            "record.written",
            of=RecordNamed(ids[key], one.name),
            person_id=one.person_id,
            completed=one.completed,
        )
    _announce(one.person_id for one in missing.values())
    return Written(tuple(ids[one.person_id, one.identity] for one in new), new_ids)


def _has_another_score(there: queries.KnownRecord, new: Sequence[NewRecord]) -> bool:
    scores = [
        one.score_cents
        for one in new
        if one.score_cents is not None and (one.person_id, one.identity) == (there.person_id, there.identity)
    ]
    return bool(scores) and scores[-1] != there.score_cents


def _row(actor: Actor, new: NewRecord, now: datetime) -> dict[str, Any]:
    """The columns of a record: its fields bear their names."""
    written = {"category": str(new.category), "identity": new.identity, "recorded_at": now, "recorded_by": str(actor)}
    return asdict(new) | written


def supersede_record(actor: Actor, record_id: int, reason: str) -> None:
    """Take one record and its credit back. Raises NotFound when it is not known (any more)."""
    if not supersede_many(actor, [record_id], reason):
        raise NotFound("There is no such training record now.")


def supersede_many(actor: Actor, record_ids: Iterable[int], reason: str) -> frozenset[int]:
    """Take records and their credit back; gives the people they were of. Those taken back before stay so."""
    taken = _supersede(actor, record_ids, reason, clock.now())
    people = frozenset(record.person_id for record in taken)
    for record in taken:
        audit.record(actor, "record.taken_back", of=record, person_id=record.person_id, reason=reason)
    _announce(people)
    return people


def _supersede(actor: Actor, record_ids: Iterable[int], reason: str, now: datetime) -> list[TrainingRecord]:
    ids = list(record_ids)
    if not ids:
        return []
    statement = select(TrainingRecord).where(TrainingRecord.id.in_(ids), known(TrainingRecord))
    records = list(db.session.scalars(statement))
    db.session.execute(
        update(TrainingRecord)
        .where(TrainingRecord.id.in_([record.id for record in records]))
        .values(superseded_at=now, superseded_by=str(actor))
    )
    take_back_credit(actor, CreditEntry.record_id.in_([record.id for record in records]), reason)
    return records


def enter_credit(actor: Actor, which: ColumnElement[bool], reason: str = "") -> None:
    """Enter the credit of every completed known record that meets `which` and has not earned yet. One statement.

    An import of many passes a condition on what it has just written: `TrainingRecord.recorded_at == …`.
    """
    earned = select(CreditEntry.id).where(CreditEntry.record_id == TrainingRecord.id, CreditEntry.reverses_id.is_(None))
    earning = select(
        TrainingRecord.person_id,
        TrainingRecord.id,
        literal(None, Integer),
        queries.credit_year(),
        TrainingRecord.credit_centihours,
        *_entered(actor, reason),
    ).where(
        which,
        known(TrainingRecord),
        TrainingRecord.completed.is_(True),
        TrainingRecord.credit_centihours > 0,
        ~earned.exists(),
    )
    db.session.execute(insert(CreditEntry).from_select(_ENTRY, earning))


def take_back_credit(actor: Actor, which: ColumnElement[bool], reason: str) -> None:
    """Write the negative of every earning entry that meets `which` and was not taken back before."""
    reversal = aliased(CreditEntry)
    taking = select(
        CreditEntry.person_id,
        CreditEntry.record_id,
        CreditEntry.id,
        CreditEntry.year,
        -CreditEntry.centihours,
        *_entered(actor, reason),
    ).where(
        which,
        CreditEntry.reverses_id.is_(None),
        ~select(reversal.id).where(reversal.reverses_id == CreditEntry.id).exists(),
    )
    db.session.execute(insert(CreditEntry).from_select(_ENTRY, taking))


_ENTRY = ["person_id", "record_id", "reverses_id", "year", "centihours", "reason", "entered_at", "entered_by"]


def _entered(actor: Actor, reason: str) -> tuple[ColumnElement[object], ...]:
    return literal(reason[:200], String), literal(clock.now(), UtcDateTime), literal(str(actor), String)


@dataclass(frozen=True)
class Passed:
    """A curriculum's quiz passed by a person on a day."""

    person_id: int
    curriculum_code: str
    passed_on: date
    attempt_id: int | None = None


def pass_capability(
    actor: Actor, person_id: int, curriculum_code: str, passed_on: date, attempt_id: int | None = None
) -> bool:
    """Put down that a person passed a curriculum's quiz; False when that was known before (the first day stays).

    An earlier day than the known one supersedes it.
    """
    return bool(pass_many(actor, [Passed(person_id, curriculum_code, passed_on, attempt_id)]))


def pass_many(actor: Actor, passed: Sequence[Passed]) -> list[Passed]:
    """Put down passes of many people, in a constant number of statements; gives those that were news.

    Of several for one person and curriculum the earliest day counts, also against what is known already.
    """
    earliest: dict[tuple[int, str], Passed] = {}
    for one in sorted(passed, key=lambda one: one.passed_on, reverse=True):
        earliest[one.person_id, one.curriculum_code] = one
    there = {(one.person_id, one.curriculum_code): one for one in _passes_of({one.person_id for one in passed})}
    news = [one for key, one in earliest.items() if key not in there or there[key].passed_on > one.passed_on]
    now = clock.now()
    for one in news:
        if old := there.get((one.person_id, one.curriculum_code)):
            old.superseded_at, old.superseded_by = now, str(actor)
    db.session.flush()  # the key of what is known now is free before the new row takes it
    if news:
        rows = [asdict(one) | {"recorded_at": now, "recorded_by": str(actor)} for one in news]
        db.session.execute(insert(CapabilityPass), rows)
    for one in news:
        audit.record(actor, "capability.passed", person_id=one.person_id, curriculum=one.curriculum_code)
    _announce(one.person_id for one in news)
    return news


def _passes_of(person_ids: set[int]) -> list[CapabilityPass]:
    wanted = select(CapabilityPass).where(CapabilityPass.person_id.in_(person_ids), known(CapabilityPass))
    return list(db.session.scalars(wanted.with_for_update()))


def _announce(person_ids: Iterable[int]) -> None:
    people = frozenset(person_ids)
    if people:
        person_facts_changed.send("records", person_ids=people)
