"""The records file: a row is one training of one person. Rows that differ in the score alone are one record."""

from collections.abc import Iterator
from datetime import date
from typing import Any, cast

from flask_babel import lazy_gettext as _l
from sqlalchemy import String, and_, exists, func, or_, select

from lms.columns import known
from lms.extensions import db
from lms.people.imports.people_sentences import UNKNOWN_PERSON
from lms.people.models import Person
from lms.people.queries import EVERYWHERE, OrgScope
from lms.records.imports_taking import counting_scores, take
from lms.records.models import CreditEntry, TrainingRecord
from lms.records.rules import TrainingCategory, TrainingResult, identity
from lms.spreadsheets.kinds import DAY, WHOLE, Column, ImportKind, Sentence, Values, register
from lms.spreadsheets.rules.dates import day, days_in_order, last_day
from lms.spreadsheets.rules.numbers import hundredths, year
from lms.spreadsheets.rules.text import code, free_text, one_of
from lms.spreadsheets.rules.values import FaultCode, Finding, fault, number_text
from lms.spreadsheets.staging import Staged

CATEGORIES = {category.value: category.value for category in TrainingCategory}
RESULTS = {result.value: result.value for result in TrainingResult}

COLUMNS = (
    Column("人员编号", "person_no", code, required=True),
    Column("年度", "declared_year", year, WHOLE, required=True),
    Column("培训类别", "category", one_of(CATEGORIES), required=True),
    Column("培训名称", "name", free_text(200), required=True),
    Column("开始日期", "first_day", day, DAY, required=True),
    Column("结束日期", "last_day", last_day, DAY, required=True),
    Column("天数", "days_hundredths", hundredths("天", largest=3_660), WHOLE),
    Column("学时", "credit_centihours", hundredths("学时", "小时", largest=9_999), WHOLE, required=True),
    Column("结果", "result", one_of(RESULTS), required=True),
    Column("成绩", "score_cents", hundredths("分", largest=1_000), WHOLE),
    Column("补训年度", "make_up_year", year, WHOLE),
)


def check_row(row: int, values: Values, _faulty: frozenset[str]) -> Iterator[Finding]:
    """A training that ends before it begins."""
    if problem := days_in_order(values["first_day"], values["last_day"]):
        yield Finding(row, "last_day", problem, str(values["last_day"]))


def derive(values: Values) -> None:
    """What makes two records of one person one, where everything it is made of was read."""
    said: Any = values
    needed = ("declared_year", "category", "name", "first_day", "last_day", "credit_centihours", "result")
    if any(said[field] is None for field in needed):
        said["identity"] = None
        return
    said["identity"] = identity(
        said["declared_year"], said["category"], said["name"], cast("date", said["first_day"]), said["last_day"],
        said["days_hundredths"], said["credit_centihours"], said["result"] == TrainingResult.COMPLETED,
        said["make_up_year"],
    )  # fmt: skip


def check(staged: Staged, scope: OrgScope | None, _partial: bool) -> Iterator[Finding]:  # noqa: FBT001 - a hook's place
    """Numbers that nobody has; scores that take the place of others."""
    columns = staged.table.c
    there = exists().where(Person.person_no == columns.person_no, (scope or EVERYWHERE).reaches_person(Person.id))
    for row, number in db.session.execute(
        select(columns.row, columns.person_no).where(columns.person_no.is_not(None), ~there)
    ):
        yield Finding(row, "person_no", fault(FaultCode.UNKNOWN_PERSON), number)
    yield from _scores_within(staged)
    yield from _scores_replaced(staged)


def _scores_within(staged: Staged) -> Iterator[Finding]:
    """Rows that are one record: the later row's score counts, and the report names it."""
    columns = staged.table.c
    window: dict[str, Any] = {"partition_by": (columns.person_no, columns.identity), "order_by": columns.row}
    seen = (
        select(
            columns.row, columns.score_cents, columns.identity,
            func.lag(columns.row).over(**window).label("before"),
        )
        .where(columns.identity.is_not(None), columns.person_no.is_not(None), columns.faulty == 0)
        .subquery()
    )  # fmt: skip
    for row, score, before in db.session.execute(
        select(seen.c.row, seen.c.score_cents, seen.c.before).where(seen.c.before.is_not(None))
    ):
        which = "same record" if score is not None else "same record without score"
        yield Finding(row, "score_cents", fault(which, other=before), _score(score), is_warning=True)


def _scores_replaced(staged: Staged) -> Iterator[Finding]:
    counting = counting_scores(staged)
    for row, new, old in db.session.execute(
        select(counting.c.row, counting.c.score_cents, TrainingRecord.score_cents)
        .join(Person, Person.person_no == counting.c.person_no)
        .join(
            TrainingRecord,
            and_(TrainingRecord.person_id == Person.id, TrainingRecord.identity == counting.c.identity),
        )
        .where(known(TrainingRecord), TrainingRecord.score_cents != counting.c.score_cents)
    ):
        yield Finding(row, "score_cents", fault("score-replaced", old=_score(old)), _score(new), is_warning=True)


def _score(cents: int | None) -> str:
    return "" if cents is None else number_text(cents / 100)


def unchanged(staged: Staged) -> int:
    """Rows whose record is known, with the score that counts."""
    columns = staged.table.c
    counting = counting_scores(staged)
    statement = (
        select(func.count())
        .select_from(staged.table)
        .join(
            counting,
            and_(counting.c.person_no == columns.person_no, counting.c.identity == columns.identity),
        )
        .join(Person, Person.person_no == columns.person_no)
        .join(
            TrainingRecord,
            and_(TrainingRecord.person_id == Person.id, TrainingRecord.identity == columns.identity),
        )
        .where(
            known(TrainingRecord),
            or_(counting.c.score_cents.is_(None), counting.c.score_cents == TrainingRecord.score_cents),
        )
    )
    return db.session.scalar(statement) or 0


def of_known_records(staged: Staged) -> int:
    """Rows whose record is in the system already, whatever its score."""
    columns = staged.table.c
    statement = (
        select(func.count())
        .select_from(staged.table)
        .join(Person, Person.person_no == columns.person_no)
        .join(
            TrainingRecord,
            and_(TrainingRecord.person_id == Person.id, TrainingRecord.identity == columns.identity),
        )
        .where(known(TrainingRecord))
    )
    return db.session.scalar(statement) or 0


SENTENCES: dict[tuple[str, str], Sentence] = {
    (FaultCode.UNKNOWN_PERSON, ""): UNKNOWN_PERSON,
    ("same record", ""): (
        _l("The same training as row %(other)s, with another score: this later score counts."),
        _l("Nothing to do, if the later score is right."),
    ),
    ("same record without score", ""): (
        _l("The same training as row %(other)s, without a score: the score above stays."),
        _l("Nothing to do, if that is right."),
    ),
    ("score-replaced", ""): (
        _l("The score stored until now was %(old)s."),
        _l("The new score takes its place; the record keeps both."),
    ),
}

RECORDS = ImportKind(
    name="records",
    title=_l("Training records"),
    columns=COLUMNS,
    key="人员编号",
    check_row=check_row,
    check=check,
    unchanged=unchanged,
    known=of_known_records,
    take=take,
    changes=(Person.__tablename__, TrainingRecord.__tablename__, CreditEntry.__tablename__),
    derive=derive,
    derived={"identity": String()},
    indexed=(("person_no", "identity"),),
    sentences=SENTENCES,
)


def connect() -> None:
    """Make the kind known to the import commands and pages."""
    register(RECORDS)
