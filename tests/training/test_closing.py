"""办结: decided from what was known, written once, taken back whole, closed again without doubling anything."""

import threading
from datetime import date

import pytest
from sqlalchemy import func, select

from lms.assessment.models import Attempt
from lms.curriculum.models import Curriculum
from lms.errors import Conflict, Refused
from lms.extensions import db
from lms.people.queries import EVERYWHERE
from lms.people.signals import person_facts_changed
from lms.records import queries as records
from lms.records.models import CreditEntry, TrainingRecord
from lms.training import queries
from lms.training.actions import closing, leave
from lms.training.models import ClassClosing, ClassResult
from lms.training.queries import classes as class_queries
from lms.training.queries import leave as leave_queries
from lms.training.rules.leave import Decider
from lms.training.rules.words import LeaveKind, ResultReason
from lms.transaction import transaction
from tests.counting import counted
from tests.facts import training
from tests.facts.training import OFFICE


def _locked(class_id):
    return class_queries.class_for_update(class_id, EVERYWHERE)


def _reopen(district, class_id, reason="考勤有误"):
    with district.session(), transaction():
        return closing.reopen_class(OFFICE, _locked(class_id), reason)


def _ledger(district, person):
    with district.session():
        statement = select(CreditEntry.centihours).where(CreditEntry.person_id == person).order_by(CreditEntry.id)
        return list(db.session.scalars(statement))


@pytest.fixture
def finished(district, set_clock):
    """A class with one who came always, one who missed a half-day, and one who never came."""
    set_clock("2026-12-01 09:00")
    people = [district.add_person(name) for name in ("全勤", "缺半天", "没来")]
    class_id = training.add_class(district, "S1", people=people)
    training.mark_all(district, class_id, {people[0]: "PPLPPP", people[1]: "PPPPPV", people[2]: "AAAA--"})
    set_clock("2026-12-10 17:30")
    return district, class_id, people


def test_closing_writes_the_record_as_the_specification_says(finished):
    district, class_id, (always, missed, never) = finished
    plan = training.close(district, class_id)
    assert (plan.completed, len(plan.decisions), plan.people_unmarked) == (1, 3, 1)
    with district.session():
        rows = {row.person_id: row for row in db.session.scalars(select(TrainingRecord))}
    record = rows[always]
    assert (record.declared_year, record.category, record.name) == (2026, "集中轮训", "社区主职干部集中轮训班第4期")
    assert (record.first_day, record.last_day) == (date(2026, 12, 8), date(2026, 12, 10))
    assert (record.days_hundredths, record.credit_centihours, record.completed) == (300, 2400, True)
    assert (rows[missed].days_hundredths, rows[missed].credit_centihours, rows[missed].completed) == (250, 2000, False)
    assert (rows[never].days_hundredths, rows[never].credit_centihours, rows[never].completed) == (0, 0, False)
    assert [_ledger(district, person) for person in (always, missed, never)] == [[2400], [], []]


def test_the_roster_of_a_closed_class_gives_each_reason(finished):
    district, class_id, (always, missed, never) = finished
    with district.session():
        assert queries.completion_rows(class_id) == []
    training.close(district, class_id)
    with district.session():
        rows = {row.person_id: row for row in queries.completion_rows(class_id)}
    assert rows[always].reason is ResultReason.COMPLETED
    assert {rows[missed].reason, rows[never].reason} == {ResultReason.TOO_FEW_HOURS}
    assert (rows[missed].attended_centihours, rows[missed].planned_centihours) == (2000, 2400)
    assert (rows[never].half_days_attended, rows[never].half_days_expected) == (0, 6)
    assert rows[always].organisation == "S1C1社区"


def test_a_make_up_year_goes_into_the_record(district):
    person = district.add_person()
    class_id = training.add_class(district, "S1")
    training.seat(district, class_id, person, make_up_year=2025)
    training.mark_all(district, class_id, {person: "PPPPPP"})
    training.close(district, class_id)
    with district.session():
        assert db.session.scalar(select(TrainingRecord.make_up_year)) == 2025
        assert records.ledger_balance(person, 2025) == 2400


def test_reopening_takes_everything_back_and_closing_again_doubles_nothing(finished):
    district, class_id, (always, missed, _never) = finished
    training.close(district, class_id)
    assert _reopen(district, class_id) == 3
    assert _ledger(district, always) == [2400, -2400]
    with district.session():
        assert db.session.scalar(select(func.count()).where(TrainingRecord.superseded_at.is_(None))) == 0
        assert queries.completion_rows(class_id) == []
    training.mark(district, class_id, training.meeting_ids(district, class_id)[5], {missed: training.Mark.PRESENT})
    training.close(district, class_id)
    assert _ledger(district, always) == [2400, -2400, 2400]
    assert _ledger(district, missed) == [2400]
    with district.session():
        assert records.ledger_balance(always, 2026) == 2400
        assert [line.successor for line in records.year_of_person(always, 2026)][1] == "社区主职干部集中轮训班第4期"


def test_an_equal_record_that_an_office_imported_is_the_same_and_stays_when_the_class_reopens(finished):
    from lms.records import actions as record_actions
    from tests.facts.records import record_of

    district, class_id, (always, *_rest) = finished
    with district.session(), transaction():
        imported = record_actions.record_training(
            OFFICE, record_of(always, "2026-12-08", "2026-12-10", days_hundredths=300, source="import")
        )
    training.close(district, class_id)
    with district.session():
        assert db.session.scalar(select(ClassResult.record_id).where(ClassResult.person_id == always)) == imported
    assert _reopen(district, class_id) == 2
    assert _ledger(district, always) == [2400]


def test_who_was_withdrawn_for_leave_is_on_the_roster_as_not_completed(finished):
    district, class_id, (_always, missed, _never) = finished
    meetings = training.meeting_ids(district, class_id)
    with district.session(), transaction():
        request = leave.ask_leave(OFFICE, _locked(class_id), missed, LeaveKind.SICK, "住院", meetings[5:])
        request_id = request.id
    with district.session(), transaction():
        leave.approve_leave(
            OFFICE,
            _locked(class_id),
            leave_queries.leave_for_update(request_id),
            "",
            ends_enrolment=True,
            level=Decider.DEPARTMENT,
        )
    training.close(district, class_id)
    with district.session():
        rows = {row.person_id: row for row in queries.completion_rows(class_id)}
    assert rows[missed].reason is ResultReason.WITHDRAWN_FOR_LEAVE
    assert not rows[missed].completed


def test_the_quiz_of_the_programme_decides_too(district, set_clock):
    passed, failed, missing = (district.add_person(name) for name in ("过", "没过", "没考"))
    with district.session():
        curriculum = Curriculum(
            code="08", kind="capability", position=8, title="依法办事", short_title="依法", english_title="Law",
            goal="", quiz={}, digest="x",
        )  # fmt: skip
        db.session.add(curriculum)
        db.session.flush()
        now = set_clock("2026-12-10 18:00")
        for person, score in ((passed, 8800), (failed, 7000)):
            db.session.add(
                Attempt(
                    person_id=person, curriculum_id=curriculum.id, year=2026, number=1, started_at=now,
                    deadline_at=now, submitted_at=now, submitted_by="person", marked_at=now, pass_mark_cents=8000,
                    score_cents=score, passed=score >= 8000,
                )
            )  # fmt: skip
        db.session.commit()
        quiz_id = curriculum.id
    programme = training.add_programme(district, "S1", quiz_curriculum_id=quiz_id)
    class_id = training.add_class(district, "S1", programme=programme, people=[passed, failed, missing])
    training.mark_all(district, class_id, dict.fromkeys((passed, failed, missing), "PPPPPP"))
    training.close(district, class_id)
    with district.session():
        rows = {
            row.person_id: (row.completed, row.reason, row.score_cents) for row in queries.completion_rows(class_id)
        }
    assert rows == {
        passed: (True, ResultReason.COMPLETED, 8800),
        failed: (False, ResultReason.QUIZ_NOT_PASSED, 7000),
        missing: (False, ResultReason.QUIZ_NOT_PASSED, None),
    }


def test_two_closings_at_once_close_once(finished):
    district, class_id, (always, *_rest) = finished
    outcomes = []

    def press():
        try:
            with district.app.app_context(), transaction():
                closing.close_class(OFFICE, _locked(class_id))
            outcomes.append("closed")
        except Refused:
            outcomes.append("refused")

    threads = [threading.Thread(target=press) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["closed"] + ["refused"] * 5
    assert _ledger(district, always) == [2400]
    with district.session():
        assert db.session.scalar(select(func.count()).select_from(ClassClosing)) == 1


def test_a_failure_half_way_leaves_the_class_open_and_nothing_written(finished):
    district, class_id, _people = finished

    def fail(_sender, person_ids):
        raise RuntimeError("the listener broke")

    with person_facts_changed.connected_to(fail), pytest.raises(RuntimeError):
        training.close(district, class_id)
    with district.session():
        assert db.session.scalar(select(func.count()).select_from(TrainingRecord)) == 0
        assert db.session.scalar(select(func.count()).select_from(ClassClosing)) == 0
        assert class_queries.class_in_scope(class_id, EVERYWHERE).closed_at is None


def test_a_closing_is_of_what_was_shown(finished):
    district, class_id, (_always, missed, _never) = finished
    with district.session():
        seen = closing.plan_of(_locked(class_id)).seen
    training.mark(district, class_id, training.meeting_ids(district, class_id)[5], {missed: training.Mark.PRESENT})
    with district.session(), transaction(), pytest.raises(Conflict):
        closing.close_class(OFFICE, _locked(class_id), seen)


def test_a_class_of_nobody_cannot_be_closed(district):
    class_id = training.add_class(district, "S1")
    with pytest.raises(Refused):
        training.close(district, class_id)


def test_a_closed_class_changes_no_more_until_it_is_reopened(finished):
    district, class_id, (always, *_rest) = finished
    training.close(district, class_id)
    with pytest.raises(Refused):
        training.seat(district, class_id, district.add_person())
    with pytest.raises(Refused):
        training.mark(district, class_id, training.meeting_ids(district, class_id)[0], {always: training.Mark.ABSENT})
    with pytest.raises(Refused):
        training.close(district, class_id)
    _reopen(district, class_id)
    with pytest.raises(Refused):
        _reopen(district, class_id)


def test_closing_three_hundred_takes_as_many_statements_as_three(district):
    def statements(how_many: int) -> int:
        crowd = training.add_crowd(district, how_many)
        class_id = training.add_class(district, "S1", people=crowd, capacity=400)
        training.mark_all(district, class_id, dict.fromkeys(crowd, "PPPPPP"))
        with district.session(), counted() as seen:
            with transaction():
                closing.close_class(OFFICE, _locked(class_id))
            with transaction():
                closing.reopen_class(OFFICE, _locked(class_id), "再看一遍")
            queries.completion_rows(class_id)
        return len(seen)

    assert statements(300) == statements(3)


def test_rotation_hears_of_everybody_when_a_class_closes(finished):
    district, class_id, people = finished
    heard = []

    def listen(_sender, person_ids):
        heard.append(person_ids)

    with person_facts_changed.connected_to(listen):
        training.close(district, class_id)
        _reopen(district, class_id)
    assert heard == [frozenset(people), frozenset(people)]
