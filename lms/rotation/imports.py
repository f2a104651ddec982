"""The waivers file: a row is one exemption or deferral of one person, for one requirement and year."""

from collections.abc import Iterator
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import Integer, String, and_, case, exists, func, insert, literal, select, update

from lms import clock
from lms.audit.actor import Actor
from lms.columns import UtcDateTime, known
from lms.extensions import db
from lms.people.announcing import announce_people
from lms.people.imports.people_sentences import UNKNOWN_PERSON
from lms.people.models import Person
from lms.people.queries import EVERYWHERE, OrgScope
from lms.rotation.models import Requirement, RequirementVersion, Waiver
from lms.spreadsheets.kinds import DAY, WHOLE, Column, ImportKind, Sentence, Values, register
from lms.spreadsheets.rules.dates import day, last_day
from lms.spreadsheets.rules.numbers import year
from lms.spreadsheets.rules.text import code, free_text, one_of, without_blanks
from lms.spreadsheets.rules.values import FaultCode, Finding, fault
from lms.spreadsheets.staging import Staged

EXEMPTION, DEFERRAL = "exemption", "deferral"
KINDS = {"免训": "免训", "延期": "延期"}

COLUMNS = (
    Column("人员编号", "person_no", code, required=True),
    Column("要求", "requirement", code, required=True),
    Column("年度", "year", year, WHOLE, required=True),
    Column("类型", "kind", one_of(KINDS), required=True),
    Column("延期至", "deferred_until", last_day, DAY),
    Column("事由", "reason", free_text(300), required=True),
    Column("批准人", "approver", free_text(100), required=True),
    Column("批准日期", "approved_on", day, DAY, required=True),
)


def check_row(row: int, values: Values, faulty: frozenset[str]) -> Iterator[Finding]:
    """A deferral needs its day; an exemption has none."""
    until = values["deferred_until"]
    if values["kind"] == "延期" and until is None and "deferred_until" not in faulty:
        yield Finding(row, "deferred_until", fault(FaultCode.EMPTY, "deferral"))
    if values["kind"] == "免训" and until is not None:
        values["deferred_until"] = None
        yield Finding(row, "deferred_until", fault("not-needed"), str(until), is_warning=True)


def _leave_requirement_open(values: Values) -> None:
    """Which requirement is meant the district says, for all rows at once."""
    values["requirement_id"] = None


def check(staged: Staged, scope: OrgScope | None, _partial: bool) -> Iterator[Finding]:  # noqa: FBT001 - a hook's place
    """Numbers that nobody has; requirements that do not exist."""
    columns = staged.table.c
    there = exists().where(Person.person_no == columns.person_no, (scope or EVERYWHERE).reaches_person(Person.id))
    for row, number in db.session.execute(
        select(columns.row, columns.person_no).where(columns.person_no.is_not(None), ~there)
    ):
        yield Finding(row, "person_no", fault(FaultCode.UNKNOWN_PERSON), number)
    names = _name_the_requirements(staged)
    for row, text in db.session.execute(
        select(columns.row, columns.requirement).where(
            columns.requirement.is_not(None), columns.requirement_id.is_(None)
        )
    ):
        yield Finding(row, "requirement", fault(FaultCode.REQUIREMENT, names="、".join(names)), text)


def _name_the_requirements(staged: Staged) -> list[str]:
    """Put into each staged row which requirement its code or name means; gives the names there are."""
    rows = db.session.execute(
        select(Requirement.id, Requirement.code, RequirementVersion.name)
        .join(RequirementVersion, and_(RequirementVersion.requirement_id == Requirement.id, known(RequirementVersion)))
        .order_by(RequirementVersion.position)
    ).all()
    meant = {without_blanks(row.name): row.id for row in rows} | {row.code: row.id for row in rows}
    if meant:
        wanted = case(meant, value=staged.table.c.requirement, else_=literal(None, Integer))
        db.session.execute(
            update(staged.table).values(requirement_id=wanted), execution_options={"synchronize_session": False}
        )
    return [row.name for row in rows]


def _same(staged: Staged) -> Any:  # noqa: ANN401 - a condition on staged rows, persons and waivers
    """A known waiver that says just what a staged row says."""
    said: Any = staged.table.c
    return and_(
        Waiver.person_id == Person.id,
        *(getattr(Waiver, field) == said[field] for field in _EQUAL),
        Waiver.kind == _kind(staged),
        Waiver.deferred_until.is_not_distinct_from(said.deferred_until),
        known(Waiver),
    )


_EQUAL = ("requirement_id", "year", "reason", "approver", "approved_on")


def _kind(staged: Staged) -> Any:  # noqa: ANN401 - an SQL expression
    return case((staged.table.c.kind == "延期", DEFERRAL), else_=EXEMPTION)


def unchanged(staged: Staged) -> int:
    """Rows that are known word for word."""
    statement = (
        select(func.count())
        .select_from(staged.table)
        .join(Person, Person.person_no == staged.table.c.person_no)
        .where(exists().where(_same(staged)))
    )
    return db.session.scalar(statement) or 0


def take(staged: Staged, actor: Actor) -> None:
    """Write the waivers that are not known yet, in the caller's transaction, and announce the people."""
    said: Any = staged.table.c
    now, by = clock.now(), str(actor)
    db.session.execute(
        insert(Waiver).from_select(
            [*_EQUAL, "person_id", "kind", "deferred_until", "recorded_at", "recorded_by"],
            select(
                *(said[field] for field in _EQUAL),
                Person.id,
                _kind(staged),
                said.deferred_until,
                literal(now, UtcDateTime),
                literal(by, String),
            )
            .select_from(staged.table)
            .join(Person, Person.person_no == said.person_no)
            .where(~exists().where(_same(staged)))
            .order_by(said.row),
        )
    )
    people = select(Waiver.person_id).where(Waiver.recorded_at == now, Waiver.recorded_by == by).distinct()
    announce_people("rotation", people)


SENTENCES: dict[tuple[str, str], Sentence] = {
    (FaultCode.UNKNOWN_PERSON, ""): UNKNOWN_PERSON,
    (FaultCode.EMPTY, "deferral"): (_l("A deferral needs the day until which it holds."), _l("Write the whole date.")),
    (FaultCode.REQUIREMENT, ""): (_l("There is no such requirement."), _l("One of: %(names)s; or its code.")),
    ("not-needed", ""): (_l("An exemption has no day until which it holds; it was left aside."), _l("Nothing to do.")),
}

WAIVERS = ImportKind(
    name="waivers",
    title=_l("Exemptions and deferrals"),
    columns=COLUMNS,
    key="人员编号",
    check_row=check_row,
    check=check,
    unchanged=unchanged,
    take=take,
    changes=(Person.__tablename__, Requirement.__tablename__, RequirementVersion.__tablename__, Waiver.__tablename__),
    derive=_leave_requirement_open,
    derived={"requirement_id": Integer()},
    indexed=(("person_no",),),
    sentences=SENTENCES,
)


def connect() -> None:
    """Make the kind known to the import commands and pages."""
    register(WAIVERS)
