"""Who is a member of which branch, what is covered, and in how many statements."""

import pytest

from lms.people.models import Affiliation
from lms.people.queries import EVERYWHERE, OrgScope
from lms.people.rules import OrganisationKind, PositionCategory
from lms.rounds.queries import coverage, people
from lms.rounds.queries.coverage import BEHIND, NOTHING, READY, Conditions
from lms.rounds.queries.rounds import round_for
from lms.rounds.rules import Absence, ReachKind, Standing
from tests.facts import records as record_facts
from tests.facts import rounds as facts
from tests.facts import training


@pytest.fixture(autouse=True)
def _in_december(set_clock):
    set_clock(facts.IN_THE_ROUND)


def lines(district, round_id, scope=EVERYWHERE, **conditions):
    with district.session():
        found = coverage.all_lines(round_for(round_id, EVERYWHERE), scope, Conditions(**conditions))
        return {line.code: line for line in found}


def totals(district, round_id, scope=EVERYWHERE):
    with district.session():
        return coverage.totals_of(round_for(round_id, EVERYWHERE), scope)


def scope_of(district, code):
    return OrgScope(frozenset({district.organisations[code]}))


def test_members_are_told_by_standing_or_by_a_post_of_the_category(district):
    facts.add_member(district, "正式")
    district.add_person("预备", political_status="中共预备党员")
    district.add_person("群众", political_status="群众")
    district.add_person("未知")
    district.add_person("党员岗", category=PositionCategory.PARTY_MEMBER)
    district.add_person("已离任", category=PositionCategory.PARTY_MEMBER, until="2026-01-01")
    assert facts.members_of(district, facts.add_round(district), "S1C1") == ["党员岗", "正式", "预备"]


def test_groups_and_buildings_are_part_of_the_branch_above(district):
    district.add_organisation("G", parent="S1C1", kind=OrganisationKind.RESIDENTS_GROUP)
    district.add_organisation("B", parent="G", kind=OrganisationKind.BUILDING)
    district.add_organisation("F", parent="S1", kind=OrganisationKind.PRIVATE_ORGANISATION)
    for name, at in (("甲", "S1C1"), ("乙", "G"), ("丙", "B"), ("丁", "F"), ("戊", "S1")):
        facts.add_member(district, name, at=at)
    round_id = facts.add_round(district)
    assert facts.members_of(district, round_id, "S1C1") == ["丙", "乙", "甲"]
    assert {code: line.members for code, line in lines(district, round_id).items()} == {"S1": 1, "S1C1": 3, "F": 1}


def test_members_below_another_organiser_take_no_part(district):
    facts.add_member(district, at="S2C1")
    assert lines(district, facts.add_round(district, at="S1")) == {}


def test_a_branch_counts_meetings_people_and_hours_by_theme(district):
    one, two, three = (facts.add_member(district, name) for name in ("甲", "乙", "丙"))
    round_id = facts.add_round(district)
    facts.report(district, round_id, [one, two], minutes=90)
    facts.report(district, round_id, [two], minutes=45, day="2026-12-11")
    facts.report(district, round_id, [one], theme=1, minutes=45)
    facts.reach(district, round_id, [three], minutes=20)
    line = lines(district, round_id)["S1C1"]
    first, second, *_rest = facts.theme_ids(district, round_id)
    assert (line.members, line.attended, line.reached, line.not_reached, line.meetings) == (3, 2, 1, 0, 3)
    assert (line.cells[first].meetings, line.cells[first].people, line.cells[first].minutes) == (2, 2, 135)
    assert (line.cells[second].meetings, line.cells[second].people) == (1, 1)
    assert line.centihours == 200 + 200 + 100 + 100 + 44
    assert line.themes_enough == 2


def test_everybody_stands_somewhere_and_the_parts_add_up(district):
    came, visited, in_class, left = (facts.add_member(district, name) for name in ("甲", "乙", "丙", "丁"))
    round_id = facts.add_round(district)
    facts.report(district, round_id, [came], reasons={left: Absence.AWAY.value})
    facts.reach(district, round_id, [visited, came])
    with district.session():
        programme = round_for(round_id, EVERYWHERE).programme_id
    class_id = training.add_class(district, programme=programme, people=[in_class, came])
    training.mark_all(district, class_id, {in_class: "P" * 6, came: "P" * 6})
    training.close(district, class_id)
    found = totals(district, round_id)
    assert (found.members, found.attended, found.reached, found.in_class, found.not_reached) == (4, 1, 1, 1, 1)
    with district.session():
        members = people.members_of_branch(round_for(round_id, EVERYWHERE), district.organisations["S1C1"])
    assert [(one.name, one.standing, one.absence) for one in members] == [
        ("丁", Standing.NOT_REACHED, "away"), ("丙", Standing.IN_CLASS, None), ("乙", Standing.REACHED, None),
        ("甲", Standing.ATTENDED, None)]  # fmt: skip


def test_somebody_of_two_branches_counts_in_both_and_once_in_the_sum(district):
    both = facts.add_member(district, at="S1C1")
    with district.session() as session:
        session.add(Affiliation(person_id=both, organisation_id=district.organisations["S1C2"]))
        session.commit()
    round_id = facts.add_round(district)
    facts.report(district, round_id, [both])
    assert {code: line.attended for code, line in lines(district, round_id).items()} == {"S1C1": 1, "S1C2": 1}
    assert (totals(district, round_id).members, totals(district, round_id).centihours) == (1, 200)


def test_who_sees_one_street_sees_its_branches_only(district):
    for at in ("S1C1", "S1C2", "S2C1"):
        facts.add_member(district, at=at)
    round_id = facts.add_round(district, at="D")
    assert set(lines(district, round_id)) == {"S1C1", "S1C2", "S2C1"}
    assert set(lines(district, round_id, scope_of(district, "S2"))) == {"S2C1"}
    assert totals(district, round_id, scope_of(district, "S1")).members == 2
    assert set(lines(district, round_id, street_id=district.organisations["S1"])) == {"S1C1", "S1C2"}


def test_branches_are_behind_until_each_theme_has_enough_meetings(district):
    done, some, none = (facts.add_member(district, at=at) for at in ("S1C1", "S1C2", "S1"))
    round_id = facts.add_round(district, themes=("一", "二"), meetings_a_theme=2)
    for theme in (0, 1):
        for day in ("2026-12-08", "2026-12-09"):
            facts.report(district, round_id, [done], theme=theme, day=day)
        facts.report(district, round_id, [some], at="S1C2", theme=theme)
    assert none
    assert set(lines(district, round_id, state=BEHIND)) == {"S1", "S1C2"}
    assert set(lines(district, round_id, state=NOTHING)) == {"S1"}
    assert set(lines(district, round_id, state=READY)) == {"S1C1"}
    assert set(lines(district, round_id, text="S1C2社")) == {"S1C2"}
    found = totals(district, round_id)
    assert (found.branches, found.behind, found.silent) == (3, 2, 1)
    with district.session():
        strips = coverage.strips_of(round_for(round_id, EVERYWHERE), EVERYWHERE, 3)
    assert [(one.theme.name, one.enough, one.some, one.none) for one in strips] == [("一", 1, 1, 1), ("二", 1, 1, 1)]


def test_a_corrected_or_foreign_record_does_not_count_as_a_class(district):
    from lms.records import actions as records
    from lms.transaction import transaction

    member, round_id = facts.add_member(district), facts.add_round(district)
    with district.session(), transaction():
        records.record_training(facts.OFFICE, record_facts.record_of(member, category="冬训"))
    assert totals(district, round_id).in_class == 0


def test_twice_the_branches_take_the_same_number_of_statements(district, count_queries):
    round_id, browser = facts.add_round(district), _office(district)
    codes = facts.add_streets(district, 3, 4)
    addresses = [f"/rounds/{round_id}{side}" for side in ("", "/late", "/not-reached")]
    few = [count_queries(lambda one=one: browser.get(one)) for one in addresses]
    _more(district, round_id, codes)
    assert [count_queries(lambda one=one: browser.get(one)) for one in addresses] == few


def _office(district):
    from lms.accounts.rules import Role

    return district.client(Role.STREET, at="S1")


def _more(district, round_id, codes):
    for number in range(8):
        district.add_organisation(f"S1X{number}", parent="S1")
        members = facts.add_members(district, 5, at=f"S1X{number}")
        facts.report(district, round_id, members, at=f"S1X{number}")
    facts.reach(district, round_id, [_first(district, codes[0])], at=codes[0], kind=ReachKind.AWAY)


def _first(district, code):
    with district.session() as session:
        return session.query(Affiliation).filter_by(organisation_id=district.organisations[code]).first().person_id
