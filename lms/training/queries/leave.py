"""Leave: what was asked, what was decided, and how much of a class it takes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from lms.columns import known
from lms.errors import NotFound
from lms.extensions import db
from lms.paging import Page, paged
from lms.people.queries import OrgScope
from lms.training.models import Attendance, ClassMeeting, LeaveMeeting, LeaveRequest, TrainingClass
from lms.training.queries.classes import ClassCard, cards, class_in_scope
from lms.training.queries.meetings import MeetingRow, meetings_of
from lms.training.queries.people import Face, faces_of
from lms.training.rules.closing import hours_of_class
from lms.training.rules.leave import leave_centihours, passes_one_seventh
from lms.training.rules.words import ATTENDED, LeaveKind, LeaveState, Mark


@dataclass(frozen=True)
class LeaveRow:
    """A leave request as lists show it; hours in hundredths."""

    id: int
    face: Face
    training_class: ClassCard
    kind: LeaveKind
    reason: str
    state: LeaveState
    asked_at: datetime
    decision_note: str | None
    centihours: int
    half_days: int


@dataclass(frozen=True)
class LeaveSum:
    """How much leave one person has in a class with some meetings added, against one seventh of its hours."""

    before_centihours: int
    with_it_centihours: int
    class_centihours: int

    @property
    def passes(self) -> bool:
        """Whether it is more than one seventh."""
        return passes_one_seventh(self.with_it_centihours, self.class_centihours)


def leave_page(scope: OrgScope, states: Iterable[LeaveState], number: int) -> Page:
    """Requests in these states for classes in `scope`, the earliest first; a page of LeaveRow. Five queries."""
    statement = (
        select(LeaveRequest.id)
        .join(TrainingClass, TrainingClass.id == LeaveRequest.training_class_id)
        .where(LeaveRequest.state.in_([state.value for state in states]), scope.reaches(TrainingClass.organiser_id))
        .order_by(LeaveRequest.asked_at, LeaveRequest.id)
    )
    page = paged(statement, number)
    rows = _rows([row.id for row in page.rows])
    return Page(rows, page.number, page.of, page.total)


def count_waiting(scope: OrgScope) -> int:
    """Requests that wait for a decision in `scope`."""
    return (
        db.session.scalar(
            select(func.count())
            .select_from(LeaveRequest)
            .join(TrainingClass, TrainingClass.id == LeaveRequest.training_class_id)
            .where(LeaveRequest.state == LeaveState.ASKED.value, scope.reaches(TrainingClass.organiser_id))
        )
        or 0
    )


def leave_in_scope(request_id: int, scope: OrgScope) -> tuple[LeaveRow, list[MeetingRow]]:
    """A request for a class in `scope`, and the meetings it is about. Raises NotFound."""
    rows = _rows([request_id])
    if not rows:
        raise NotFound("There is no such request here.")
    class_in_scope(rows[0].training_class.id, scope)
    return rows[0], asked_meetings(rows[0].id, rows[0].training_class.id)


def leave_for_update(request_id: int) -> LeaveRequest:
    """A request to be decided or taken back, as it is behind the lock of its class. Raises NotFound."""
    found = db.session.get(LeaveRequest, request_id, populate_existing=True)
    if found is None:
        raise NotFound("There is no such request here.")
    return found


def class_of_leave(request_id: int) -> int:
    """The class a request is about. Raises NotFound."""
    found = db.session.scalar(select(LeaveRequest.training_class_id).where(LeaveRequest.id == request_id))
    if found is None:
        raise NotFound("There is no such request here.")
    return found


def asked_meetings(request_id: int, class_id: int) -> list[MeetingRow]:
    """The meetings a request is about, in order."""
    ids = set(
        db.session.scalars(select(LeaveMeeting.class_meeting_id).where(LeaveMeeting.leave_request_id == request_id))
    )
    return [meeting for meeting in meetings_of(class_id) if meeting.id in ids]


def leave_of_person(class_id: int, person_id: int) -> list[LeaveRow]:
    """A person's requests in a class, in order."""
    ids = db.session.scalars(
        select(LeaveRequest.id)
        .where(LeaveRequest.training_class_id == class_id, LeaveRequest.person_id == person_id)
        .order_by(LeaveRequest.asked_at, LeaveRequest.id)
    )
    return _rows(list(ids))


def _rows(ids: list[int]) -> list[LeaveRow]:
    requests = {row.id: row for row in db.session.scalars(select(LeaveRequest).where(LeaveRequest.id.in_(ids)))}
    sums = db.session.execute(
        select(LeaveMeeting.leave_request_id, func.sum(ClassMeeting.credit_centihours), func.count())
        .join(ClassMeeting, ClassMeeting.id == LeaveMeeting.class_meeting_id)
        .where(LeaveMeeting.leave_request_id.in_(ids))
        .group_by(LeaveMeeting.leave_request_id)
    )
    hours = {row[0]: (int(row[1]), int(row[2])) for row in sums}
    faces = faces_of(request.person_id for request in requests.values())
    class_ids = {request.training_class_id for request in requests.values()}
    classes = {row[0]: ClassCard(*row) for row in db.session.execute(cards().where(TrainingClass.id.in_(class_ids)))}
    return [
        LeaveRow(
            one.id, faces[one.person_id], classes[one.training_class_id], LeaveKind(one.kind), one.reason,
            LeaveState(one.state), one.asked_at, one.decision_note, *hours.get(one.id, (0, 0)),
        )
        for one in (requests[key] for key in ids if key in requests)
    ]  # fmt: skip


def meetings_on_leave(class_id: int) -> dict[int, set[int]]:
    """For each person of a class, the meetings missed with leave: approved, or marked on roll call. Two queries.

    Who had leave and came all the same did not take it.
    """
    came = select(Attendance.id).where(
        Attendance.class_meeting_id == LeaveMeeting.class_meeting_id,
        Attendance.person_id == LeaveRequest.person_id,
        known(Attendance),
        Attendance.status.in_([mark.value for mark in ATTENDED]),
    )
    approved = db.session.execute(
        select(LeaveRequest.person_id, LeaveMeeting.class_meeting_id)
        .join(LeaveMeeting, LeaveMeeting.leave_request_id == LeaveRequest.id)
        .where(
            LeaveRequest.training_class_id == class_id,
            LeaveRequest.state == LeaveState.APPROVED.value,
            ~came.exists(),
        )
    ).all()
    marked = db.session.execute(
        select(Attendance.person_id, Attendance.class_meeting_id)
        .join(ClassMeeting, ClassMeeting.id == Attendance.class_meeting_id)
        .where(ClassMeeting.training_class_id == class_id, known(Attendance), Attendance.status == Mark.LEAVE.value)
    ).all()
    found: dict[int, set[int]] = {}
    for person_id, meeting_id in [*approved, *marked]:
        found.setdefault(person_id, set()).add(meeting_id)
    return found


def leave_sum(class_id: int, planned_centihours: int, person_id: int, asked: Iterable[int]) -> LeaveSum:
    """What a person's leave in a class comes to without and with the meetings asked for. Three queries."""
    rows = db.session.execute(
        select(ClassMeeting.id, ClassMeeting.credit_centihours).where(ClassMeeting.training_class_id == class_id)
    )
    meetings = {row.id: row.credit_centihours for row in rows}
    before = meetings_on_leave(class_id).get(person_id, set())
    return LeaveSum(
        leave_centihours(meetings, before),
        leave_centihours(meetings, before | set(asked)),
        hours_of_class(planned_centihours, sum(meetings.values())),
    )


def meetings_already_asked(class_id: int, person_id: int) -> set[int]:
    """Meetings for which a person's leave is asked or approved."""
    return set(
        db.session.scalars(
            select(LeaveMeeting.class_meeting_id)
            .join(LeaveRequest, LeaveRequest.id == LeaveMeeting.leave_request_id)
            .where(
                LeaveRequest.training_class_id == class_id,
                LeaveRequest.person_id == person_id,
                LeaveRequest.state.in_([LeaveState.ASKED.value, LeaveState.APPROVED.value]),
            )
        )
    )
