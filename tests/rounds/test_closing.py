"""Closing writes a record for everybody who was reached, once; reopening takes it back; rotation counts it."""

from datetime import date

import pytest
from sqlalchemy import select

from lms.errors import Conflict, Refused
from lms.people.queries import EVERYWHERE
from lms.records import actions as records
from lms.records.models import TrainingRecord
from lms.records.queries import ledger_balance
from lms.rotation.queries.person import duties_of
from lms.rotation.rules import Status
from lms.rounds.actions import closing
from lms.rounds.queries.rounds import round_for_update
from lms.transaction import transaction
from tests.facts import records as record_facts
from tests.facts import rounds as facts
from tests.facts import training


@pytest.fixture(autouse=True)
def _in_december(set_clock):
    set_clock(facts.IN_THE_ROUND)


def known_records(district):
    with district.session() as session:
        wanted = select(TrainingRecord).where(TrainingRecord.superseded_at.is_(None))
        return {one.person_id: one for one in session.scalars(wanted.order_by(TrainingRecord.id))}


def test_each_member_reached_gets_one_record_with_the_hours_of_all_meetings_and_visits(district):
    often, old, never = (facts.add_member(district, name) for name in ("甲", "乙", "丙"))
    round_id = facts.add_round(district, minutes_each=100)
    facts.report(district, round_id, [often], minutes=50, day="2026-12-08")
    facts.report(district, round_id, [often], minutes=50, day="2026-12-10", theme=1)
    facts.reach(district, round_id, [old], minutes=20)
    plan = facts.close(district, round_id)
    found = known_records(district)
    assert never not in found
    one = found[often]
    assert (one.category, one.declared_year, one.name, one.completed) == ("冬训", 2026, "2026年党员冬训", True)
    assert (one.first_day, one.last_day, one.credit_centihours) == (date(2026, 12, 8), date(2026, 12, 10), 222)
    assert (one.days_hundredths, one.source) == (28, "round")
    assert (found[old].completed, found[old].credit_centihours) == (True, 44)
    assert (plan.completed, len(plan.decisions)) == (2, 2)
    with district.session():
        assert ledger_balance(often, 2026) == 222


def test_who_did_less_than_asked_gets_a_record_that_does_not_count(district):
    member, round_id = facts.add_member(district), facts.add_round(district, minutes_each=100)
    facts.report(district, round_id, [member], minutes=90)
    facts.close(district, round_id)
    assert known_records(district)[member].completed is False
    with district.session():
        assert ledger_balance(member, 2026) == 0


def test_each_theme_may_be_asked_of_each_member(district):
    one, two, round_id = facts.add_member(district, "甲"), facts.add_member(district, "乙"), facts.add_round(
        district, themes=("一", "二"), minutes_a_theme=45)  # fmt: skip
    facts.report(district, round_id, [one, two])
    facts.report(district, round_id, [two], theme=1)
    facts.close(district, round_id)
    assert {key: row.completed for key, row in known_records(district).items()} == {one: False, two: True}


def test_a_round_is_closed_once_and_needs_something_to_close(district):
    member, round_id = facts.add_member(district), facts.add_round(district)
    with pytest.raises(Refused):
        facts.close(district, round_id)
    facts.report(district, round_id, [member])
    facts.close(district, round_id)
    with pytest.raises(Refused):
        facts.close(district, round_id)
    assert len(known_records(district)) == 1


def test_who_closes_what_changed_meanwhile_looks_again(district):
    member, round_id = facts.add_member(district), facts.add_round(district)
    facts.report(district, round_id, [member])
    with pytest.raises(Conflict), district.session(), transaction():
        closing.close_round(facts.OFFICE, round_for_update(round_id, EVERYWHERE), seen="another")
    assert known_records(district) == {}


def test_reopening_takes_back_and_closing_again_writes_anew(district):
    member, late, round_id = (
        facts.add_member(district, "甲"),
        facts.add_member(district, "乙"),
        facts.add_round(district),
    )
    facts.report(district, round_id, [member])
    facts.close(district, round_id)
    assert facts.reopen(district, round_id) == 1
    assert known_records(district) == {}
    with district.session():
        assert ledger_balance(member, 2026) == 0
    facts.report(district, round_id, [member, late], theme=1, minutes=45)
    facts.close(district, round_id)
    assert {key: row.credit_centihours for key, row in known_records(district).items()} == {member: 300, late: 100}
    with district.session(), pytest.raises(Refused), transaction():
        closing.close_round(facts.OFFICE, round_for_update(round_id, EVERYWHERE))


def test_a_record_that_was_there_before_is_not_taken_back_by_reopening(district):
    member, round_id = facts.add_member(district), facts.add_round(district)
    facts.report(district, round_id, [member])
    same = record_facts.record_of(
        member, "2026-12-10", category="冬训", name="2026年党员冬训", credit_centihours=200, days_hundredths=25,
        source="import",
    )  # fmt: skip
    with district.session(), transaction():
        records.record_training(facts.OFFICE, same)
    facts.close(district, round_id)
    assert facts.reopen(district, round_id) == 0
    assert known_records(district)[member].source == "import"


def test_a_class_of_the_same_programme_goes_on_and_its_hours_are_not_added_twice(district):
    member, round_id = facts.add_member(district), facts.add_round(district, minutes_each=1000)
    facts.report(district, round_id, [member], minutes=45)
    with district.session():
        programme = round_for_update(round_id, EVERYWHERE).programme_id
    class_id = training.add_class(district, programme=programme, people=[member])
    training.mark_all(district, class_id, {member: "P" * 6})
    training.close(district, class_id)
    plan = facts.close(district, round_id)
    assert [(one.verdict, one.centihours) for one in plan.decisions] == [("in_class", 100)]
    with district.session() as session:
        hours = session.scalars(select(TrainingRecord.credit_centihours).order_by(TrainingRecord.id)).all()
        assert hours[-1] == 100
        assert len(hours) == 2


def test_rotation_counts_the_round_for_winter_and_for_the_hours_of_members(district):
    member, missing = facts.add_member(district, "甲"), facts.add_member(district, "乙")
    round_id = facts.add_round(district)
    for theme in range(4):
        facts.report(district, round_id, [member], theme=theme, minutes=360)
    facts.close(district, round_id)
    assert statuses(district, member) == {"winter": Status.COMPLETED, "member-hours": Status.COMPLETED}
    assert statuses(district, missing)["winter"] is not Status.COMPLETED
    facts.reopen(district, round_id)
    assert statuses(district, member)["winter"] is not Status.COMPLETED


def statuses(district, person_id):
    with district.session():
        return {
            duty.finding.requirement.code: duty.finding.status
            for duty in duties_of(person_id, 2026)
            if duty.finding.requirement.code in {"winter", "member-hours"}
        }


def test_closing_takes_the_same_number_of_statements_for_twice_the_members(district, count_queries):
    def closing_of(how_many):
        code = f"S1N{how_many}"
        district.add_organisation(code, parent="S1")
        round_id = facts.add_round(district, at="S1", year=2026 - how_many)
        members = facts.add_members(district, how_many, at=code)
        facts.report(district, round_id, members, at=code)
        return count_queries(lambda: facts.close(district, round_id))

    assert closing_of(10) == closing_of(20)
