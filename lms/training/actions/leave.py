"""Leave: asked for, taken back, approved, refused; past one seventh of the hours it ends the enrolment."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import insert, select

from lms import clock
from lms.audit import actions as audit
from lms.audit.actor import Actor
from lms.columns import known
from lms.errors import Conflict, NotFound, Refused
from lms.extensions import db
from lms.training import telling
from lms.training.actions.attendance import supersede_marks
from lms.training.actions.classes import end_seats
from lms.training.actions.openness import announce, refuse_unless_open
from lms.training.models import Attendance, LeaveMeeting, LeaveRequest, TrainingClass
from lms.training.queries import classes, enrolment, leave, meetings
from lms.training.queries.leave import LeaveSum
from lms.training.queries.meetings import MeetingRow
from lms.training.rules.leave import NEXT_STATES, Decider, may_decide
from lms.training.rules.words import WITHDRAWN_FOR_LEAVE, LeaveKind, LeaveState, Mark, Source


def ask_leave(
    actor: Actor,
    training_class: TrainingClass,
    person_id: int,
    kind: LeaveKind,
    reason: str,
    meeting_ids: Iterable[int],
) -> LeaveRequest:
    """Ask to miss some meetings of a locked class.

    Raises NotFound without a seat, Refused when no meeting is left to ask for.
    """
    refuse_unless_open(training_class)
    enrolment.open_enrolment(training_class.id, person_id)
    of_class = {meeting.id: meeting for meeting in meetings.meetings_of(training_class.id)}
    asked = leave.meetings_already_asked(training_class.id, person_id)
    wanted = [meeting for meeting in dict.fromkeys(meeting_ids) if meeting in of_class and meeting not in asked]
    if not wanted:
        raise Refused(_("Choose at least one half-day for which you have not asked for leave yet."))
    request = LeaveRequest(
        training_class_id=training_class.id, person_id=person_id, kind=kind.value, reason=reason,
        state=LeaveState.ASKED.value, asked_at=clock.now(),
    )  # fmt: skip
    db.session.add(request)
    db.session.flush()
    db.session.execute(
        insert(LeaveMeeting), [{"leave_request_id": request.id, "class_meeting_id": one} for one in wanted]
    )
    audit.record(
        actor, "leave.asked", of=request, person_id=person_id, organisation_id=training_class.organiser_id,
        kind=kind, meetings=wanted,
    )  # fmt: skip
    total = leave.leave_sum(training_class.id, training_class.planned_centihours, person_id, wanted)
    office = leave.department_of(training_class.id) if total.decider is Decider.DEPARTMENT else None
    telling.tell_deciders(actor, training_class, request, total, office.people if office else ())
    return request


def take_back_leave(actor: Actor, training_class: TrainingClass, person_id: int, request: LeaveRequest) -> None:
    """The person does not want the leave any more. Raises NotFound for another's, Refused once it is decided."""
    if request.person_id != person_id:
        raise NotFound("There is no such request here.")
    _move(actor, request, LeaveState.TAKEN_BACK, "")
    audit.record(
        actor, "leave.taken_back", of=request, person_id=person_id, organisation_id=training_class.organiser_id
    )


def refuse_leave(
    actor: Actor, training_class: TrainingClass, request: LeaveRequest, note: str, *, level: Decider
) -> None:
    """Say no, with a note for the person. Raises Refused once it is decided, or beyond one's rung."""
    asked = leave.asked_meetings(request.id, training_class.id)
    _refuse_beyond(level, _sum(training_class, request, asked))
    _move(actor, request, LeaveState.REFUSED, note)
    audit.record(
        actor, "leave.refused", of=request, person_id=request.person_id,
        organisation_id=training_class.organiser_id, note=note,
    )  # fmt: skip
    telling.tell_answer(actor, training_class, request, approved=False)


@dataclass(frozen=True)
class Approved:
    """What approving did: meetings now marked as leave, and whether the enrolment ended."""

    marked: int
    withdrawn: bool


def approve_leave(
    actor: Actor,
    training_class: TrainingClass,
    request: LeaveRequest,
    note: str,
    *,
    ends_enrolment: bool,
    level: Decider,
) -> Approved:
    """Say yes: the meetings are marked as leave, and past one seventh of the hours the enrolment ends today (退学).

    `ends_enrolment` is what the approver was told. Raises Conflict when it is otherwise by now, Refused once decided
    or beyond one's rung.
    """
    refuse_unless_open(training_class)
    asked = leave.asked_meetings(request.id, training_class.id)
    total = _sum(training_class, request, asked)
    _refuse_beyond(level, total)
    if total.passes != ends_enrolment:
        raise Conflict(_("This person's leave changed since the page was shown. Look again before you decide."))
    _move(actor, request, LeaveState.APPROVED, note)
    marked = _mark_leave(actor, request.person_id, [one.id for one in asked])
    withdrawn = total.passes and _withdraw(actor, training_class, request.person_id)
    audit.record(
        actor, "leave.approved", of=request, person_id=request.person_id,
        organisation_id=training_class.organiser_id, note=note, centihours=total.with_it_centihours,
        of_centihours=total.class_centihours, ends_enrolment=withdrawn,
    )  # fmt: skip
    telling.tell_answer(actor, training_class, request, approved=True)
    if withdrawn:
        announce([request.person_id])
    return Approved(marked, withdrawn)


def _sum(training_class: TrainingClass, request: LeaveRequest, asked: Iterable[MeetingRow]) -> LeaveSum:
    wanted = [one.id for one in asked]
    return leave.leave_sum(training_class.id, training_class.planned_centihours, request.person_id, wanted)


def _refuse_beyond(level: Decider, total: LeaveSum) -> None:
    if not may_decide(level, total.half_days):
        raise Refused(_("Leave of more than half a day is decided by the department."))


def _move(actor: Actor, request: LeaveRequest, state: LeaveState, note: str) -> None:
    if state not in NEXT_STATES[LeaveState(request.state)]:
        raise Refused(_("This request was decided or taken back already."))
    request.state, request.decision_note = state.value, note or None
    request.decided_at, request.decided_by = clock.now(), str(actor)


def _mark_leave(actor: Actor, person_id: int, meeting_ids: list[int]) -> int:
    """Mark meetings as leave where nothing, or absence, is known; somebody who came stays there."""
    now = clock.now()
    marks = db.session.scalars(
        select(Attendance).where(
            Attendance.person_id == person_id, Attendance.class_meeting_id.in_(meeting_ids), known(Attendance)
        )
    ).all()
    absent = [mark for mark in marks if mark.status == Mark.ABSENT.value]
    supersede_marks(actor, [mark.id for mark in absent], now)
    stays = {mark.class_meeting_id for mark in marks} - {mark.class_meeting_id for mark in absent}
    rows = [
        {
            "class_meeting_id": meeting, "person_id": person_id, "status": Mark.LEAVE.value,
            "source": Source.LEAVE.value, "recorded_at": now, "recorded_by": str(actor),
        }
        for meeting in meeting_ids
        if meeting not in stays
    ]  # fmt: skip
    if rows:
        db.session.execute(insert(Attendance), rows)
    return len(rows)


def _withdraw(actor: Actor, training_class: TrainingClass, person_id: int) -> bool:
    if not enrolment.seated(training_class.id, [person_id]):
        return False
    end_seats(actor, [enrolment.open_enrolment(training_class.id, person_id)], WITHDRAWN_FOR_LEAVE)
    audit.record(
        actor, "enrolment.ended", of=training_class, person_id=person_id,
        organisation_id=training_class.organiser_id, training_class=classes.name_of(training_class),
        reason=WITHDRAWN_FOR_LEAVE,
    )  # fmt: skip
    telling.tell_seats_ended(actor, training_class, [person_id], WITHDRAWN_FOR_LEAVE)
    return True
