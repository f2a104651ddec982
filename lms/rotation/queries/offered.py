"""Classes in which people can still be given a seat, and whom each of them draws."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, or_, select

from lms.errors import NotFound
from lms.extensions import db
from lms.people.models import OrganisationReach
from lms.people.queries import OrgScope
from lms.rotation.rules import Requirement
from lms.training.models import ClassSchedule, TrainingClass
from lms.training.queries.classes import ClassCard, cards


def offered_classes(scope: OrgScope, requirement: Requirement, today: date) -> list[ClassCard]:
    """Open classes of the categories a requirement credits that draw people of `scope`; the earliest first.

    Whoever organises them: a street may send its own people to a class of the district that draws from it.
    Full ones are listed too.
    """
    query = _open(scope, today).order_by(ClassSchedule.first_day, TrainingClass.id)
    if requirement.credit_kinds:
        query = query.where(ClassSchedule.category.in_(sorted(requirement.credit_kinds)))
    return [ClassCard(*row) for row in db.session.execute(query)]


def offered_class(class_id: int, scope: OrgScope, today: date) -> ClassCard:
    """One of them, of whatever category. Raises NotFound when it draws nobody of `scope`, or is over or closed."""
    row = db.session.execute(_open(scope, today).where(TrainingClass.id == class_id)).one_or_none()
    if row is None:
        raise NotFound("There is no such class here.")
    return ClassCard(*row)


def drawn_pairs(classes: Iterable[ClassCard], organisation_ids: Collection[int]) -> frozenset[tuple[int, int]]:
    """Which class draws from which of these organisations: (`draws_from_id`, organisation)."""
    rows = db.session.execute(
        select(OrganisationReach.ancestor_id, OrganisationReach.descendant_id).where(
            OrganisationReach.ancestor_id.in_({one.draws_from_id for one in classes}),
            OrganisationReach.descendant_id.in_(set(organisation_ids)),
        )
    )
    return frozenset((row.ancestor_id, row.descendant_id) for row in rows)


def _open(scope: OrgScope, today: date) -> Select[*tuple[Any, ...]]:
    return cards().where(
        _draws_some_of(scope),
        ClassSchedule.last_day >= today,
        TrainingClass.closed_at.is_(None),
        TrainingClass.cancelled_at.is_(None),
    )


def _draws_some_of(scope: OrgScope) -> ColumnElement[bool]:
    """A class draws from within the scope, or from an organisation above where the scope begins."""
    above = exists(
        select(1).where(
            OrganisationReach.ancestor_id == TrainingClass.draws_from_id,
            OrganisationReach.descendant_id.in_(scope.roots),
        )
    )
    return or_(scope.reaches(TrainingClass.draws_from_id), above)
