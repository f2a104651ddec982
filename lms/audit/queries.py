"""Questions to the trail: what was done, by whom, to whom; and (from `chain`) whether it holds."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Integer, Select, case, cast, func, or_, select

from lms import clock
from lms.audit.chain import ChainCheck, LastCheck, first_break, last_check
from lms.audit.models import AuditEntry
from lms.errors import NotFound
from lms.extensions import db
from lms.paging import Page, paged

__all__ = [
    "ChainCheck",
    "LastCheck",
    "Reach",
    "Wanted",
    "count_since",
    "entries",
    "entries_page",
    "entry_in_scope",
    "first_break",
    "last_check",
]


class Reach(Protocol):
    """How far a right reaches, as `people.queries.OrgScope` knows it."""

    def reaches(self, organisation_id: Any) -> ColumnElement[bool]:  # noqa: ANN401 - a column or an id
        """The condition that an organisation lies within."""

    def reaches_person(self, person_id: Any) -> ColumnElement[bool]:  # noqa: ANN401 - a column or an id
        """The condition that a person belongs within."""


@dataclass(frozen=True)
class Wanted:
    """Conditions of a list of entries. Days are China's, both included; persons come as ids besides the text."""

    who: str = ""
    who_ids: tuple[int, ...] = ()
    action: str = ""
    whom: str = ""
    whom_ids: tuple[int, ...] = ()
    first_day: date | None = None
    last_day: date | None = None


_LISTED = (
    AuditEntry.id, AuditEntry.at, AuditEntry.actor, AuditEntry.actor_name, AuditEntry.address, AuditEntry.action,
    AuditEntry.object_kind, AuditEntry.object_id, AuditEntry.object_name, AuditEntry.person_id, AuditEntry.result,
    AuditEntry.detail,
)  # fmt: skip


def entries(scope: Reach, wanted: Wanted) -> Select:
    """The entries a right reaches under these conditions, newest first.

    An entry is reached through its organisation, the person it concerns, or the person who acted; what concerns
    none of them (the console, the system) only by a right that reaches everything.
    """
    return select(*_LISTED).where(_visible(scope), *_conditions(wanted)).order_by(AuditEntry.id.desc())


def entries_page(scope: Reach, wanted: Wanted, number: int = 1) -> Page:
    """Page `number` of them."""
    return paged(entries(scope, wanted), number)


def entry_in_scope(entry_id: int, scope: Reach) -> AuditEntry:
    """One entry. Raises NotFound, also when the right does not reach it."""
    found = db.session.scalars(select(AuditEntry).where(AuditEntry.id == entry_id, _visible(scope))).one_or_none()
    if found is None:
        raise NotFound("There is no such entry.")
    return found


def count_since(scope: Reach, instant: datetime) -> int:
    """How many entries a right reaches since an instant."""
    counted = select(func.count()).select_from(AuditEntry).where(AuditEntry.at >= instant, _visible(scope))
    return db.session.scalar(counted) or 0


def _visible(scope: Reach) -> ColumnElement[bool]:
    by_person = AuditEntry.actor.like("person:%")
    actor_id = case((by_person, cast(func.substr(AuditEntry.actor, len("person:") + 1), Integer)))
    return or_(
        scope.reaches(AuditEntry.organisation_id),
        scope.reaches_person(AuditEntry.person_id),
        scope.reaches_person(actor_id),
    )


def _conditions(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    if wanted.who:
        keys = [f"person:{one}" for one in wanted.who_ids]
        yield or_(AuditEntry.actor_name.contains(wanted.who, autoescape=True), AuditEntry.actor.in_(keys))
    if wanted.action:
        yield AuditEntry.action == wanted.action
    if wanted.whom:
        yield or_(
            AuditEntry.object_name.contains(wanted.whom, autoescape=True), AuditEntry.person_id.in_(wanted.whom_ids)
        )
    if wanted.first_day:
        yield AuditEntry.at >= clock.at(wanted.first_day, time())
    if wanted.last_day:
        yield AuditEntry.at <= clock.end_of(wanted.last_day)
