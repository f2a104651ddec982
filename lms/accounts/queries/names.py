"""Whom a typed name means."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, or_, select

from lms.accounts.models import Account
from lms.accounts.rules.names import spellings, typed_name
from lms.extensions import db
from lms.people.models import Person
from lms.people.queries import OrgScope


@dataclass(frozen=True)
class Known:
    """A person's account as far as coming in needs it."""

    account_id: int
    person_id: int
    person_no: str
    name: str
    phone: str | None
    password_hash: str | None
    activation_hash: str | None
    activation_expires_at: datetime | None
    must_change_password: bool
    disabled_at: datetime | None
    is_demo: bool

    def activation_is_open(self, now: datetime) -> bool:
        """Whether the activation code that was given out is still good."""
        return self.activation_expires_at is not None and self.activation_expires_at > now


_FIELDS = (
    Account.id, Account.person_id, Person.person_no, Person.name, Person.phone, Account.password_hash,
    Account.activation_hash, Account.activation_expires_at, Account.must_change_password, Account.disabled_at,
    Account.is_demo,
)  # fmt: skip


def known_by_name(name: str) -> tuple[Known | None, bool]:
    """The account meant by a number or a phone (as `typed_name` gives it), and whether several people hold that phone.

    A number goes before a phone, and its exact spelling before another. Two people with one phone: nobody is meant.
    """
    matches = or_(Person.person_no.in_(spellings(name)), Person.phone == name)
    rows = db.session.execute(_accounts().where(matches).limit(10)).all()
    by_number = [row for row in rows if row.person_no in spellings(name)]
    exact = [row for row in by_number if row.person_no == name]
    meant = exact or by_number or rows
    if len(meant) == 1:
        return _known(meant[0]), False
    return None, len(meant) > 1


def account_of_person(person_id: int) -> Known | None:
    """A person's account, if there is one."""
    row = db.session.execute(_accounts().where(Person.id == person_id)).one_or_none()
    return None if row is None else _known(row)


def _accounts() -> Select:
    return select(*_FIELDS).select_from(Person).outerjoin(Account, Account.person_id == Person.id)


def _known(row: Any) -> Known | None:  # noqa: ANN401 - a row of _FIELDS
    return None if row.id is None else Known(*row)


def names_of(person_ids: set[int]) -> dict[int, str]:
    """The names of these people."""
    found = db.session.execute(select(Person.id, Person.name).where(Person.id.in_(person_ids)))
    return {row.id: row.name for row in found}


def person_ids_called(text: str, scope: OrgScope, limit: int = 200) -> list[int]:
    """People within `scope` who have this name or number; at most `limit`."""
    name = typed_name(text)
    wanted = select(Person.id).where(
        or_(Person.name == text.strip(), Person.person_no.in_(spellings(name))), scope.reaches_person(Person.id)
    )
    return list(db.session.scalars(wanted.order_by(Person.id).limit(limit)))
