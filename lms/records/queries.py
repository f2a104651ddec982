"""Questions about training records and credit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Integer, case, extract, func, select

from lms.columns import known
from lms.extensions import db
from lms.records import rules
from lms.records.models import CreditEntry, TrainingRecord

# A statement takes at most 65,535 parameters on PostgreSQL and 32,766 on SQLite.
_AT_ONCE = 5_000


@dataclass(frozen=True)
class KnownRecord:
    """A record known now, as far as telling it from others goes."""

    id: int
    person_id: int
    identity: str
    score_cents: int | None


def records_with_identities(new: Sequence[rules.NewRecord]) -> list[KnownRecord]:
    """The records known now that are, in all but the score, one of `new`."""
    found: list[KnownRecord] = []
    wanted = {(one.person_id, one.identity) for one in new}
    for start in range(0, len(new), _AT_ONCE):
        part = new[start : start + _AT_ONCE]
        rows = db.session.execute(
            select(TrainingRecord.id, TrainingRecord.person_id, TrainingRecord.identity, TrainingRecord.score_cents)
            .where(
                known(TrainingRecord),
                TrainingRecord.person_id.in_({one.person_id for one in part}),
                TrainingRecord.identity.in_({one.identity for one in part}),
            )
        )  # fmt: skip
        found += [KnownRecord(*row) for row in rows if (row.person_id, row.identity) in wanted]
    return found


@dataclass(frozen=True)
class RecordLine:
    """One line of a person's record: hundredths of days and hours; a superseded line says what took its place."""

    id: int
    name: str
    category: str
    first_day: date
    last_day: date
    days_hundredths: int | None
    credit_centihours: int
    completed: bool
    score_cents: int | None
    make_up_year: int | None
    superseded_at: datetime | None
    successor: str | None = None

    @property
    def counted_centihours(self) -> int:
        """What it adds to its year: nothing once superseded, nothing when not completed."""
        if self.superseded_at is not None:
            return 0
        return rules.earned_centihours(self.credit_centihours, completed=self.completed)


def year_of_person(person_id: int, year: int | None) -> list[RecordLine]:
    """A person's records that add to `year` (None: all), newest first, corrected ones included. Two queries."""
    statement = select(TrainingRecord).where(TrainingRecord.person_id == person_id)
    if year is not None:
        statement = statement.where(credit_year() == year)
    records = list(
        db.session.scalars(
            statement.order_by(
                TrainingRecord.last_day.desc(), TrainingRecord.superseded_at.is_(None).desc(), TrainingRecord.id.desc()
            )
        )
    )
    names = _successors(person_id) if any(record.superseded_at for record in records) else {}
    return [_line(record, names.get(record.id)) for record in records]


def _line(record: TrainingRecord, successor: str | None) -> RecordLine:
    return RecordLine(
        record.id, record.name, record.category, record.first_day, record.last_day, record.days_hundredths,
        record.credit_centihours, record.completed, record.score_cents, record.make_up_year, record.superseded_at,
        successor,
    )  # fmt: skip


def _successors(person_id: int) -> dict[int, str]:
    """For each superseded record, the name of the one written in its place: at that instant, or by its class later.

    Of several, the one of the same class, days and category goes before the others.
    """
    rows = list(
        db.session.execute(
            select(
                TrainingRecord.id, TrainingRecord.name, TrainingRecord.training_class_id, TrainingRecord.category,
                TrainingRecord.first_day, TrainingRecord.last_day, TrainingRecord.recorded_at,
                TrainingRecord.superseded_at,
            )
            .where(TrainingRecord.person_id == person_id)
            .order_by(TrainingRecord.recorded_at, TrainingRecord.id)
        )
    )  # fmt: skip
    found: dict[int, str] = {}
    for gone in (row for row in rows if row.superseded_at is not None):
        later = [row for row in rows if row.id != gone.id and _takes_the_place(row, gone)]
        if later:
            found[gone.id] = max(later, key=lambda row: _likeness(row, gone)).name
    return found


def _takes_the_place(later: Any, gone: Any) -> bool:  # noqa: ANN401 - rows of `_successors`
    """Whether a record was written when another was superseded, or later by the same class."""
    of_its_class = gone.training_class_id is not None and later.training_class_id == gone.training_class_id
    return bool(later.recorded_at == gone.superseded_at or (of_its_class and later.recorded_at >= gone.superseded_at))


def _likeness(later: Any, gone: Any) -> tuple[bool, bool, bool]:  # noqa: ANN401 - rows of `_successors`
    same_days = (later.first_day, later.last_day) == (gone.first_day, gone.last_day)
    return later.training_class_id == gone.training_class_id, same_days, later.category == gone.category


def years_of_person(person_id: int) -> list[tuple[int, int]]:
    """The years in which a person has records known now, newest first, each with its counted centihours."""
    counted = case((TrainingRecord.completed.is_(True), TrainingRecord.credit_centihours), else_=0)
    year = credit_year()
    rows = db.session.execute(
        select(year, func.sum(counted))
        .where(TrainingRecord.person_id == person_id, known(TrainingRecord))
        .group_by(year)
        .order_by(year.desc())
    )
    return [(int(one), int(total)) for one, total in rows]


def ledger_balance(person_id: int, year: int) -> int:
    """What the ledger says a person earned in a year, in centihours, all entries added up."""
    total = db.session.scalar(
        select(func.sum(CreditEntry.centihours)).where(CreditEntry.person_id == person_id, CreditEntry.year == year)
    )
    return int(total or 0)


def credit_year() -> ColumnElement[int]:
    """`rules.credit_year` of a training record, as SQL."""
    return func.coalesce(TrainingRecord.make_up_year, extract("year", TrainingRecord.last_day).cast(Integer))
