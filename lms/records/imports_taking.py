"""Taking training records, with their credit; set by set, in the caller's transaction."""

from datetime import datetime
from typing import Any

from sqlalchemy import String, Subquery, and_, exists, func, insert, literal, select, update

from lms import clock
from lms.audit.actor import Actor
from lms.columns import UtcDateTime, known
from lms.extensions import db
from lms.people.announcing import announce_people
from lms.people.models import Person
from lms.records.actions import enter_credit, take_back_credit
from lms.records.models import CreditEntry, TrainingRecord
from lms.records.rules import TrainingResult
from lms.spreadsheets.staging import Staged

SOURCE = "import"
_OTHERS = ("person_id", "completed", "score_cents", "source", "training_class_id", "recorded_at", "recorded_by")
_UNSYNCHRONISED = {"synchronize_session": False}
_FIELDS = (
    "identity", "declared_year", "category", "name", "first_day", "last_day", "days_hundredths", "credit_centihours",
    "make_up_year",
)  # fmt: skip


def counting_scores(staged: Staged) -> Subquery:
    """One line a record of the file: its last row, and the last score that any of its rows gives (None: no row)."""
    columns: Any = staged.table.c
    record: dict[str, Any] = {"partition_by": (columns.person_no, columns.identity)}
    later = func.row_number().over(**record, order_by=columns.row.desc())
    scored_later = func.first_value(columns.score_cents).over(
        **record, order_by=[columns.score_cents.is_(None), columns.row.desc()]
    )
    lines = (
        select(
            columns.row, columns.person_no, columns.identity, scored_later.label("score_cents"), later.label("place")
        )
        .where(columns.identity.is_not(None), columns.person_no.is_not(None))
        .subquery()
    )
    return select(lines).where(lines.c.place == 1).subquery("counting_scores")


def take(staged: Staged, actor: Actor) -> None:
    """Write all staged records; one whose score is new supersedes the old. Announces the people."""
    now, by = clock.now(), str(actor)
    counting = counting_scores(staged)
    db.session.execute(
        update(TrainingRecord)
        .where(TrainingRecord.id.in_(_rescored(counting)))
        .values(superseded_at=now, superseded_by=by),
        execution_options=_UNSYNCHRONISED,
    )
    ceased = and_(TrainingRecord.superseded_at == now, TrainingRecord.superseded_by == by)
    take_back_credit(actor, CreditEntry.record_id.in_(select(TrainingRecord.id).where(ceased)), "")
    _insert(staged, counting, select(TrainingRecord).where(ceased).subquery(), now, by)
    written = and_(TrainingRecord.recorded_at == now, TrainingRecord.recorded_by == by)
    enter_credit(actor, written)
    announce_people("records", select(TrainingRecord.person_id).where(written).distinct())


def _rescored(counting: Subquery) -> Any:  # noqa: ANN401 - a SELECT of record ids
    """The known records for which the file has another score; an empty one never erases."""
    return (
        select(TrainingRecord.id)
        .join(Person, Person.id == TrainingRecord.person_id)
        .join(counting, and_(counting.c.person_no == Person.person_no, counting.c.identity == TrainingRecord.identity))
        .where(
            known(TrainingRecord),
            counting.c.score_cents.is_not(None),
            TrainingRecord.score_cents.is_distinct_from(counting.c.score_cents),
        )
    )


def _insert(staged: Staged, counting: Subquery, old: Subquery, now: datetime, by: str) -> None:
    """Every record that is not known (any more); one that took another's place stays with its class."""
    said: Any = staged.table.c
    there = exists().where(
        TrainingRecord.person_id == Person.id, TrainingRecord.identity == said.identity, known(TrainingRecord)
    )
    db.session.execute(
        insert(TrainingRecord).from_select(
            [*_FIELDS, *_OTHERS],
            select(
                *(said[field] for field in _FIELDS),
                Person.id,
                said.result == TrainingResult.COMPLETED.value,
                counting.c.score_cents,
                func.coalesce(old.c.source, SOURCE),
                old.c.training_class_id,
                literal(now, UtcDateTime),
                literal(by, String),
            )
            .select_from(staged.table)
            .join(counting, counting.c.row == said.row)
            .join(Person, Person.person_no == said.person_no)
            .outerjoin(old, and_(old.c.person_id == Person.id, old.c.identity == said.identity))
            .where(~there)
            .order_by(said.row),
        )
    )
