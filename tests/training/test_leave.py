"""Leave: asked, decided once, and past one seventh of the hours the seat ends."""

import pytest
from sqlalchemy import select

from lms.errors import Conflict, NotFound, Refused
from lms.extensions import db
from lms.people.queries import EVERYWHERE
from lms.people.signals import person_facts_changed
from lms.training.actions import leave
from lms.training.models import Attendance, Enrolment
from lms.training.queries import classes as class_queries
from lms.training.queries import leave as leave_queries
from lms.training.rules.leave import Decider
from lms.training.rules.words import LeaveKind, LeaveState, Mark
from lms.transaction import transaction
from tests.facts import training
from tests.facts.training import OFFICE


@pytest.fixture
def week(district, set_clock):
    """A class of 28 hours in seven half-days (one seventh: one half-day), and a person in it."""
    from datetime import date

    set_clock("2026-12-01 09:00")
    person = district.add_person()
    class_id = training.add_class(
        district, "S1", people=[person], last_day=date(2026, 12, 11), planned_centihours=2800
    )  # fmt: skip
    return district, class_id, training.meeting_ids(district, class_id), person


def _ask(district, class_id, person, meetings):
    with district.session(), transaction():
        locked = class_queries.class_for_update(class_id, EVERYWHERE)
        return leave.ask_leave(OFFICE, locked, person, LeaveKind.SICK, "住院", meetings).id


def _decide(district, class_id, request_id, action, **more):
    with district.session(), transaction():
        locked = class_queries.class_for_update(class_id, EVERYWHERE)
        return action(
            OFFICE, locked, leave_queries.leave_for_update(request_id), "同意", **{"level": Decider.DEPARTMENT} | more
        )


def _take_back(district, class_id, request_id, person):
    with district.session(), transaction():
        locked = class_queries.class_for_update(class_id, EVERYWHERE)
        leave.take_back_leave(OFFICE, locked, person, leave_queries.leave_for_update(request_id))


def _sum(district, class_id, person, asked):
    with district.session():
        found = leave_queries.leave_sum(class_id, 2800, person, asked)
        return found.before_centihours, found.with_it_centihours, found.passes


def test_one_seventh_itself_is_not_too_much(week):
    district, class_id, meetings, person = week
    assert _sum(district, class_id, person, meetings[:1]) == (0, 400, False)
    assert _sum(district, class_id, person, meetings[:2]) == (0, 800, True)


def test_approved_leave_marks_the_half_days_and_keeps_the_seat(week):
    district, class_id, meetings, person = week
    request = _ask(district, class_id, person, meetings[:1])
    done = _decide(district, class_id, request, leave.approve_leave, ends_enrolment=False)
    assert (done.marked, done.withdrawn) == (1, False)
    with district.session():
        row = db.session.execute(select(Attendance.status, Attendance.source)).one()
        assert tuple(row) == ("leave", "leave")
        assert db.session.scalar(select(Enrolment.withdrawn_on)) is None


def test_the_leave_that_passes_one_seventh_ends_the_seat_that_day(week, set_clock):
    district, class_id, meetings, person = week
    first = _ask(district, class_id, person, meetings[:1])
    _decide(district, class_id, first, leave.approve_leave, ends_enrolment=False)
    second = _ask(district, class_id, person, meetings[1:2])
    set_clock("2026-12-08 10:00")
    heard = []

    def listen(_sender, person_ids):
        heard.append(person_ids)

    with pytest.raises(Conflict):  # the approver was not told
        _decide(district, class_id, second, leave.approve_leave, ends_enrolment=False)
    with person_facts_changed.connected_to(listen):
        done = _decide(district, class_id, second, leave.approve_leave, ends_enrolment=True)
    assert done.withdrawn
    assert heard == [frozenset({person})]
    with district.session():
        seats = db.session.execute(
            select(Enrolment.withdrawn_on, Enrolment.withdrawal_reason).where(Enrolment.superseded_at.is_(None))
        ).one()
    assert (seats.withdrawn_on.isoformat(), seats.withdrawal_reason) == ("2026-12-08", "退学")


def test_leave_marked_on_roll_call_counts_and_leave_not_taken_does_not(week, set_clock):
    district, class_id, meetings, person = week
    set_clock("2026-12-08 09:00")
    training.mark(district, class_id, meetings[0], {person: Mark.LEAVE})
    assert _sum(district, class_id, person, meetings[1:2]) == (400, 800, True)
    training.mark(district, class_id, meetings[0], {person: Mark.PRESENT})
    assert _sum(district, class_id, person, meetings[1:2]) == (0, 400, False)


def test_leave_asked_afterwards_takes_the_place_of_absence_but_never_of_attendance(week):
    district, class_id, meetings, person = week
    training.mark(district, class_id, meetings[0], {person: Mark.ABSENT})
    training.mark(district, class_id, meetings[1], {person: Mark.PRESENT})
    request = _ask(district, class_id, person, meetings[:2])
    done = _decide(district, class_id, request, leave.approve_leave, ends_enrolment=True)
    assert done.marked == 1
    with district.session():
        rows = db.session.execute(
            select(Attendance.class_meeting_id, Attendance.status).where(Attendance.superseded_at.is_(None))
        )
        assert {tuple(row) for row in rows} == {(meetings[0], "leave"), (meetings[1], "present")}


def test_a_request_is_decided_once(week):
    district, class_id, meetings, person = week
    request = _ask(district, class_id, person, meetings[:1])
    _decide(district, class_id, request, leave.refuse_leave)
    with pytest.raises(Refused):
        _decide(district, class_id, request, leave.approve_leave, ends_enrolment=False)
    with pytest.raises(Refused):
        _take_back(district, class_id, request, person)
    again = _ask(district, class_id, person, meetings[:1])
    assert again != request


def test_a_person_takes_back_their_own_and_nobody_else_s(week):
    district, class_id, meetings, person = week
    request = _ask(district, class_id, person, meetings[:1])
    stranger = district.add_person("路人")
    with pytest.raises(NotFound):
        _take_back(district, class_id, request, stranger)
    _take_back(district, class_id, request, person)
    with district.session():
        (row,) = leave_queries.leave_of_person(class_id, person)
        assert row.state is LeaveState.TAKEN_BACK


def test_the_same_half_day_is_not_asked_for_twice(week):
    district, class_id, meetings, person = week
    _ask(district, class_id, person, meetings[:2])
    with pytest.raises(Refused):
        _ask(district, class_id, person, meetings[:1])
    _ask(district, class_id, person, meetings[1:3])
    with district.session():
        rows = leave_queries.leave_of_person(class_id, person)
        assert [(row.half_days, row.centihours) for row in rows] == [(2, 800), (1, 400)]


def test_who_has_no_seat_asks_for_no_leave(week):
    district, class_id, meetings, _person = week
    with pytest.raises(NotFound):
        _ask(district, class_id, district.add_person("路人"), meetings[:1])
