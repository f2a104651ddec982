"""A small district: 区 with two streets, each with two communities, and the people a test puts there."""

import secrets
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import count

from flask import Flask

from lms import clock
from lms.accounts.models import Account, Grant, LoginSession
from lms.accounts.queries import token_hash
from lms.accounts.rules import Role
from lms.extensions import db
from lms.people.models import Affiliation, Appointment, Organisation, OrganisationReach, PartyStanding, Person
from lms.people.rules import OrganisationKind, PositionCategory
from lms.transaction import WRITES
from tests.reading_client import ReadingClient

RECORDER = "console:test"
LONG_AGO = clock.at(date(2020, 1, 1), clock.datetime.min.time())


class District:
    """Organisations D (the district), S1, S2 (streets), S1C1, S1C2, S2C1, S2C2 (communities), by code."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self._numbers = count(1)
        self.organisations: dict[str, int] = {}
        with self.app.app_context():
            self._add_organisation("D", "云溪区", OrganisationKind.DISTRICT, None)
            for street in ("S1", "S2"):
                self._add_organisation(street, f"{street}街道", OrganisationKind.SUBDISTRICT, "D")
                for community in (f"{street}C1", f"{street}C2"):
                    self._add_organisation(community, f"{community}社区", OrganisationKind.COMMUNITY, street)
            db.session.commit()

    def _add_organisation(self, code: str, name: str, kind: OrganisationKind, parent: str | None) -> int:
        organisation = Organisation(
            code=code, name=name, kind=kind.value, parent_id=self.organisations.get(parent or "")
        )
        db.session.add(organisation)
        db.session.flush()
        rows = [OrganisationReach(ancestor_id=organisation.id, descendant_id=organisation.id, depth=0)]
        if parent:
            above = db.session.query(OrganisationReach).filter_by(descendant_id=self.organisations[parent]).all()
            rows += [
                OrganisationReach(ancestor_id=one.ancestor_id, descendant_id=organisation.id, depth=one.depth + 1)
                for one in above
            ]
        db.session.add_all(rows)
        self.organisations[code] = organisation.id
        return organisation.id

    def add_organisation(
        self, code: str, *, parent: str = "D", name: str = "", kind: OrganisationKind = OrganisationKind.COMMUNITY
    ) -> int:
        """One more organisation; gives its id."""
        with self.app.app_context():
            made = self._add_organisation(code, name or f"{code}单位", kind, parent)
            db.session.commit()
            return made

    def add_person(
        self,
        name: str = "周德海",
        *,
        at: str = "S1C1",
        category: PositionCategory | None = PositionCategory.COMMUNITY_PRINCIPAL,
        since: str | None = "2023-05-01",
        until: str | None = None,
        person_no: str = "",
        position: str = "社区党委书记",
        phone: str | None = None,
        political_status: str | None = None,
        joined: str | None = None,
    ) -> int:
        """A person with one appointment known long ago; gives the person's id."""
        with self.app.app_context():
            person = Person(person_no=person_no or f"T{next(self._numbers):05}", name=name, phone=phone)
            db.session.add(person)
            db.session.flush()
            self._appoint(person.id, at, category, since, until, position)
            db.session.add(Affiliation(person_id=person.id, organisation_id=self.organisations[at]))
            if political_status:
                db.session.add(
                    PartyStanding(
                        person_id=person.id, political_status=political_status, joined_party_on=_day(joined),
                        recorded_at=LONG_AGO, recorded_by=RECORDER,
                    )
                )  # fmt: skip
            db.session.commit()
            return person.id

    def appoint(
        self,
        person_id: int,
        at: str,
        *,
        since: str | None,
        until: str | None = None,
        category: PositionCategory | None = PositionCategory.COMMUNITY_PRINCIPAL,
        position: str = "社区党委书记",
    ) -> int:
        """One more appointment; gives its id."""
        with self.app.app_context():
            made = self._appoint(person_id, at, category, since, until, position)
            db.session.commit()
            return made

    def _appoint(self, person_id, at, category, since, until, position) -> int:
        appointment = Appointment(
            person_id=person_id, organisation_id=self.organisations[at],
            position_category=category.value if category else None, position=position,
            first_day=_day(since), last_day=_day(until), recorded_at=LONG_AGO, recorded_by=RECORDER,
        )  # fmt: skip
        db.session.add(appointment)
        db.session.flush()
        return appointment.id

    def grant(self, person_id: int, role: Role, at: str) -> None:
        """A right in force."""
        with self.app.app_context():
            db.session.add(
                Grant(
                    person_id=person_id, role=role.value, organisation_id=self.organisations[at],
                    granted_at=clock.now(), granted_by=RECORDER,
                )
            )  # fmt: skip
            db.session.commit()

    def client(self, role: Role = Role.CADRE, at: str = "D", person_id: int | None = None) -> ReadingClient:
        """A browser signed in as a person who holds `role` at `at` (made on the spot unless given)."""
        if person_id is None:
            person_id = self.add_person(name="林静", at=at, category=PositionCategory.STREET_CADRE)
        if role is not Role.CADRE:
            self.grant(person_id, role, at)
        return self.sign_in(person_id)

    def sign_in(self, person_id: int) -> ReadingClient:
        """A browser signed in as this person, through a real session row."""
        token = secrets.token_urlsafe(16)
        now = clock.now()
        with self.writing():
            account = db.session.query(Account).filter_by(person_id=person_id).one_or_none()
            if account is None:
                account = Account(person_id=person_id, created_at=now)
                db.session.add(account)
                db.session.flush()
            db.session.add(
                LoginSession(
                    token_hash=token_hash(token), account_id=account.id, created_at=now, last_seen_at=now,
                    expires_at=now + timedelta(days=3650), address="127.0.0.1", user_agent="test",
                )
            )  # fmt: skip
            db.session.commit()
        return self.app.test_client().carry(token)

    @contextmanager
    def writing(self):
        """The same for what reads first and then writes, beside a server that writes too; the caller commits.

        SQLite would refuse the write at once if somebody else wrote between the two.
        """
        with self.session() as session:
            session.connection(execution_options={WRITES: True})
            yield session

    @contextmanager
    def session(self):
        """The database session, for a test that looks at what was stored or calls an action itself."""
        with self.app.app_context():
            yield db.session


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
