"""One person: who they are, their posts and standing, what was corrected, and who recorded it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from lms.columns import known
from lms.errors import NotFound
from lms.extensions import db
from lms.people.models import Appointment, Organisation, PartyStanding, Person, PersonChange
from lms.people.queries.scope import OrgScope


@dataclass(frozen=True)
class AppointmentRow:
    """A post as it was recorded; `superseded_at` is set once it was corrected; `in_reach`: may be changed here."""

    id: int
    organisation: str
    organisation_code: str
    category: str | None
    position: str | None
    first_day: date | None
    last_day: date | None
    recorded_at: datetime
    recorded_by: str
    superseded_at: datetime | None
    superseded_by: str | None
    in_reach: bool


def person_in_scope(person_id: int, scope: OrgScope) -> Person:
    """The person, if they belong to `scope` today. Raises NotFound, also when they exist elsewhere."""
    return _one_person(person_id, scope, lock=False)


def person_for_update(person_id: int, scope: OrgScope) -> Person:
    """The same, and nobody else changes what is known of this person until the transaction ends."""
    return _one_person(person_id, scope, lock=True)


def _one_person(person_id: int, scope: OrgScope, *, lock: bool) -> Person:
    wanted = select(Person).where(Person.id == person_id, scope.reaches_person(Person.id))
    person = db.session.scalars(wanted.with_for_update() if lock else wanted).one_or_none()
    if person is None:
        raise NotFound("There is nobody of this kind here.")
    return person


def is_in_scope(person_id: int, scope: OrgScope) -> bool:
    """Whether a person belongs to `scope` today."""
    found = select(Person.id).where(Person.id == person_id, scope.reaches_person(Person.id))
    return db.session.scalar(found) is not None


def appointments_of(person_id: int, scope: OrgScope) -> list[AppointmentRow]:
    """Every post ever recorded of a person, the latest first; `scope` is what may be changed."""
    rows: Any = db.session.execute(
        select(
            Appointment.id, Organisation.name, Organisation.code, Appointment.position_category,
            Appointment.position, Appointment.first_day, Appointment.last_day, Appointment.recorded_at,
            Appointment.recorded_by, Appointment.superseded_at, Appointment.superseded_by,
            scope.reaches(Organisation.id).label("in_reach"),
        )
        .join(Organisation, Organisation.id == Appointment.organisation_id)
        .where(Appointment.person_id == person_id)
        .order_by(func.coalesce(Appointment.first_day, date.min).desc(), Appointment.id.desc())
    )  # fmt: skip
    return [AppointmentRow(*row) for row in rows]


def appointment_in_scope(appointment_id: int, person_id: int, scope: OrgScope) -> tuple[Appointment, Organisation]:
    """A person's post and its organisation, if both lie in `scope`; also one that was corrected meanwhile.

    Raises NotFound, also when it exists elsewhere.
    """
    row = db.session.execute(
        select(Appointment, Organisation)
        .join(Organisation, Organisation.id == Appointment.organisation_id)
        .where(
            Appointment.id == appointment_id,
            Appointment.person_id == person_id,
            scope.reaches(Organisation.id),
            scope.reaches_person(Appointment.person_id),
        )
    ).one_or_none()
    if row is None:
        raise NotFound("There is no such appointment here.")
    return row[0], row[1]


def count_known_appointments(person_id: int) -> int:
    """How many posts of a person stand as things are known now."""
    wanted = select(func.count()).where(Appointment.person_id == person_id, known(Appointment))
    return db.session.scalar(wanted) or 0


def same_post(post: dict[str, Any], person_id: int) -> Appointment | None:
    """The post as it stands that has the same organisation, category and first day."""
    keys = ("organisation_id", "position_category", "first_day")
    same = [getattr(Appointment, key).is_not_distinct_from(post[key]) for key in keys]
    wanted = select(Appointment).where(Appointment.person_id == person_id, known(Appointment), *same)
    return db.session.scalars(wanted).first()


def standings_of(person_id: int) -> list[PartyStanding]:
    """政治面貌 and 入党日期 as they were recorded over time, the latest first."""
    wanted = select(PartyStanding).where(PartyStanding.person_id == person_id)
    return list(db.session.scalars(wanted.order_by(PartyStanding.recorded_at.desc(), PartyStanding.id.desc())))


def standing_now(person_id: int) -> PartyStanding | None:
    """政治面貌 and 入党日期 as they are known now."""
    wanted = select(PartyStanding).where(PartyStanding.person_id == person_id, known(PartyStanding))
    return db.session.scalars(wanted).one_or_none()


def changes_of(person_id: int) -> list[PersonChange]:
    """What was corrected on a person's own row, the latest first."""
    wanted = select(PersonChange).where(PersonChange.person_id == person_id)
    return list(db.session.scalars(wanted.order_by(PersonChange.changed_at.desc(), PersonChange.id.desc())))


def holder_of_id_number(id_number: str) -> int | None:
    """Whose identity number it is, wherever they belong."""
    return db.session.scalar(select(Person.id).where(Person.id_number == id_number))


def names_of_actors(keys: Iterable[str | None]) -> dict[str, str]:
    """Names for what facts keep as `recorded_by`: a person's name; of others what stands after the colon."""
    names = {key: key.partition(":")[2] for key in keys if key}
    ids = {int(rest): key for key, rest in names.items() if key.startswith("person:") and rest.isdecimal()}
    someone = aliased(Person)
    for person_id, name in db.session.execute(select(someone.id, someone.name).where(someone.id.in_(ids))):
        names[ids[person_id]] = name
    return names
