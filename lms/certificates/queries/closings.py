"""What issuing rests on: the class that was closed, and the numbers its people have."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, func, select

from lms.certificates.models import Certificate, CertificateIssue
from lms.columns import known
from lms.errors import NotFound
from lms.extensions import db
from lms.people.models import Organisation
from lms.training.models import ClassClosing, ClassSchedule, Programme, TrainingClass


@dataclass(frozen=True)
class Closed:
    """A closing, and the class as its certificates name it."""

    closing_id: int
    class_id: int
    organiser_id: int
    organiser: str
    programme: str
    is_round: bool
    intake_number: int
    category: str
    declared_year: int
    first_day: date
    last_day: date


def closed(closing_id: int) -> Closed:
    """The closing, in force or not. Raises NotFound."""
    row = db.session.execute(
        select(
            ClassClosing.id, TrainingClass.id, TrainingClass.organiser_id, Organisation.name, Programme.name,
            Programme.is_round, TrainingClass.intake_number, ClassSchedule.category, ClassSchedule.declared_year,
            ClassSchedule.first_day, ClassSchedule.last_day,
        )
        .join(TrainingClass, TrainingClass.id == ClassClosing.training_class_id)
        .join(Programme, Programme.id == TrainingClass.programme_id)
        .join(Organisation, Organisation.id == TrainingClass.organiser_id)
        .join(ClassSchedule, and_(ClassSchedule.training_class_id == TrainingClass.id, known(ClassSchedule)))
        .where(ClassClosing.id == closing_id)
    ).one_or_none()  # fmt: skip
    if row is None:
        raise NotFound("There is no such closing.")
    return Closed(*row)


def people_with_numbers(class_id: int) -> frozenset[int]:
    """Whose a number of this class is already."""
    return frozenset(db.session.scalars(select(Certificate.person_id).where(Certificate.training_class_id == class_id)))


@dataclass(frozen=True)
class KnownNumber:
    """A person's number for a class; how often it was issued, and the issue in force."""

    id: int
    number: str
    editions: int
    in_force: int | None


def numbers_of_class(class_id: int) -> dict[int, KnownNumber]:
    """Every number of a class, by person. One query."""
    rows = db.session.execute(
        select(
            Certificate.person_id, Certificate.id, Certificate.number,
            func.coalesce(func.max(CertificateIssue.edition), 0),
            func.max(CertificateIssue.id).filter(CertificateIssue.revoked_at.is_(None)),
        )
        .outerjoin(CertificateIssue, CertificateIssue.certificate_id == Certificate.id)
        .where(Certificate.training_class_id == class_id)
        .group_by(Certificate.person_id, Certificate.id, Certificate.number)
    )  # fmt: skip
    return {row[0]: KnownNumber(*row[1:]) for row in rows}


def numbers_of(closing_id: int) -> dict[int, str]:
    """The numbers that a closing gave and that are in force, by person. One query."""
    rows = db.session.execute(
        select(Certificate.person_id, Certificate.number)
        .join(CertificateIssue, CertificateIssue.certificate_id == Certificate.id)
        .where(CertificateIssue.closing_id == closing_id, CertificateIssue.revoked_at.is_(None))
    )
    return {row.person_id: row.number for row in rows}


def closing_in_force_of(class_id: int) -> int | None:
    """The closing of a class that was not reopened, by id."""
    return db.session.scalar(
        select(ClassClosing.id).where(ClassClosing.training_class_id == class_id, ClassClosing.reopened_at.is_(None))
    )
