"""The supervisor's word against the rule, and who is named an excellent student."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from lms.accounts.rules import Role
from lms.audit.models import AuditEntry
from lms.errors import Conflict, NotFound, Refused
from lms.extensions import db
from lms.people.queries import EVERYWHERE
from lms.records.models import CreditEntry, TrainingRecord
from lms.training import queries
from lms.training.actions import closing, overruling
from lms.training.actions.programmes import ProgrammeFields, change_programme
from lms.training.models import ClassResult, Enrolment, Programme, ResultOverruling
from lms.training.queries import classes as class_queries
from lms.training.rules.closing import (
    Demand,
    Overruling,
    Sitting,
    Standing,
    close_for,
    in_effect,
    most_excellent,
    proposed_excellent,
)
from lms.training.rules.words import WITHDRAWN_FOR_LEAVE, Mark, ResultReason
from lms.transaction import transaction
from tests.facts import training
from tests.facts.training import OFFICE


@pytest.fixture
def finished(district, set_clock):
    """A class with one who came always and one who missed a half-day too many."""
    set_clock("2026-12-01 09:00")
    people = [district.add_person(name) for name in ("全勤", "缺半天")]
    class_id = training.add_class(district, "S1", people=people)
    training.mark_all(district, class_id, {people[0]: "PPPPPP", people[1]: "PPPPPV"})
    set_clock("2026-12-10 17:30")
    return district, class_id, people


def locked(class_id):
    return class_queries.class_for_update(class_id, EVERYWHERE)


def overrule(district, class_id, person, reason="补交了讲座笔记"):
    with district.session(), transaction():
        return overruling.overrule(OFFICE, locked(class_id), person, reason)


def rows_of(district, class_id):
    with district.session():
        return {row.person_id: row for row in queries.completion_rows(class_id)}


def ledger(district, person):
    with district.session():
        wanted = select(CreditEntry.centihours).where(CreditEntry.person_id == person).order_by(CreditEntry.id)
        return list(db.session.scalars(wanted))


def test_a_person_completes_against_the_rule_and_the_reason_is_kept(finished):
    district, class_id, (_always, missed) = finished
    assert overrule(district, class_id, missed) is True
    assert training.close(district, class_id).completed == 2
    row = rows_of(district, class_id)[missed]
    assert (row.completed, row.reason, row.overruling_reason) == (True, ResultReason.TOO_FEW_HOURS, "补交了讲座笔记")
    assert ledger(district, missed) == [2000]
    with district.session():
        assert db.session.scalar(select(ClassResult.overruled_by).where(ClassResult.person_id == missed)) == str(OFFICE)
        assert db.session.scalar(select(TrainingRecord.completed).where(TrainingRecord.person_id == missed)) is True
        entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "result.overruled")).one()
        assert entry.person_id == missed
        assert "补交了讲座笔记" in entry.detail


def test_a_person_does_not_complete_against_the_rule(finished):
    district, class_id, (always, _missed) = finished
    assert overrule(district, class_id, always, "代签") is False
    assert training.close(district, class_id).completed == 0
    assert ledger(district, always) == []
    assert rows_of(district, class_id)[always].overruling_reason == "代签"


def test_reopening_takes_the_credit_back_by_a_reversing_entry_and_the_word_still_holds(finished):
    district, class_id, (_always, missed) = finished
    overrule(district, class_id, missed)
    training.close(district, class_id)
    with district.session(), transaction():
        closing.reopen_class(OFFICE, locked(class_id), "再核对")
    assert ledger(district, missed) == [2000, -2000]
    training.close(district, class_id)
    assert ledger(district, missed) == [2000, -2000, 2000]
    with district.session(), transaction():
        closing.reopen_class(OFFICE, locked(class_id), "认定有误")
    with district.session(), transaction():
        overruling.follow_rule(OFFICE, locked(class_id), missed)
    training.close(district, class_id)
    assert ledger(district, missed) == [2000, -2000, 2000, -2000]
    with district.session():
        [word] = db.session.scalars(select(ResultOverruling))
        assert word.superseded_by == str(OFFICE)  # kept, though it counts no more


def test_a_word_that_the_rule_came_to_share_is_none(finished):
    district, class_id, (_always, missed) = finished
    overrule(district, class_id, missed)
    training.mark(district, class_id, training.meeting_ids(district, class_id)[5], {missed: Mark.PRESENT})
    training.close(district, class_id)
    row = rows_of(district, class_id)[missed]
    assert (row.completed, row.reason, row.overruling_reason) == (True, ResultReason.COMPLETED, None)


def test_twice_is_refused_and_so_is_somebody_else(finished):
    district, class_id, (_always, missed) = finished
    overrule(district, class_id, missed)
    with pytest.raises(Refused, match="已经不按规则认定过"):
        overrule(district, class_id, missed)
    with pytest.raises(NotFound):
        overrule(district, class_id, district.add_person())
    training.close(district, class_id)
    with pytest.raises(Refused, match="已经办结"):
        overrule(district, class_id, missed)


def test_who_was_withdrawn_for_leave_is_enrolled_again_before_completing(finished):
    district, class_id, (_always, missed) = finished
    with district.session():
        [seat] = db.session.scalars(select(Enrolment).where(Enrolment.person_id == missed))
        seat.withdrawn_on, seat.withdrawal_reason = date(2026, 12, 10), WITHDRAWN_FOR_LEAVE
        db.session.commit()
    with pytest.raises(Refused, match="退学"):
        overrule(district, class_id, missed)
    training.close(district, class_id)
    assert rows_of(district, class_id)[missed].completed is False


def test_a_plan_with_another_word_is_another_plan(finished):
    district, class_id, (_always, missed) = finished
    with district.session():
        seen = closing.plan_of(locked(class_id)).seen
    overrule(district, class_id, missed)
    with district.session(), transaction(), pytest.raises(Conflict):
        closing.close_class(OFFICE, locked(class_id), seen)


def let_name(district, class_id, percent):
    with district.session(), transaction():
        training_class = locked(class_id)
        programme = db.session.get(Programme, training_class.programme_id)
        change_programme(
            OFFICE, programme,
            ProgrammeFields(programme.name, programme.category, programme.year, programme.organiser_id,
                            excellent_percent=percent),
        )  # fmt: skip


def close_with(district, class_id, *excellent):
    with district.session(), transaction():
        return closing.close_class(OFFICE, locked(class_id), excellent=excellent)


def test_excellent_students_are_at_most_the_programmes_share_of_who_completes(finished):
    district, class_id, (always, missed) = finished
    with pytest.raises(Refused, match="最多0人"):
        close_with(district, class_id, always)
    let_name(district, class_id, 50)
    overrule(district, class_id, missed)
    with pytest.raises(Refused, match="最多1人"):
        close_with(district, class_id, always, missed)
    close_with(district, class_id, always)
    rows = rows_of(district, class_id)
    assert (rows[always].is_excellent, rows[missed].is_excellent) == (True, False)


def test_who_did_not_complete_is_not_excellent(finished):
    district, class_id, (_always, missed) = finished
    let_name(district, class_id, 100)
    with pytest.raises(Refused, match="只有结业的人"):
        close_with(district, class_id, missed)


def test_the_page_overrules_and_names_and_the_roster_says_so(finished):
    district, class_id, (always, missed) = finished
    let_name(district, class_id, 50)
    browser = district.client(Role.TRAINER, "S1")
    page = browser.get(f"/classes/{class_id}/close/{missed}").text
    assert "不按规则，把缺半天认定为结业？" in page
    assert browser.post(f"/classes/{class_id}/close/{missed}", data={"reason": ""}).status_code == 422
    assert browser.post(f"/classes/{class_id}/close/{missed}", data={"reason": "补课"}).status_code == 303
    page = browser.get(f"/classes/{class_id}/close").text
    assert "不按规则认定：补课" in page
    assert "最多1人" in page
    with district.session():
        seen = closing.plan_of(locked(class_id)).seen
    both = browser.post(f"/classes/{class_id}/close", data={"seen": seen, "excellent": [always, missed]})
    assert both.status_code == 422
    assert "您选了2人" in both.text
    assert browser.post(f"/classes/{class_id}/close", data={"seen": seen, "excellent": [always]}).status_code == 303
    roster = browser.get(f"/rosters/completion.csv?class_id={class_id}").data.decode("utf-8-sig")
    assert "优秀学员" in roster
    assert "班主任认定结业：补课" in roster


def test_the_rule_can_be_followed_again_on_the_page(finished):
    district, class_id, (_always, missed) = finished
    overrule(district, class_id, missed)
    browser = district.client(Role.TRAINER, "S1")
    assert "恢复按规则认定缺半天" in browser.get(f"/classes/{class_id}/close").text
    assert browser.post(f"/classes/{class_id}/close/{missed}/rule").status_code == 303
    assert "不按规则认定：" not in browser.get(f"/classes/{class_id}/close").text
    assert browser.open(f"/classes/{class_id}/close/{missed}/rule", method="POST").status_code == 404


@given(percent=st.integers(0, 100), completed=st.integers(0, 400))
def test_the_share_is_never_passed_and_never_wasted(percent, completed):
    most = most_excellent(percent, completed)
    assert most * 100 <= percent * completed < (most + 1) * 100


STANDINGS = st.lists(
    st.builds(
        Standing, person_id=st.integers(1, 10_000), attended_centihours=st.integers(0, 4),
        score_cents=st.none() | st.integers(0, 3),
    ),
    max_size=12,
    unique_by=lambda one: one.person_id,
)  # fmt: skip


@given(standings=STANDINGS, most=st.integers(0, 14))
def test_a_proposal_never_prefers_one_of_two_equals(standings, most):
    chosen = proposed_excellent(standings, most)
    merits = {one.person_id: ((one.score_cents or 0), one.attended_centihours) for one in standings}
    assert len(chosen) <= most
    for one in chosen:
        for other in set(merits) - chosen:
            assert merits[one] > merits[other]


@given(completed=st.booleans(), marks=st.lists(st.sampled_from([Mark.PRESENT, Mark.ABSENT]), min_size=1, max_size=6))
def test_a_word_is_in_effect_only_against_the_rule(completed, marks):
    outcome = close_for(Demand(len(marks) * 400, 85), [Sitting(400, mark) for mark in marks])
    word = Overruling(completed, "因为", "person:1")
    assert in_effect(outcome, word) is (word if completed is not outcome.completed else None)
    assert in_effect(outcome, None) is None
