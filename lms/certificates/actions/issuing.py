"""Certificates are given and revoked in the transaction that closes or reopens the class, in sets of rows."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import insert, select, text, update

from lms import clock
from lms.audit import actions as audit
from lms.audit.actor import Actor
from lms.certificates.models import Certificate, CertificateIssue
from lms.certificates.queries import closings
from lms.certificates.queries.closings import Closed
from lms.certificates.rules.numbers import number_of, series_of, taken_from
from lms.certificates.rules.paper import class_on_paper
from lms.extensions import db
from lms.training.models import TrainingClass
from lms.training.queries.results import CompletionRow, completion_rows

_OPEN_SERIES = text("INSERT INTO certificate_series (year, name, last) VALUES (:year, :name, 0) ON CONFLICT DO NOTHING")
_COUNT_ON = text("UPDATE certificate_series SET last = last + :more WHERE year = :year AND name = :name RETURNING last")


def issue_for_closing(actor: Actor, closing_id: int) -> int:
    """Give everybody who completed a closed class a certificate; gives how many. However many: the same statements.

    Who had a number for this class keeps it (the class was closed before); the others take the next ones of its
    series, whose row is locked until the transaction ends: nobody else counts meanwhile, and a closing that comes
    to nothing takes no number. Certificates that are there for this closing already stay.
    """
    closed = closings.closed(closing_id)
    people = [row for row in completion_rows(closed.class_id) if row.completed]
    _give_numbers(closed, people)
    known = closings.numbers_of_class(closed.class_id)
    now = clock.now()
    new = [_issue(closed, row, known[row.person_id], now) for row in people if known[row.person_id].in_force is None]
    if new:
        db.session.execute(insert(CertificateIssue), new)
        _note(actor, "certificates.issued", closed, issued=len(new),
              numbers=sorted(known[row.person_id].number for row in people))  # fmt: skip
    return len(new)


def _give_numbers(closed: Closed, people: Sequence[CompletionRow]) -> None:
    """The next numbers of the series, in the order of the class's lists, to those without one."""
    have = closings.people_with_numbers(closed.class_id)
    lacking = [row.person_id for row in people if row.person_id not in have]
    series = series_of(closed.category, closed.intake_number)
    where = {"year": closed.declared_year, "name": series}
    db.session.execute(_OPEN_SERIES, where)
    last = db.session.execute(_COUNT_ON, where | {"more": len(lacking)}).scalar_one()
    sequences = taken_from(last - len(lacking), len(lacking))
    rows = [
        {
            "number": number_of(closed.declared_year, series, sequence), "year": closed.declared_year,
            "series": series, "sequence": sequence, "training_class_id": closed.class_id, "person_id": person_id,
        }
        for person_id, sequence in zip(lacking, sequences, strict=True)
    ]  # fmt: skip
    if rows:
        db.session.execute(insert(Certificate), rows)


def _issue(closed: Closed, row: CompletionRow, known: closings.KnownNumber, now: datetime) -> dict[str, Any]:
    organiser = closed.organiser if closed.is_round else ""
    return {
        "certificate_id": known.id, "closing_id": closed.closing_id, "edition": known.editions + 1,
        "badge_id": str(uuid4()), "name": row.name, "issuer": closed.organiser,
        "class_name": class_on_paper(closed.programme, closed.intake_number, organiser=organiser),
        "centihours": row.attended_centihours, "first_day": closed.first_day, "last_day": closed.last_day,
        "is_excellent": row.is_excellent, "issued_at": now,
    }  # fmt: skip


def revoke_of_closing(actor: Actor, closing_id: int, reason: str) -> int:
    """Revoke what a closing issued; rows and numbers stay. Gives how many."""
    revoked = db.session.execute(
        update(CertificateIssue)
        .where(CertificateIssue.closing_id == closing_id, CertificateIssue.revoked_at.is_(None))
        .values(revoked_at=clock.now(), revoked_by=str(actor), revocation_reason=reason[:300])
        .returning(CertificateIssue.id)
    ).all()
    if revoked:
        _note(actor, "certificates.revoked", closings.closed(closing_id), revoked=len(revoked), reason=reason)
    return len(revoked)


def _note(actor: Actor, deed: str, closed: Closed, **more: Any) -> None:  # noqa: ANN401 - what the trail keeps
    training_class = db.session.scalar(select(TrainingClass).where(TrainingClass.id == closed.class_id))
    audit.record(
        actor, deed, of=training_class, organisation_id=closed.organiser_id,
        training_class=class_on_paper(closed.programme, closed.intake_number), closing=closed.closing_id, **more,
    )  # fmt: skip
