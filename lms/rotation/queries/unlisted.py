"""Appointments that nobody can judge: without a category or a first day. They are listed beside the audience."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select

from lms.columns import known
from lms.extensions import db
from lms.paging import Page, paged
from lms.people.models import Appointment, Organisation, PartyStanding, Person
from lms.people.queries import OrgScope
from lms.people.rules import PARTY_MEMBER_STANDINGS, PositionCategory
from lms.rotation.queries.answers import Asked


@dataclass(frozen=True)
class Unlisted:
    """An appointment with what is missing, and the person who holds it."""

    person_id: int
    person_no: str
    name: str
    appointment_id: int
    org_code: str
    org_name: str
    position: str | None
    category: str | None
    first_day: date | None
    last_day: date | None


def unlisted_page(asked: Asked, scope: OrgScope, number: int = 1) -> Page:
    """A page of `Unlisted`: posts that might be in the audience of a requirement, but give no spell."""
    page = paged(_unlisted(asked, scope), number)
    return Page([Unlisted(*row) for row in page.rows], page.number, page.of, page.total)


def count_unlisted(asked: Asked, scope: OrgScope) -> int:
    """How many there are; the sum over the statuses does not hold them."""
    return db.session.scalar(select(func.count()).select_from(_unlisted(asked, scope).order_by(None).subquery())) or 0


def _unlisted(asked: Asked, scope: OrgScope) -> Select[*tuple[Any, ...]]:
    known_on = asked.moment.known_on if asked.moment else None
    return (
        select(
            Person.id, Person.person_no, Person.name, Appointment.id, Organisation.code, Organisation.name,
            Appointment.position, Appointment.position_category, Appointment.first_day, Appointment.last_day,
        )
        .join(Person, Person.id == Appointment.person_id)
        .join(Organisation, Organisation.id == Appointment.organisation_id)
        .where(
            known(Appointment, known_on),
            or_(
                Appointment.position_category.is_(None),
                and_(Appointment.first_day.is_(None), _would_be_in_audience(asked)),
            ),
            scope.reaches(Appointment.organisation_id),
        )
        .order_by(Organisation.code, Appointment.position, Person.person_no, Appointment.id)
    )  # fmt: skip


def _would_be_in_audience(asked: Asked) -> ColumnElement[bool]:
    requirement = asked.requirement.rules
    by_category = Appointment.position_category.in_(sorted(requirement.audience))
    if not requirement.for_party_members:
        return by_category
    is_member = exists(
        select(1).where(
            PartyStanding.person_id == Appointment.person_id,
            known(PartyStanding, asked.moment.known_on if asked.moment else None),
            PartyStanding.political_status.in_(sorted(PARTY_MEMBER_STANDINGS)),
        )
    )
    return or_(by_category, Appointment.position_category == str(PositionCategory.PARTY_MEMBER), is_member)
