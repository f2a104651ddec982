"""Certificates: their numbers, given once and for good, and what each issue of the paper says."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from lms.columns import UtcDateTime
from lms.extensions import Model

IN_FORCE = text("revoked_at IS NULL")


class CertificateSeries(Model):
    """How far the numbers of a year's series have come; its row is locked while a closing takes some."""

    __tablename__ = "certificate_series"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(20), primary_key=True)  # 轮训02
    last: Mapped[int] = mapped_column()


class Certificate(Model):
    """A number, and whose it is: one person's for one class, never anybody else's, whatever becomes of the class."""

    __tablename__ = "certificate"
    __table_args__ = (
        UniqueConstraint("year", "series", "sequence"),
        UniqueConstraint("training_class_id", "person_id"),
        CheckConstraint("sequence > 0", name="counted_from_one"),
        Index("ix_certificate_person", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(40), unique=True)
    year: Mapped[int] = mapped_column()
    series: Mapped[str] = mapped_column(String(20))
    sequence: Mapped[int] = mapped_column()
    training_class_id: Mapped[int] = mapped_column(ForeignKey("training_class.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class CertificateIssue(Model):
    """What a certificate says since a closing; revoked when the class is reopened, never changed or deleted."""

    __tablename__ = "certificate_issue"
    __table_args__ = (
        UniqueConstraint("certificate_id", "edition"),
        Index("one_issue_in_force", "certificate_id", unique=True, sqlite_where=IN_FORCE, postgresql_where=IN_FORCE),
        Index("ix_certificate_issue_closing", "closing_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    certificate_id: Mapped[int] = mapped_column(ForeignKey("certificate.id"))
    closing_id: Mapped[int] = mapped_column(ForeignKey("class_closing.id"))
    edition: Mapped[int] = mapped_column()  # 1 at first; one more each time the class is closed again
    badge_id: Mapped[str] = mapped_column(String(36), unique=True)  # names the Open Badge; tells nothing
    name: Mapped[str] = mapped_column(String(100))
    class_name: Mapped[str] = mapped_column(String(250))
    issuer: Mapped[str] = mapped_column(String(100))
    centihours: Mapped[int] = mapped_column()
    first_day: Mapped[date] = mapped_column()
    last_day: Mapped[date] = mapped_column()
    is_excellent: Mapped[bool] = mapped_column(default=False, server_default=false())
    issued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_by: Mapped[str | None] = mapped_column(String(100))
    revocation_reason: Mapped[str | None] = mapped_column(String(300))
