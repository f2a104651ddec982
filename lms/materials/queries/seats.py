"""Who has a seat in a class, as a condition for this room's statements."""

from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, exists, func, select
from sqlalchemy.orm import joinedload

from lms.columns import known
from lms.extensions import db
from lms.people.models import Affiliation, Organisation
from lms.training.models import Enrolment, TrainingClass


def has_seat(class_id: Any, person_id: Any) -> ColumnElement[bool]:  # noqa: ANN401 - columns or ids
    """The condition that a person has a seat in a class now."""
    return exists(
        select(1).where(
            Enrolment.training_class_id == class_id,
            Enrolment.person_id == person_id,
            known(Enrolment),
            Enrolment.withdrawn_on.is_(None),
        )
    )


def place_of(person_id: Any) -> ScalarSelect[Any]:  # noqa: ANN401 - a column
    """The code of the organisation under which lists show a person."""
    return (
        select(func.min(Organisation.code))
        .join(Affiliation, Affiliation.organisation_id == Organisation.id)
        .where(Affiliation.person_id == person_id)
        .scalar_subquery()
    )


def class_with_name(class_id: int) -> TrainingClass:
    """A class with what its name is made of; not locked, since handing in changes nothing of it."""
    return db.session.scalars(
        select(TrainingClass)
        .options(
            joinedload(TrainingClass.programme, innerjoin=True), joinedload(TrainingClass.organiser, innerjoin=True)
        )
        .where(TrainingClass.id == class_id)
    ).one()
