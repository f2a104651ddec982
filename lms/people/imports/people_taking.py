"""Taking people: persons, their standing in the party, their posts; set by set, in the caller's transaction.

Facts are superseded, never overwritten; an empty cell never erases; what is replaced on a person's own row is
kept in `PersonChange`.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import String, Subquery, and_, cast, func, insert, literal, or_, select, union, update

from lms import clock
from lms.audit.actor import Actor
from lms.columns import UtcDateTime, known
from lms.extensions import db
from lms.people.announcing import announce_people
from lms.people.derived import renew_affiliations
from lms.people.imports.offices import POST
from lms.people.imports.people_checks import OF_PERSON, STANDING
from lms.people.models import Appointment, Organisation, PartyStanding, Person, PersonChange
from lms.spreadsheets.staging import Staged

_UNSYNCHRONISED = {"synchronize_session": False}


def take(staged: Staged, actor: Actor) -> None:
    """Write all staged rows and announce the people whose facts changed."""
    taking = _Taking(staged, str(actor), clock.now())
    taking.change_persons()
    taking.add_persons()
    taking.renew_standings()
    taking.renew_posts()
    taking.announce()


class _Taking:
    def __init__(self, staged: Staged, actor: str, now: datetime) -> None:
        self._staged = staged.table.c
        self._actor, self._now = actor, now
        self._recorded: tuple[Any, ...] = (literal(now, UtcDateTime), literal(actor, String))
        self._persons = self._said_of_persons()
        self._posts = self._said_of_posts()

    def _said_of_persons(self) -> Subquery:
        """One line a person, the rows put together; they do not contradict each other."""
        said: Any = self._staged
        fields = ("name", *OF_PERSON, *STANDING)
        return (
            select(
                said.person_no,
                func.min(said.row).label("row"),
                *(func.max(said[field]).label(field) for field in fields),
            )
            .group_by(said.person_no)
            .subquery("said_of_persons")
        )

    def _said_of_posts(self) -> Subquery:
        """One line a post, with the ids it will have in the database."""
        said: Any = self._staged
        lines = (
            select(
                *(said[field] for field in POST),
                func.min(said.row).label("row"),
                func.max(said.last_day).label("last_day"),
                func.max(said.position).label("position"),
            )
            .group_by(*(said[field] for field in POST))
            .subquery()
        )
        return (
            select(
                Person.id.label("person_id"), Organisation.id.label("organisation_id"), lines.c.position_category,
                lines.c.first_day, lines.c.last_day, lines.c.position, lines.c.row,
            )
            .join(Person, Person.person_no == lines.c.person_no)
            .join(Organisation, Organisation.code == lines.c.org_code)
            .subquery("said_of_posts")
        )  # fmt: skip

    def add_persons(self) -> None:
        """Persons whose number is new, in the order of the file."""
        said = self._persons.c
        fields = ("person_no", "name", *OF_PERSON)
        db.session.execute(
            insert(Person).from_select(
                [*fields, "is_synthetic"],
                select(*(said[field] for field in fields), literal(False))
                .outerjoin(Person, Person.person_no == said.person_no)
                .where(Person.id.is_(None))
                .order_by(said.row),
            )
        )

    def change_persons(self) -> None:
        """What the file says anew of known persons: both values are kept, then the row is renewed."""
        said = self._persons.c
        differs = {field: said[field].is_distinct_from(getattr(Person, field)) for field in OF_PERSON}
        for field in OF_PERSON:
            old: Any = getattr(Person, field)
            db.session.execute(
                insert(PersonChange).from_select(
                    ["person_id", "field", "old_value", "new_value", "changed_at", "changed_by"],
                    select(Person.id, literal(field), cast(old, String), cast(said[field], String), *self._recorded)
                    .join(self._persons, said.person_no == Person.person_no)
                    .where(said[field].is_not(None), differs[field]),
                )
            )
        db.session.execute(
            update(Person)
            .where(
                Person.person_no == said.person_no,
                or_(*(and_(said[field].is_not(None), differs[field]) for field in OF_PERSON)),
            )
            .values({field: func.coalesce(said[field], getattr(Person, field)) for field in OF_PERSON}),
            execution_options=_UNSYNCHRONISED,
        )

    def renew_standings(self) -> None:
        """政治面貌 and 入党日期: what is new supersedes what was known."""
        said = self._persons.c
        says_something = or_(*(said[field].is_not(None) for field in STANDING))
        says_other = or_(
            *(
                and_(said[field].is_not(None), said[field].is_distinct_from(getattr(PartyStanding, field)))
                for field in STANDING
            )
        )
        self._supersede(
            PartyStanding,
            select(PartyStanding.id)
            .join(Person, Person.id == PartyStanding.person_id)
            .join(self._persons, said.person_no == Person.person_no)
            .where(known(PartyStanding), says_other),
        )
        old = self._superseded_now(PartyStanding)
        now_known = select(PartyStanding.person_id).where(known(PartyStanding))
        db.session.execute(
            insert(PartyStanding).from_select(
                ["person_id", *STANDING, "recorded_at", "recorded_by"],
                select(Person.id, *(func.coalesce(said[field], old.c[field]) for field in STANDING), *self._recorded)
                .join(self._persons, said.person_no == Person.person_no)
                .outerjoin(old, old.c.person_id == Person.id)
                .where(says_something, Person.id.not_in(now_known)),
            )
        )

    def renew_posts(self) -> None:
        """Appointments: new ones, and those whose last day or title the file says anew."""
        said = self._posts.c
        keys = ("person_id", "organisation_id", "position_category", "first_day")
        values = ("last_day", "position")
        same = and_(*(getattr(Appointment, key) == said[key] for key in keys))
        says_other = or_(
            *(
                and_(said[field].is_not(None), said[field].is_distinct_from(getattr(Appointment, field)))
                for field in values
            )
        )
        self._supersede(
            Appointment, select(Appointment.id).join(self._posts, same).where(known(Appointment), says_other)
        )
        old = self._superseded_now(Appointment)
        there = select(Appointment.id).where(same, known(Appointment)).exists()
        db.session.execute(
            insert(Appointment).from_select(
                [*keys, *values, "recorded_at", "recorded_by"],
                select(
                    *(said[key] for key in keys),
                    *(func.coalesce(said[field], old.c[field]) for field in values),
                    *self._recorded,
                )
                .select_from(self._posts)
                .outerjoin(old, and_(*(old.c[key] == said[key] for key in keys)))
                .where(~there)
                .order_by(said.row),
            )
        )

    def _supersede(self, fact: Any, which: Any) -> None:  # noqa: ANN401 - a Fact class, a SELECT of ids
        db.session.execute(
            update(fact).where(fact.id.in_(which)).values(superseded_at=self._now, superseded_by=self._actor),
            execution_options=_UNSYNCHRONISED,
        )

    def _superseded_now(self, fact: Any) -> Subquery:  # noqa: ANN401 - a Fact class
        """What this import has just superseded."""
        return select(fact).where(fact.superseded_at == self._now, fact.superseded_by == self._actor).subquery()

    def announce(self) -> None:
        """Tell who belongs where from now on, and whose facts changed."""
        touched = union(
            *(
                select(fact.person_id).where(fact.recorded_at == self._now, fact.recorded_by == self._actor)
                for fact in (PartyStanding, Appointment)
            )
        ).subquery()
        people = select(touched.c.person_id)
        renew_affiliations(clock.today(), people)
        announce_people("people", people)
