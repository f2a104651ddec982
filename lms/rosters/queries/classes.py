"""What rosters of a class need beside what the training room answers."""

from dataclasses import dataclass
from datetime import date

import pandas as pd
from sqlalchemy import Select, Subquery, and_, select

from lms.certificates.models import Certificate, CertificateIssue
from lms.columns import known
from lms.extensions import db
from lms.people.queries import OrgScope
from lms.records.models import TrainingRecord
from lms.training.models import (
    ClassClosing,
    ClassResult,
    ClassSchedule,
    Enrolment,
    LeaveMeeting,
    LeaveRequest,
    TrainingClass,
)
from lms.training.queries import ClassCard
from lms.training.queries.classes import cards
from lms.training.rules.words import LeaveKind, LeaveState

MOST_TO_CHOOSE = 300


@dataclass(frozen=True)
class SeatKnown:
    """A person's seat in a class; `withdrawn_on` is the first day without it."""

    make_up_year: int | None
    withdrawn_on: date | None
    withdrawal_reason: str | None


def classes_to_choose(scope: OrgScope) -> list[ClassCard]:
    """The latest classes in `scope` that were not cancelled, newest first."""
    rows = db.session.execute(
        cards()
        .where(scope.reaches(TrainingClass.organiser_id), TrainingClass.cancelled_at.is_(None))
        .order_by(ClassSchedule.first_day.desc(), TrainingClass.id.desc())
        .limit(MOST_TO_CHOOSE)
    )
    return [ClassCard(*row) for row in rows]


def people_decided(class_id: int) -> Select[int]:
    """Whom the closing in force of a class decided about."""
    return (
        select(ClassResult.person_id)
        .join(ClassClosing, ClassClosing.id == ClassResult.closing_id)
        .where(ClassClosing.training_class_id == class_id, ClassClosing.reopened_at.is_(None))
    )


def results_of(class_id: int) -> pd.DataFrame:
    """What the closing in force decided, indexed by person; hours and score in hundredths. One query, no objects.

    Empty while the class is open.
    """
    numbers = _numbers_in_force()
    found = db.session.execute(
        select(
            ClassResult.person_id, ClassResult.completed, ClassResult.reason, ClassResult.planned_centihours,
            ClassResult.attended_centihours, ClassResult.score_cents, ClassResult.overruling_reason,
            ClassResult.is_excellent, TrainingRecord.make_up_year, numbers.c.number,
        )
        .join(ClassClosing, ClassClosing.id == ClassResult.closing_id)
        .outerjoin(TrainingRecord, TrainingRecord.id == ClassResult.record_id)
        .outerjoin(
            numbers,
            and_(numbers.c.closing_id == ClassClosing.id, numbers.c.person_id == ClassResult.person_id),
        )
        .where(ClassClosing.training_class_id == class_id, ClassClosing.reopened_at.is_(None))
    )  # fmt: skip
    return pd.DataFrame(found.all(), columns=list(found.keys())).set_index("person_id")


def _numbers_in_force() -> Subquery:
    """Certificates in force: whose, of which closing, and their numbers."""
    return (
        select(CertificateIssue.closing_id, Certificate.person_id, Certificate.number)
        .join(Certificate, Certificate.id == CertificateIssue.certificate_id)
        .where(CertificateIssue.revoked_at.is_(None))
        .subquery("number")
    )


def people_enrolled(class_id: int) -> Select[int]:
    """Whoever has or had a seat in a class."""
    return select(Enrolment.person_id).where(Enrolment.training_class_id == class_id, known(Enrolment))


def seats_of(class_id: int) -> dict[int, SeatKnown]:
    """Everybody's seat in a class: the open one, else the one given up last. One query."""
    rows = db.session.execute(
        select(
            Enrolment.person_id, Enrolment.make_up_year, Enrolment.withdrawn_on, Enrolment.withdrawal_reason
        )
        .where(Enrolment.training_class_id == class_id, known(Enrolment))
        .order_by(Enrolment.withdrawn_on.is_(None), Enrolment.withdrawn_on, Enrolment.id)
    )  # fmt: skip
    return {row.person_id: SeatKnown(*row[1:]) for row in rows}


def leave_kinds(class_id: int) -> dict[tuple[int, int], LeaveKind]:
    """What kind of leave was approved: (person, meeting) → kind. One query."""
    rows = db.session.execute(
        select(LeaveRequest.person_id, LeaveMeeting.class_meeting_id, LeaveRequest.kind)
        .join(LeaveMeeting, LeaveMeeting.leave_request_id == LeaveRequest.id)
        .where(LeaveRequest.training_class_id == class_id, LeaveRequest.state == LeaveState.APPROVED.value)
        .order_by(LeaveRequest.id)
    )
    return {(row[0], row[1]): LeaveKind(row[2]) for row in rows}
