"""Branches that are behind are reminded: by hand at most once a day, by the system once a stage."""

import pytest

from lms.accounts.rules import Role
from lms.messages.models import Message
from lms.people.queries import EVERYWHERE, OrgScope
from lms.rounds.actions.reminding import remind_by_hand
from lms.rounds.jobs import remind_late_branches
from lms.rounds.queries.late import reporters_of
from lms.rounds.queries.rounds import round_for
from lms.transaction import transaction
from tests.facts import accounts
from tests.facts import rounds as facts


@pytest.fixture(autouse=True)
def _in_december(set_clock):
    set_clock(facts.IN_THE_ROUND)


def reporter(district, name, at):
    person = facts.add_member(district, name, at=at)
    district.grant(person, Role.STREET, at)
    accounts.add_account(district, person)
    return person


def messages(district):
    with district.session() as session:
        return [(one.person_id, one.title) for one in session.query(Message).order_by(Message.id)]


def remind(district, round_id, scope=EVERYWHERE, chosen=None):
    with district.session(), transaction():
        return remind_by_hand(facts.OFFICE, round_for(round_id, EVERYWHERE), scope, chosen)


def run_job(district):
    with district.app.app_context():
        remind_late_branches()


def test_whoever_reports_there_is_told_else_the_office_above(district):
    office, secretary = reporter(district, "街道", "S1"), reporter(district, "书记", "S1C1")
    facts.add_member(district, at="S1C2")
    round_id = facts.add_round(district)
    with district.session():
        found = {(one.branch_id, one.person_id, one.at_branch) for one in reporters_of(
            [district.organisations["S1C1"], district.organisations["S1C2"]])}  # fmt: skip
    assert found == {(district.organisations["S1C1"], secretary, True), (district.organisations["S1C2"], office, False)}
    assert remind(district, round_id) == 3
    assert sorted(messages(district)) == [(office, "请报送：2026年党员冬训"), (secretary, "请报送：2026年党员冬训")]


def test_nobody_is_reminded_twice_a_day_by_hand(district, set_clock):
    reporter(district, "书记", "S1C1")
    round_id = facts.add_round(district)
    assert (remind(district, round_id), remind(district, round_id)) == (1, 0)
    set_clock("2026-12-21 08:00")
    assert remind(district, round_id) == 1


def test_who_has_reported_all_themes_is_left_alone(district):
    person = reporter(district, "书记", "S1C1")
    round_id = facts.add_round(district, themes=("一",))
    facts.report(district, round_id, [person])
    assert remind(district, round_id) == 0
    assert messages(district) == []


def test_a_street_reminds_its_own_branches_only(district):
    first, second = reporter(district, "甲", "S1C1"), reporter(district, "乙", "S2C1")
    round_id = facts.add_round(district, at="D")
    assert remind(district, round_id, OrgScope(frozenset({district.organisations["S1"]}))) == 1
    assert [person for person, _title in messages(district)] == [first]
    assert remind(district, round_id, chosen=frozenset({district.organisations["S2C1"]})) == 1
    assert [person for person, _title in messages(district)] == [first, second]


def test_the_system_reminds_once_before_the_deadline_and_once_after(district, set_clock):
    reporter(district, "书记", "S1C1")
    facts.add_round(district)
    for moment, sent in (("2027-01-10", 0), ("2027-01-13", 1), ("2027-01-20", 1), ("2027-01-21", 2), ("2027-02-20", 2)):
        set_clock(f"{moment} 09:00")
        run_job(district)
        run_job(district)
        assert len(messages(district)) == sent, moment


def test_a_closed_round_reminds_nobody(district, set_clock):
    person = reporter(district, "书记", "S1C1")
    round_id = facts.add_round(district)
    facts.report(district, round_id, [person])
    facts.close(district, round_id)
    set_clock("2027-01-25 09:00")
    run_job(district)
    assert messages(district) == []
