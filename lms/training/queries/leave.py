"""Leave: what was asked, what was decided, and how much of a class it takes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, func, select

from lms.accounts.models import Grant
from lms.accounts.rules import Permission, Role
from lms.columns import known
from lms.errors import NotFound
from lms.extensions import db
from lms.paging import Page, paged
from lms.people.models import Organisation, OrganisationReach, Person
from lms.people.queries import OrgScope
from lms.training.models import Attendance, ClassMeeting, LeaveMeeting, LeaveRequest, TrainingClass
from lms.training.queries.classes import ClassCard, cards, class_in_scope
from lms.training.queries.meetings import MeetingRow, meetings_of
from lms.training.queries.people import Face, faces_of
from lms.training.rules.closing import hours_of_class
from lms.training.rules.leave import Decider, leave_centihours, one_seventh, passes_one_seventh, who_decides
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
    """How much leave one person has in a class with some meetings added, against one seventh of its hours.

    `half_days`: how many of them it touches.
    """

    before_centihours: int
    with_it_centihours: int
    class_centihours: int
    half_days: int = 0

    @property
    def decider(self) -> Decider:
        """Whose word it waits for."""
        return who_decides(self.half_days)

    @property
    def seventh_centihours(self) -> int:
        """Where one seventh is reached."""
        return one_seventh(self.class_centihours)

    @property
    def passes(self) -> bool:
        """Whether it is more than one seventh."""
        return passes_one_seventh(self.with_it_centihours, self.class_centihours)


def leave_page(scope: OrgScope, states: Iterable[LeaveState], number: int) -> Page:
    """Requests in these states for classes in `scope`, the earliest first; a page of LeaveRow. Five queries."""
    page = paged(_in_states(scope, states), number)
    rows = _rows([row.id for row in page.rows])
    return Page(rows, page.number, page.of, page.total)


def all_leave(scope: OrgScope, states: Iterable[LeaveState]) -> list[LeaveRow]:
    """All of them. Five queries for each thousand requests."""
    ids = [row.id for row in db.session.execute(_in_states(scope, states))]
    return [row for some in _pieces(ids) for row in _rows(some)]


_AT_ONCE = 1000  # a statement can name so many


def _pieces(ids: list[int]) -> Iterator[list[int]]:
    return (ids[at : at + _AT_ONCE] for at in range(0, len(ids), _AT_ONCE))


def _in_states(scope: OrgScope, states: Iterable[LeaveState]) -> Select[*tuple[Any, ...]]:
    return (
        select(LeaveRequest.id)
        .join(TrainingClass, TrainingClass.id == LeaveRequest.training_class_id)
        .where(LeaveRequest.state.in_([state.value for state in states]), scope.reaches(TrainingClass.organiser_id))
        .order_by(LeaveRequest.asked_at, LeaveRequest.id)
    )


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
        select(ClassMeeting.id, ClassMeeting.credit_centihours, ClassMeeting.day, ClassMeeting.half).where(
            ClassMeeting.training_class_id == class_id
        )
    ).all()
    meetings = {row.id: row.credit_centihours for row in rows}
    before = meetings_on_leave(class_id).get(person_id, set())
    with_it = before | set(asked)
    return LeaveSum(
        leave_centihours(meetings, before),
        leave_centihours(meetings, with_it),
        hours_of_class(planned_centihours, sum(meetings.values())),
        len({(row.day, row.half) for row in rows if row.id in with_it}),
    )


@dataclass(frozen=True)
class Office:
    """Who decides about longer leave: the organisation nearest to a class that has somebody for it, and whom."""

    organisation: str
    people: dict[int, str]


def department_of(class_id: int) -> Office | None:
    """The office whose word longer leave of a class waits for; None while nobody has that right. One query."""
    roles = [role.value for role in Role if Permission.DECIDE_LONG_LEAVE in role.permissions]
    rows = db.session.execute(
        select(Organisation.name, Person.id, Person.name, OrganisationReach.depth)
        .join(Grant, Grant.organisation_id == Organisation.id)
        .join(Person, Person.id == Grant.person_id)
        .join(OrganisationReach, OrganisationReach.ancestor_id == Organisation.id)
        .join(TrainingClass, TrainingClass.organiser_id == OrganisationReach.descendant_id)
        .where(TrainingClass.id == class_id, Grant.revoked_at.is_(None), Grant.role.in_(roles))
        .order_by(OrganisationReach.depth, Person.name, Person.id)
    ).all()
    nearest = [row for row in rows if row[3] == rows[0][3]]
    return Office(rows[0][0], {row[1]: row[2] for row in nearest}) if rows else None


def level_in(class_id: int, long_leave: OrgScope) -> Decider:
    """On which rung somebody stands for a class, by how far their right to decide about longer leave reaches."""
    reached = select(TrainingClass.id).where(
        TrainingClass.id == class_id, long_leave.reaches(TrainingClass.organiser_id)
    )
    return Decider.SUPERVISOR if db.session.scalar(reached) is None else Decider.DEPARTMENT


def deciders(rows: Iterable[LeaveRow]) -> dict[int, Decider]:
    """Whose word each of these requests waits for, by request. Two queries."""
    asked = {row.id: row for row in rows}
    ids = list(asked)
    touched: dict[int, set[tuple[date, str]]] = {}
    for statement in (_asked_half_days(ids), _earlier_half_days(ids)):
        for request_id, day, half in db.session.execute(statement):
            touched.setdefault(request_id, set()).add((day, half))
    return {one: who_decides(len(touched.get(one, ()))) for one in ids}


def _asked_half_days(ids: list[int]) -> Select[*tuple[Any, ...]]:
    return (
        select(LeaveMeeting.leave_request_id, ClassMeeting.day, ClassMeeting.half)
        .join(ClassMeeting, ClassMeeting.id == LeaveMeeting.class_meeting_id)
        .where(LeaveMeeting.leave_request_id.in_(ids))
    )


def _earlier_half_days(ids: list[int]) -> Select[*tuple[Any, ...]]:
    """Half-days that the same people miss of the same classes with leave, as it is marked."""
    return (
        select(LeaveRequest.id, ClassMeeting.day, ClassMeeting.half)
        .join(ClassMeeting, ClassMeeting.training_class_id == LeaveRequest.training_class_id)
        .join(
            Attendance,
            and_(Attendance.class_meeting_id == ClassMeeting.id, Attendance.person_id == LeaveRequest.person_id),
        )
        .where(LeaveRequest.id.in_(ids), known(Attendance), Attendance.status == Mark.LEAVE.value)
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
