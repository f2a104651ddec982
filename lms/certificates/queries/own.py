"""Which of a person's training records have a certificate."""

from sqlalchemy import select

from lms.certificates.models import Certificate, CertificateIssue
from lms.extensions import db
from lms.training.models import ClassResult


def own_by_record(person_id: int) -> dict[int, tuple[int, str]]:
    """A person's certificates in force by training record: id and number. One query."""
    rows = db.session.execute(
        select(ClassResult.record_id, Certificate.id, Certificate.number)
        .join(CertificateIssue, CertificateIssue.closing_id == ClassResult.closing_id)
        .join(Certificate, Certificate.id == CertificateIssue.certificate_id)
        .where(
            Certificate.person_id == person_id,
            ClassResult.person_id == person_id,
            CertificateIssue.revoked_at.is_(None),
            ClassResult.record_id.is_not(None),
        )
    )
    return {record_id: (certificate_id, number) for record_id, certificate_id, number in rows if record_id}
