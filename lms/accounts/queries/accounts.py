"""Accounts within a scope: the list, one account, and how many stand where."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select

from lms.accounts.models import Account, Grant
from lms.accounts.rules import EXCLUSIVE_ROLES
from lms.accounts.rules.names import spellings, typed_name
from lms.accounts.rules.states import AccountState
from lms.errors import NotFound
from lms.extensions import db
from lms.paging import Page, paged
from lms.people.models import Affiliation, Organisation, Person
from lms.people.queries import OrgScope, reach_of_named


@dataclass(frozen=True)
class AccountRow:
    """One line of the list of accounts."""

    id: int
    person_no: str
    name: str
    organisation: str | None
    state: AccountState
    last_login_at: datetime | None
    activation_expires_at: datetime | None


@dataclass(frozen=True)
class AccountView(AccountRow):
    """One account, with what decides whether an administrator may change it."""

    person_id: int
    created_at: datetime
    is_demo: bool
    is_administrator: bool  # holds one of the three roles that no administrator may take over
    has_grants_elsewhere: bool  # holds a right outside the scope it was asked in


def accounts_page(
    scope: OrgScope,
    now: datetime,
    *,
    text: str = "",
    state: str = "",
    organisation: str = "",
    number: int = 1,
) -> Page:
    """Page `number` of the accounts in `scope`, in order of person numbers; rows are `AccountRow`."""
    wanted = _rows(scope, now).where(*_conditions(scope, now, text, state, organisation))
    page = paged(wanted.order_by(Person.person_no), number)
    return Page([AccountRow(*row) for row in page.rows], page.number, page.of, page.total)


def count_accounts(scope: OrgScope, now: datetime) -> dict[AccountState, int]:
    """How many accounts in `scope` stand where."""
    state = _state(now).label("state")
    counted = select(state, func.count()).where(scope.reaches_person(Account.person_id)).group_by(state)
    return dict.fromkeys(AccountState, 0) | {
        AccountState(value): number for value, number in db.session.execute(counted)
    }


def account_in_scope(account_id: int, scope: OrgScope, now: datetime) -> AccountView:
    """An account of somebody who belongs to `scope`. Raises NotFound, also when it exists elsewhere."""
    held = and_(Grant.person_id == Account.person_id, Grant.revoked_at.is_(None))
    row = db.session.execute(
        _rows(scope, now)
        .add_columns(
            Account.person_id,
            Account.created_at,
            Account.is_demo,
            exists(select(1).where(held, Grant.role.in_(EXCLUSIVE_ROLES))).label("is_administrator"),
            exists(select(1).where(held, ~scope.reaches(Grant.organisation_id))).label("has_grants_elsewhere"),
        )
        .where(Account.id == account_id)
    ).one_or_none()
    if row is None:
        raise NotFound("There is no such account here.")
    return AccountView(*row)


def person_in_scope(person_no: str, scope: OrgScope) -> Person:
    """Who has this number, if they belong to `scope`. Raises NotFound, also when they exist elsewhere."""
    found = db.session.scalars(
        select(Person).where(Person.person_no.in_(spellings(typed_name(person_no))), scope.reaches_person(Person.id))
    ).all()
    exact = [one for one in found if one.person_no == typed_name(person_no)] or list(found)
    if len(exact) != 1:
        raise NotFound(_("There is nobody with the number %(number)s here.", number=person_no))
    return exact[0]


def _rows(scope: OrgScope, now: datetime) -> Select[Any]:
    return (
        select(
            Account.id,
            Person.person_no,
            Person.name,
            _organisation(scope).label("organisation"),
            _state(now).label("state"),
            Account.last_login_at,
            Account.activation_expires_at,
        )
        .select_from(Account)
        .join(Person, Person.id == Account.person_id)
        .where(scope.reaches_person(Account.person_id))
    )


def _organisation(scope: OrgScope) -> Any:  # noqa: ANN401 - a scalar subquery
    return (
        select(Organisation.name)
        .join(Affiliation, Affiliation.organisation_id == Organisation.id)
        .where(Affiliation.person_id == Person.id, scope.reaches(Organisation.id))
        .order_by(Organisation.code)
        .limit(1)
        .correlate(Person)
        .scalar_subquery()
    )


def _state(now: datetime) -> ColumnElement[str]:
    """`rules.states.state_of`, as SQL."""
    return case(
        (Account.disabled_at.is_not(None), AccountState.DISABLED.value),
        (Account.activation_expires_at > now, AccountState.WAITING.value),
        (Account.password_hash.is_not(None), AccountState.ACTIVE.value),
        else_=AccountState.EXPIRED.value,
    )


def _conditions(scope: OrgScope, now: datetime, text: str, state: str, organisation: str) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if text:
        named = Person.name.contains(text.strip(), autoescape=True)
        conditions.append(or_(named, Person.person_no.in_(spellings(typed_name(text)))))
    if state:
        conditions.append(_state(now) == state)
    if organisation:
        below = reach_of_named(organisation, scope)
        conditions.append(
            exists(select(1).where(Affiliation.person_id == Account.person_id, Affiliation.organisation_id.in_(below)))
        )
    return conditions
