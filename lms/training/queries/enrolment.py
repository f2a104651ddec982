"""Who has a seat in a class."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, func, or_, select

from lms.columns import known
from lms.errors import NotFound
from lms.extensions import db
from lms.paging import Page, paged
from lms.people.models import Affiliation, Organisation, Person
from lms.people.queries import OrgScope
from lms.training.models import Enrolment, Programme, TrainingClass
from lms.training.queries.classes import ClassCard, cards
from lms.training.queries.people import Face, faces_of


@dataclass(frozen=True)
class Seat:
    """One person's seat as the class page shows it."""

    face: Face
    enrolled_on: date
    make_up_year: int | None
    withdrawn_on: date | None = None
    withdrawal_reason: str | None = None


def seats_taken(class_id: int) -> int:
    """How many seats of a class are taken now; asked behind the lock of `class_for_update`."""
    return (
        db.session.scalar(
            select(func.count())
            .select_from(Enrolment)
            .where(Enrolment.training_class_id == class_id, known(Enrolment), Enrolment.withdrawn_on.is_(None))
        )
        or 0
    )


def seated(class_id: int, person_ids: Iterable[int] | None = None) -> frozenset[int]:
    """Who has a seat in a class now, of `person_ids` or of all."""
    statement = select(Enrolment.person_id).where(
        Enrolment.training_class_id == class_id, known(Enrolment), Enrolment.withdrawn_on.is_(None)
    )
    if person_ids is not None:
        statement = statement.where(Enrolment.person_id.in_(set(person_ids)))
    return frozenset(db.session.scalars(statement))


def open_enrolment(class_id: int, person_id: int) -> Enrolment:
    """A person's seat as known now. Raises NotFound when there is none."""
    found = db.session.scalar(
        select(Enrolment).where(
            Enrolment.training_class_id == class_id,
            Enrolment.person_id == person_id,
            known(Enrolment),
            Enrolment.withdrawn_on.is_(None),
        )
    )
    if found is None:
        raise NotFound("This person has no seat in this class.")
    return found


def open_enrolments(class_id: int) -> list[Enrolment]:
    """Every seat of a class as known now."""
    return list(
        db.session.scalars(
            select(Enrolment).where(
                Enrolment.training_class_id == class_id, known(Enrolment), Enrolment.withdrawn_on.is_(None)
            )
        )
    )


def seats_page(class_id: int, number: int) -> Page:
    """The people of a class, those withdrawn last; a page of Seat. Three queries."""
    place = (
        select(func.min(Organisation.code))
        .join(Affiliation, Affiliation.organisation_id == Organisation.id)
        .where(Affiliation.person_id == Person.id)
        .scalar_subquery()
    )
    statement = (
        select(
            Enrolment.person_id,
            Enrolment.enrolled_on,
            Enrolment.make_up_year,
            Enrolment.withdrawn_on,
            Enrolment.withdrawal_reason,
        )
        .join(Person, Person.id == Enrolment.person_id)
        .where(Enrolment.training_class_id == class_id, known(Enrolment))
        .order_by(Enrolment.withdrawn_on.is_not(None), place, Person.name, Enrolment.id)
    )
    page = paged(statement, number)
    faces = faces_of(row.person_id for row in page.rows)
    return Page([Seat(faces[row.person_id], *row[1:]) for row in page.rows], page.number, page.of, page.total)


@dataclass(frozen=True)
class Trainee:
    """A person in one of the classes somebody looks after."""

    face: Face
    training_class: ClassCard
    make_up_year: int | None


def trainees_page(scope: OrgScope, called: str, class_called: str, number: int) -> Page:
    """People with a seat in a class in `scope`, by name and by class; a page of Trainee. Four queries."""
    statement = (
        select(Enrolment.person_id, Enrolment.training_class_id, Enrolment.make_up_year)
        .join(Person, Person.id == Enrolment.person_id)
        .join(TrainingClass, TrainingClass.id == Enrolment.training_class_id)
        .join(Programme, Programme.id == TrainingClass.programme_id)
        .where(
            known(Enrolment),
            Enrolment.withdrawn_on.is_(None),
            TrainingClass.cancelled_at.is_(None),
            scope.reaches(TrainingClass.organiser_id),
        )
    )
    if called:
        statement = statement.where(Person.name.contains(called, autoescape=True))
    if class_called:
        statement = statement.where(Programme.name.contains(class_called, autoescape=True))
    page = paged(statement.order_by(TrainingClass.id.desc(), Person.name, Enrolment.id), number)
    faces = faces_of(row.person_id for row in page.rows)
    found = db.session.execute(cards().where(TrainingClass.id.in_({row.training_class_id for row in page.rows})))
    classes = {row[0]: ClassCard(*row) for row in found}
    rows = [Trainee(faces[row.person_id], classes[row.training_class_id], row.make_up_year) for row in page.rows]
    return Page(rows, page.number, page.of, page.total)


def enrolments_for_closing(class_id: int, withdrawn_for: str) -> list[Enrolment]:
    """Seats that a closing decides about: the open ones, and those that ended for the reason `withdrawn_for`.

    Who was withdrawn and is back has the open one alone.
    """
    statement = (
        select(Enrolment)
        .where(
            Enrolment.training_class_id == class_id,
            known(Enrolment),
            or_(Enrolment.withdrawn_on.is_(None), Enrolment.withdrawal_reason == withdrawn_for),
        )
        .order_by(and_(Enrolment.withdrawn_on.is_not(None)), Enrolment.withdrawn_on.desc())
    )
    kept: dict[int, Enrolment] = {}
    for enrolment in db.session.scalars(statement):
        kept.setdefault(enrolment.person_id, enrolment)
    return list(kept.values())
