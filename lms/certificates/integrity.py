"""What `lms verify` looks at here: no certificate number is missing, and each series has come as far as it says."""

from collections.abc import Callable

from sqlalchemy import and_, func, or_, select

from lms.certificates.models import Certificate, CertificateSeries
from lms.extensions import db

MOST_NAMED = 20


def numbers_without_gaps() -> list[str]:
    """Series whose numbers are not 1, 2, 3, … up to the last one given; the first twenty."""
    of_series = and_(Certificate.year == CertificateSeries.year, Certificate.series == CertificateSeries.name)
    given, highest = func.count(Certificate.id), func.coalesce(func.max(Certificate.sequence), 0)
    rows = db.session.execute(
        select(CertificateSeries.year, CertificateSeries.name, CertificateSeries.last, given, highest)
        .outerjoin(Certificate, of_series)
        .group_by(CertificateSeries.year, CertificateSeries.name, CertificateSeries.last)
        .having(or_(given != CertificateSeries.last, highest != CertificateSeries.last))
        .order_by(CertificateSeries.year, CertificateSeries.name)
        .limit(MOST_NAMED)
    )
    return [
        f"series {year}-{name}: {found} numbers, the highest {top}, where {last} were given"
        for year, name, last, found, top in rows
    ]


CHECKS: tuple[tuple[str, Callable[[], list[str]]], ...] = (("certificate numbers", numbers_without_gaps),)
