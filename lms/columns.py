"""Columns that every room shares: instants in UTC, and the two time axes of a fact."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, DateTime, Dialect, Integer, String, and_, or_
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TypeDecorator


class UtcDateTime(TypeDecorator[datetime]):
    """An instant, stored in UTC on both databases and always aware in Python."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse an instant without a zone; SQLite keeps the UTC wall time."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs its time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Give the instant back in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


BigKey = BigInteger().with_variant(Integer, "sqlite")
"""A primary key for tables that grow without end; SQLite counts only INTEGER keys up by itself."""


class Fact:
    """A row that is never overwritten: a correction is a new row, the old one knows when it ceased to be known.

    Known at instant K: recorded_at <= K < superseded_at (rotation-rules.md, last section). `recorded_by`
    and `superseded_by` hold `str(Actor)`.
    """

    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    recorded_by: Mapped[str] = mapped_column(String(100))
    superseded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    superseded_by: Mapped[str | None] = mapped_column(String(100))


def known(fact: Any, known_on: datetime | None = None) -> ColumnElement[bool]:  # noqa: ANN401 - an entity, an alias or a table's columns
    """The condition that rows of `fact` (a Fact class, alias or its columns) were known at `known_on`; None: now."""
    if known_on is None:
        return fact.superseded_at.is_(None)
    return and_(
        fact.recorded_at <= known_on,
        or_(fact.superseded_at.is_(None), fact.superseded_at > known_on),
    )
