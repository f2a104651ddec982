"""Who is signed in, and how far each of their rights reaches."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from lms.accounts.models import Account, Grant, LoginSession
from lms.accounts.rules import Permission, Role
from lms.extensions import db
from lms.people.models import Person
from lms.people.queries import OrgScope


@dataclass(frozen=True)
class Right:
    """One grant in force: a role at an organisation."""

    role: Role
    organisation_id: int


@dataclass(frozen=True)
class SignedIn:
    """The person behind a request, with what Flask-Login asks of a user."""

    account_id: int
    person_id: int
    person_no: str
    name: str
    language: str | None
    large_type: bool
    must_change_password: bool
    is_demo: bool
    token_hash: str
    last_seen_at: datetime
    rights: tuple[Right, ...]

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        """What Flask-Login calls the user's id."""
        return str(self.account_id)

    @property
    def roles(self) -> frozenset[Role]:
        """Every role held somewhere; being a cadre needs no grant."""
        return frozenset({Role.CADRE, *(right.role for right in self.rights)})

    def may(self, permission: Permission) -> bool:
        """Whether some role of this person carries `permission`, anywhere."""
        return any(permission in role.permissions for role in self.roles)

    def scope(self, permission: Permission) -> OrgScope:
        """Where this person has `permission`: the organisations of the grants that carry it."""
        return OrgScope(frozenset(one.organisation_id for one in self.rights if permission in one.role.permissions))


def token_hash(token: str) -> str:
    """What is kept of a session token; the token itself is only in the cookie."""
    return hashlib.sha256(token.encode()).hexdigest()


def signed_in(hashed_token: str, now: datetime) -> SignedIn | None:
    """Whose session this is, if it is neither over nor its account disabled. One query."""
    rows = db.session.execute(
        select(Account, Person.person_no, Person.name, LoginSession.last_seen_at, Grant.role, Grant.organisation_id)
        .select_from(LoginSession)
        .join(Account, Account.id == LoginSession.account_id)
        .join(Person, Person.id == Account.person_id)
        .outerjoin(Grant, (Grant.person_id == Person.id) & Grant.revoked_at.is_(None))
        .where(
            LoginSession.token_hash == hashed_token,
            LoginSession.ended_at.is_(None),
            LoginSession.expires_at > now,
            Account.disabled_at.is_(None),
        )
    ).all()
    if not rows:
        return None
    account = rows[0].Account
    return SignedIn(
        account_id=account.id,
        person_id=account.person_id,
        person_no=rows[0].person_no,
        name=rows[0].name,
        language=account.language,
        large_type=account.large_type,
        must_change_password=account.must_change_password,
        is_demo=account.is_demo,
        token_hash=hashed_token,
        last_seen_at=rows[0].last_seen_at,
        rights=tuple(Right(Role(row.role), row.organisation_id) for row in rows if row.role),
    )
