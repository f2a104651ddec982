"""A branch reports: once, corrected, taken back; two at once; closed."""

from datetime import date

import pytest
from sqlalchemy import select

from lms.errors import Conflict, NotFound, Refused
from lms.people.queries import EVERYWHERE, OrgScope
from lms.rounds.actions import reports
from lms.rounds.actions.reports import ReportFields
from lms.rounds.models import BranchMeeting, BranchPresence, BranchReport, MemberReach
from lms.rounds.queries import reports as report_queries
from lms.rounds.queries import rounds
from lms.rounds.queries.branches import branch_for_update
from lms.rounds.rules import Absence, ReachKind
from lms.transaction import transaction
from tests.facts import rounds as facts


@pytest.fixture(autouse=True)
def _in_december(set_clock):
    set_clock(facts.IN_THE_ROUND)


def correct(district, round_id, meeting_id, people, *, seen=None, minutes=60, day="2026-12-10", theme=0):
    theme_id = facts.theme_ids(district, round_id)[theme]
    fields = ReportFields(theme_id, date.fromisoformat(day), minutes, frozenset(people), {})
    with district.session(), transaction():
        round_ = rounds.round_to_report(round_id, EVERYWHERE)
        found = report_queries.meeting_in_reach(round_, meeting_id, EVERYWHERE)
        branch = branch_for_update(round_, found[0].organisation_id, EVERYWHERE)
        reports.correct_meeting(facts.OFFICE, round_, branch, found, fields, (), seen or found[1].id)


def rows(district, model):
    with district.session() as session:
        return list(session.scalars(select(model).order_by(*model.__table__.primary_key)))


def test_the_list_keeps_who_came_and_why_others_did_not(district):
    came, away, other = (facts.add_member(district, name) for name in ("甲", "乙", "丙"))
    facts.report(district, facts.add_round(district), [came], reasons={away: Absence.AWAY.value})
    assert {(row.person_id, row.attended, row.reason) for row in rows(district, BranchPresence)} == {
        (came, True, None), (away, False, "away"), (other, False, None)}  # fmt: skip


def test_pressed_twice_it_is_reported_once(district):
    member, round_id = facts.add_member(district), facts.add_round(district)
    first = facts.report(district, round_id, [member], key="same")
    assert facts.report(district, round_id, [member], key="same") == first
    assert len(rows(district, BranchReport)) == 1


def test_the_same_theme_on_the_same_day_is_refused_and_another_day_is_not(district):
    member, round_id = facts.add_member(district), facts.add_round(district)
    facts.report(district, round_id, [member])
    with pytest.raises(Refused):
        facts.report(district, round_id, [member])
    facts.report(district, round_id, [member], theme=1)
    facts.report(district, round_id, [member], day="2026-12-11")
    assert len(rows(district, BranchMeeting)) == 3


def test_a_correction_keeps_what_was_said_before(district):
    one, two, round_id = facts.add_member(district, "甲"), facts.add_member(district, "乙"), facts.add_round(district)
    meeting = facts.report(district, round_id, [one])
    correct(district, round_id, meeting, [two])
    before, now = rows(district, BranchReport)
    assert (before.minutes, before.superseded_by, now.minutes, now.superseded_at) == (90, "console:test", 60, None)
    presence = {(row.report_id, row.person_id): row.attended for row in rows(district, BranchPresence)}
    assert presence == {(before.id, one): True, (before.id, two): False, (now.id, one): False, (now.id, two): True}


def test_who_corrects_what_changed_meanwhile_is_told(district):
    member, round_id = facts.add_member(district), facts.add_round(district)
    meeting = facts.report(district, round_id, [member])
    seen = rows(district, BranchReport)[0].id
    correct(district, round_id, meeting, [member], seen=seen)
    with pytest.raises(Conflict):
        correct(district, round_id, meeting, [member], seen=seen, minutes=30)
    assert rows(district, BranchReport)[-1].minutes == 60


def test_who_left_the_branch_stays_on_the_list_that_is_corrected(district):
    from lms.people.models import Affiliation

    stays, leaves, round_id = (
        facts.add_member(district, "甲"),
        facts.add_member(district, "乙"),
        facts.add_round(district),
    )
    meeting = facts.report(district, round_id, [stays, leaves])
    with district.session() as session:
        session.query(Affiliation).filter_by(person_id=leaves).delete()
        session.commit()
    correct(district, round_id, meeting, [stays, leaves])
    assert len(rows(district, BranchPresence)) == 4


def test_days_outside_the_window_or_ahead_and_strangers_are_refused(district):
    member, stranger = facts.add_member(district), facts.add_member(district, at="S1C2")
    round_id = facts.add_round(district)
    for wrong in ({"day": "2026-11-30"}, {"day": "2026-12-21"}, {"people": [stranger]}, {"people": []}):
        given = {"people": [member]} | wrong
        with pytest.raises(Refused):
            facts.report(district, round_id, given.pop("people"), **given)
    assert rows(district, BranchMeeting) == []


def test_a_meeting_taken_back_is_known_no_more_and_can_be_reported_anew(district):
    member, round_id = facts.add_member(district), facts.add_round(district)
    meeting = facts.report(district, round_id, [member])
    with district.session(), transaction():
        round_ = rounds.round_to_report(round_id, EVERYWHERE)
        found = report_queries.meeting_in_reach(round_, meeting, EVERYWHERE)
        reports.take_back_meeting(facts.OFFICE, round_, found, "报错了")
    facts.report(district, round_id, [member])
    assert [row.superseded_at is None for row in rows(district, BranchReport)] == [False, True]
    assert rows(district, BranchMeeting)[0].taken_back_reason == "报错了"


def test_members_are_reached_once_a_day_each_way(district):
    old, ill, round_id = facts.add_member(district, "甲"), facts.add_member(district, "乙"), facts.add_round(district)
    assert facts.reach(district, round_id, [old]) == 1
    assert facts.reach(district, round_id, [old, ill]) == 1
    assert facts.reach(district, round_id, [old], kind=ReachKind.RETURNED) == 1
    assert len(rows(district, MemberReach)) == 3


def test_nothing_is_reported_to_a_round_that_is_closed(district):
    member, round_id = facts.add_member(district), facts.add_round(district)
    facts.report(district, round_id, [member])
    facts.close(district, round_id)
    with pytest.raises(Refused):
        facts.report(district, round_id, [member], theme=1)
    with pytest.raises(Refused):
        facts.reach(district, round_id, [member])
    facts.reopen(district, round_id)
    facts.report(district, round_id, [member], theme=1)


def test_another_streets_branch_is_not_found(district):
    facts.add_member(district)
    round_id = facts.add_round(district, at="D")
    elsewhere = OrgScope(frozenset({district.organisations["S2"]}))
    with district.session(), pytest.raises(NotFound):
        branch_for_update(rounds.round_for(round_id, elsewhere), district.organisations["S1C1"], elsewhere)
    with district.session(), pytest.raises(NotFound):
        rounds.round_of_organiser(round_id, elsewhere)
