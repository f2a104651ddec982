"""A people file against itself and against the district: a fixed number of statements, whatever its size."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, update

from lms.columns import known
from lms.extensions import db
from lms.people.imports.offices import POST, join_offices
from lms.people.models import Appointment, Organisation, PartyStanding, Person
from lms.people.queries import EVERYWHERE, OrgScope
from lms.spreadsheets.clashes import clashes
from lms.spreadsheets.rules.dates import STILL_IN_POST
from lms.spreadsheets.rules.values import FaultCode, Finding, fault
from lms.spreadsheets.staging import Staged

STANDING = ("political_status", "joined_party_on")
OF_PERSON = ("gender", "birth_date", "ethnicity", "education", "id_number", "phone")
"""What is kept on the person's own row besides number and name; an empty cell never erases."""


def check(staged: Staged, scope: OrgScope | None, _partial: bool) -> Iterator[Finding]:  # noqa: FBT001 - a hook's place
    """Everything that no row can tell alone."""
    reach = scope or EVERYWHERE
    yield from join_offices(staged)
    yield from _contradictions(staged)
    yield from _unknown_organisations(staged, reach)
    yield from _other_names(staged, reach)
    yield from _numbers_of_others(staged, reach)
    if not reach.everywhere:
        _leave_strangers_as_they_are(staged, reach)
    yield from _replaced(staged)


def _contradictions(staged: Staged) -> Iterator[Finding]:
    for one in clashes(staged, ["person_no"], ["name", *OF_PERSON, *STANDING]):
        detail = "name" if one.field == "name" else "field"
        yield _conflict(one.row, one.field, detail, one.value, other=one.other_row, value=one.other_value)
    for one in clashes(staged, ["id_number"], ["person_no"]):
        yield _conflict(one.row, "id_number", "id_number", "", other=one.other_row, value=one.other_value)
    for one in clashes(staged, POST, ["last_day"], empty_speaks=True):
        other_end = one.other_value or STILL_IN_POST
        yield _conflict(one.row, "last_day", "last_day", one.value, other=one.other_row, value=other_end)


def _unknown_organisations(staged: Staged, scope: OrgScope) -> Iterator[Finding]:
    """Beyond the sender's reach an organisation reads as unknown."""
    columns = staged.table.c
    there = exists().where(Organisation.code == columns.org_code, scope.reaches(Organisation.id))
    for row, code in db.session.execute(
        select(columns.row, columns.org_code).where(columns.org_code.is_not(None), ~there)
    ):
        yield Finding(row, "org_code", fault(FaultCode.UNKNOWN_ORG), code)


def _other_names(staged: Staged, scope: OrgScope) -> Iterator[Finding]:
    columns = staged.table.c
    for row, name, stored, reached in db.session.execute(
        select(columns.row, columns.name, Person.name, scope.reaches_person(Person.id))
        .join(Person, Person.person_no == columns.person_no)
        .where(columns.name != Person.name)
    ):
        yield _known(row, "name", name, stored, reached=reached)


def _numbers_of_others(staged: Staged, scope: OrgScope) -> Iterator[Finding]:
    """Identity numbers that somebody else has, or whose person has another."""
    columns = staged.table.c
    for row, number, holder, reached in db.session.execute(
        select(columns.row, columns.id_number, Person.person_no, scope.reaches_person(Person.id))
        .join(Person, Person.id_number == columns.id_number)
        .where(columns.person_no != Person.person_no)
    ):
        yield _known(row, "id_number", number, holder, reached=reached)
    for row, number, stored, reached in db.session.execute(
        select(columns.row, columns.id_number, Person.id_number, scope.reaches_person(Person.id))
        .join(Person, Person.person_no == columns.person_no)
        .where(columns.id_number != Person.id_number)
    ):
        yield _known(row, "id_number", number, stored[-4:], reached=reached, what="other")


def _known(row: int, field: str, quoted: str, stored: str, *, reached: bool, what: str = "known") -> Finding:
    """A contradiction to the district; whom the sender's right does not reach is not named."""
    if not reached:
        return _conflict(row, field, f"{what} {field} elsewhere", quoted)
    return _conflict(row, field, f"{what} {field}", quoted, value=stored)


def _leave_strangers_as_they_are(staged: Staged, scope: OrgScope) -> None:
    """A street may give a post to somebody of another street; what is known of that person it does not change."""
    stranger = exists().where(Person.person_no == staged.table.c.person_no, ~scope.reaches_person(Person.id))
    db.session.execute(
        update(staged.table).where(stranger).values(dict.fromkeys((*OF_PERSON, *STANDING))),
        execution_options={"synchronize_session": False},
    )


def _replaced(staged: Staged) -> Iterator[Finding]:
    """Gender and date of birth seldom change: where the file has others, it says so."""
    columns = staged.table.c
    fields = ("gender", "birth_date")
    stored = [getattr(Person, field) for field in fields]
    differs = or_(*(columns[field] != column for field, column in zip(fields, stored, strict=True)))
    for row in db.session.execute(
        select(columns.row, *(columns[field] for field in fields), *stored)
        .join(Person, Person.person_no == columns.person_no)
        .where(differs)
    ):
        for field, new, old in zip(fields, row[1:3], row[3:5], strict=True):
            if None not in {new, old} and new != old:
                yield Finding(row[0], field, fault("field-replaced", value=old), str(new), is_warning=True)


def _conflict(row: int, field: str, detail: str, quoted: str, **words: object) -> Finding:
    return Finding(row, field, fault(FaultCode.CONFLICT, detail, **words), quoted)


def unchanged(staged: Staged) -> int:
    """Rows that say nothing new: of the person, of the standing in the party, of the post."""
    columns = staged.table.c
    statement = (
        select(func.count())
        .select_from(staged.table)
        .join(Person, Person.person_no == columns.person_no)
        .join(Organisation, Organisation.code == columns.org_code)
        .join(
            Appointment,
            and_(
                Appointment.person_id == Person.id,
                Appointment.organisation_id == Organisation.id,
                Appointment.position_category == columns.position_category,
                Appointment.first_day == columns.first_day,
                known(Appointment),
            ),
        )
        .outerjoin(PartyStanding, and_(PartyStanding.person_id == Person.id, known(PartyStanding)))
        .where(
            *(_says_nothing_new(columns[field], getattr(Person, field)) for field in OF_PERSON),
            *(_says_nothing_new(columns[field], getattr(PartyStanding, field)) for field in STANDING),
            _says_nothing_new(columns.last_day, Appointment.last_day),
            _says_nothing_new(columns.position, Appointment.position),
        )
    )
    return db.session.scalar(statement) or 0


def of_known_people(staged: Staged) -> int:
    """Rows about people who are in the system already."""
    there = exists().where(Person.person_no == staged.table.c.person_no)
    return db.session.scalar(select(func.count()).select_from(staged.table).where(there)) or 0


def _says_nothing_new(said: Any, stored: Any) -> ColumnElement[bool]:  # noqa: ANN401 - columns of either table
    return or_(said.is_(None), said == stored)
