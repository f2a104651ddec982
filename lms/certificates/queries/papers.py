"""Certificates as they are printed, listed and checked."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from lms.certificates.models import Certificate, CertificateIssue
from lms.certificates.rules.paper import Said
from lms.errors import NotFound
from lms.extensions import db
from lms.paging import Page, paged
from lms.people.models import Person


@dataclass(frozen=True)
class Paper:
    """One issue of a certificate, with whose it is; hours in hundredths."""

    issue_id: int
    certificate_id: int
    class_id: int
    person_id: int
    person_no: str
    number: str
    edition: int
    badge_id: str
    name: str
    class_name: str
    issuer: str
    centihours: int
    first_day: date
    last_day: date
    is_excellent: bool
    issued_at: datetime
    revoked_at: datetime | None

    @property
    def said(self) -> Said:
        """What it says, as its signature proves it."""
        return Said(
            self.number, self.edition, self.name, self.class_name, self.centihours, self.first_day, self.last_day
        )


def papers() -> Select[*tuple[Any, ...]]:
    """The columns of `Paper`."""
    return (
        select(
            CertificateIssue.id, Certificate.id, Certificate.training_class_id, Certificate.person_id,
            Person.person_no, Certificate.number, CertificateIssue.edition, CertificateIssue.badge_id,
            CertificateIssue.name, CertificateIssue.class_name, CertificateIssue.issuer, CertificateIssue.centihours,
            CertificateIssue.first_day, CertificateIssue.last_day, CertificateIssue.is_excellent,
            CertificateIssue.issued_at, CertificateIssue.revoked_at,
        )
        .join(Certificate, Certificate.id == CertificateIssue.certificate_id)
        .join(Person, Person.id == Certificate.person_id)
    )  # fmt: skip


def _latest() -> ColumnElement[bool]:
    """Of each certificate the issue that counts: the last one, in force or revoked."""
    other = select(CertificateIssue.edition.label("edition"), CertificateIssue.certificate_id).subquery("other")
    later = select(other.c.edition).where(
        other.c.certificate_id == CertificateIssue.certificate_id, other.c.edition > CertificateIssue.edition
    )
    return ~later.exists()


def papers_page(class_id: int, number: int) -> Page:
    """The certificates of a class in the order of their numbers, revoked ones too; a page of Paper."""
    page = paged(
        papers().where(Certificate.training_class_id == class_id, _latest()).order_by(Certificate.number), number
    )
    return Page([Paper(*row) for row in page.rows], page.number, page.of, page.total)


def latest_papers(class_id: int) -> list[Paper]:
    """Every certificate of a class in the order of numbers, revoked ones too, as it stands now."""
    rows = db.session.execute(
        papers().where(Certificate.training_class_id == class_id, _latest()).order_by(Certificate.number)
    )
    return [Paper(*row) for row in rows]


def papers_in_force(class_id: int, certificate_ids: Collection[int] = ()) -> list[Paper]:
    """What is printed of a class, in the order of numbers; of some certificates alone where they are named."""
    statement = papers().where(Certificate.training_class_id == class_id, CertificateIssue.revoked_at.is_(None))
    if certificate_ids:
        statement = statement.where(Certificate.id.in_(certificate_ids))
    return [Paper(*row) for row in db.session.execute(statement.order_by(Certificate.number))]


def count_in_force(class_id: int) -> int:
    """How many certificates of a class are in force."""
    return (
        db.session.scalar(
            select(func.count())
            .select_from(CertificateIssue)
            .join(Certificate, Certificate.id == CertificateIssue.certificate_id)
            .where(Certificate.training_class_id == class_id, CertificateIssue.revoked_at.is_(None))
        )
        or 0
    )


def own_paper(certificate_id: int, person_id: int) -> Paper:
    """One's own certificate in force. Raises NotFound, also when it is somebody else's."""
    return _one(
        papers().where(
            Certificate.id == certificate_id,
            Certificate.person_id == person_id,
            CertificateIssue.revoked_at.is_(None),
        )
    )


def state_of(said: Said) -> bool | None:
    """Whether the issue that a proven word names is in force; None when the books do not know it."""
    row = db.session.execute(
        select(CertificateIssue.revoked_at)
        .join(Certificate, Certificate.id == CertificateIssue.certificate_id)
        .where(Certificate.number == said.number, CertificateIssue.edition == said.edition)
    ).one_or_none()
    return None if row is None else row.revoked_at is None


def own_papers_page(person_id: int, number: int) -> Page:
    """A person's certificates, the newest first, revoked ones too; a page of Paper."""
    page = paged(
        papers()
        .where(Certificate.person_id == person_id, _latest())
        .order_by(CertificateIssue.last_day.desc(), Certificate.id.desc()),
        number,
    )
    return Page([Paper(*row) for row in page.rows], page.number, page.of, page.total)


def _one(statement: Select[*tuple[Any, ...]]) -> Paper:
    row = db.session.execute(statement).one_or_none()
    if row is None:
        raise NotFound("There is no such certificate here.")
    return Paper(*row)
