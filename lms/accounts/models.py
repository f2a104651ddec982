"""Accounts, logins kept on the server, and grants."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.columns import UtcDateTime
from lms.extensions import Model
from lms.people.models import Organisation, Person

NOT_REVOKED = text("revoked_at IS NULL")
ONE_OF_THREE = text("revoked_at IS NULL AND role IN ('system_admin', 'security_admin', 'auditor')")


class Account(Model):
    """A person's way in. No password yet: an activation code opens it, the first login sets one."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), unique=True)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    password_changed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    must_change_password: Mapped[bool] = mapped_column(default=False)
    activation_hash: Mapped[str | None] = mapped_column(String(64))  # keyed SHA-256; codes are random, not chosen
    activation_expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    disabled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    language: Mapped[str | None] = mapped_column(String(10))
    large_type: Mapped[bool] = mapped_column(default=False)
    is_demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_login_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    person: Mapped[Person] = relationship(lazy="raise")


class LoginSession(Model):
    """One login on one device. The cookie holds the token, this row its SHA-256; ending the row ends it at once."""

    __tablename__ = "login_session"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    address: Mapped[str] = mapped_column(String(64))
    user_agent: Mapped[str] = mapped_column(String(200))


class LoginFailure(Model):
    """Failed tries for one account name from one address, counted so that an attacker is slowed, a hall is not."""

    __tablename__ = "login_failure"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)  # what was typed, normalised
    address: Mapped[str] = mapped_column(String(64), primary_key=True)  # '' counts all addresses together
    tries: Mapped[int] = mapped_column()
    last_try_at: Mapped[datetime] = mapped_column(UtcDateTime)
    locked_until: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Grant(Model):
    """A right: person × role × organisation. It reaches that organisation's subtree and nothing else."""

    __tablename__ = "role_grant"
    __table_args__ = (
        CheckConstraint(
            "role IN ('trainer', 'district', 'street', 'system_admin', 'security_admin', 'auditor')", name="role_known"
        ),
        Index(
            "one_grant_each", "person_id", "role", "organisation_id", unique=True,
            sqlite_where=NOT_REVOKED, postgresql_where=NOT_REVOKED,
        ),
        Index("one_of_the_three", "person_id", unique=True, sqlite_where=ONE_OF_THREE, postgresql_where=ONE_OF_THREE),
        Index("ix_role_grant_person", "person_id"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    role: Mapped[str] = mapped_column(String(20))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    granted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    granted_by: Mapped[str] = mapped_column(String(100))
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_by: Mapped[str | None] = mapped_column(String(100))

    person: Mapped[Person] = relationship(lazy="raise")
    organisation: Mapped[Organisation] = relationship(lazy="raise")
