"""Lists, totals and one person's duties: each within a scope, of today or of another moment."""

from datetime import date

import pytest

from lms.extensions import db
from lms.people.queries import EVERYWHERE, NOWHERE, OrgScope
from lms.people.rules import PositionCategory
from lms.rotation import actions, evaluation, queries
from lms.rotation.queries import Asked, Filters, Moment
from lms.rotation.rules import Status

TODAY = date(2026, 11, 24)
THEN = Moment(date(2027, 1, 20))
BOTH = pytest.mark.parametrize("moment", [None, Moment(TODAY)], ids=["stored", "worked out"])


@pytest.fixture(autouse=True)
def _today(set_clock):
    set_clock("2026-11-24 09:00")


@pytest.fixture
def people(district, app) -> dict[str, int]:
    """Two in the first street, one in the second, one in both; one who is new; one who is in no audience."""
    made = {
        "周德海": district.add_person("周德海", at="S1C1", person_no="00001"),
        "沈玉梅": district.add_person("沈玉梅", at="S1C2", person_no="00002", position="社区党委副书记"),
        "赵广才": district.add_person("赵广才", at="S2C1", person_no="00003"),
        "欧阳㛃": district.add_person("欧阳㛃", at="S1C1", person_no="00004"),
        "王敏": district.add_person("王敏", at="S2C2", person_no="00005", since="2026-10-08"),
        "李办": district.add_person("李办", at="S1", person_no="00006", category=PositionCategory.STREET_CADRE),
    }
    district.appoint(made["欧阳㛃"], "S2C2", since="2020-01-01")
    actions.evaluate_all()
    return made


@pytest.fixture(autouse=True)
def _context(app):
    with app.app_context():
        yield


def rotation(moment: Moment | None = None, year: int = 2026) -> Asked:
    return Asked(queries.requirement("rotation"), year, moment)


def names(filters: Filters, moment: Moment | None = None) -> list[str]:
    return [line.name for line in queries.all_lines(rotation(moment), filters)]


@BOTH
def test_a_list_goes_by_organisation_then_post_then_number(people, moment):
    assert names(Filters(), moment) == ["周德海", "欧阳㛃", "沈玉梅", "赵广才", "王敏"]


@BOTH
def test_a_street_sees_whoever_has_an_audience_post_there_and_nobody_else(people, district, moment):
    street = OrgScope(frozenset({district.organisations["S2"]}))
    assert names(Filters(scope=street), moment) == ["欧阳㛃", "赵广才", "王敏"]
    assert names(Filters(scope=NOWHERE), moment) == []
    below = Filters(scope=street, organisation_id=district.organisations["S1"])
    assert names(below, moment) == ["欧阳㛃"]


@BOTH
def test_filters_find_by_status_category_name_and_number(people, moment):
    assert names(Filters(statuses=frozenset({Status.NEW_APPOINTEE})), moment) == ["王敏"]
    assert names(Filters(categories=frozenset({PositionCategory.STREET_CADRE})), moment) == []
    assert names(Filters(called="玉梅"), moment) == ["沈玉梅"]
    assert names(Filters(called="00003"), moment) == ["赵广才"]
    assert names(Filters(called="0000"), moment) == []
    assert names(Filters(called="%"), moment) == []


@BOTH
def test_totals_count_everybody_once_and_their_sum_is_the_audience(people, district, moment):
    asked = rotation(moment)
    found = queries.totals(asked, Filters())
    assert (found[Status.AT_RISK], found[Status.NEW_APPOINTEE]) == (4, 1)
    assert found.audience == queries.audience_size(asked, EVERYWHERE) == 5
    assert (found.flagged, found.done, found.others) == (4, 0, 1)
    street = OrgScope(frozenset({district.organisations["S2"]}))
    assert queries.totals(asked, Filters(scope=street)).audience == queries.audience_size(asked, street) == 3
    one = Filters(called="周德海", categories=frozenset({PositionCategory.COMMUNITY_PRINCIPAL}))
    assert queries.totals(asked, one).audience == 1


@BOTH
def test_branches_count_whoever_they_list_and_the_organisations_own_posts_stand_apart(people, district, moment):
    district.add_person("街道本级", at="S1", person_no="00007")
    actions.evaluate_all()
    branches = queries.branch_totals(rotation(moment), district.organisations["D"])
    assert [(one.code, one.totals.audience, one.is_itself) for one in branches] == [
        ("D", 0, True), ("S1", 4, False), ("S2", 3, False),
    ]  # fmt: skip
    below = queries.branch_totals(rotation(moment), district.organisations["S1"])
    assert [(one.code, one.totals.audience, one.is_itself) for one in below] == [
        ("S1", 1, True), ("S1C1", 2, False), ("S1C2", 1, False),
    ]  # fmt: skip
    assert below[1].totals[Status.AT_RISK] == 2


def test_who_is_listed_twice_below_one_branch_counts_there_once(people, district):
    district.appoint(people["周德海"], "S1C2", since="2024-01-01")
    actions.evaluate_all()
    branches = {one.code: one.totals.audience for one in queries.branch_totals(rotation(), district.organisations["D"])}
    assert branches == {"D": 0, "S1": 3, "S2": 3}


def test_a_page_holds_its_rows_and_knows_the_whole(people):
    page = queries.lines_page(rotation(), Filters(), number=2, rows_a_page=2)
    assert ([line.name for line in page.rows], page.number, page.of, page.total) == (["沈玉梅", "赵广才"], 2, 3, 5)


def test_a_longer_list_costs_no_more_queries(people, district, count_queries):
    def ask() -> None:
        db.session.rollback()
        queries.lines_page(rotation(), Filters(), rows_a_page=50)

    few = count_queries(ask)
    for _ in range(20):
        district.add_person()
    actions.evaluate_all()
    assert count_queries(ask) == few


@pytest.mark.parametrize("moment", [None, THEN], ids=["today", "another day"])
def test_ones_own_duties_say_the_same_as_the_list(people, moment):
    lines = {
        (one.code, line.person_id): line.finding
        for one in queries.requirements()
        for line in queries.all_lines(Asked(one, 2026, moment), Filters())
    }
    duties = {
        (duty.requirement.code, person_id): duty.finding
        for person_id in people.values()
        for duty in queries.duties_of(person_id, 2026, moment)
    }
    assert {key: one.status for key, one in lines.items()} == {key: one.status for key, one in duties.items()}
    assert lines[("rotation", people["周德海"])].due == duties[("rotation", people["周德海"])].due
    assert {key[0] for key in duties} == {"rotation", "secretary-hours", "cadre-study", "capabilities"}


def test_posts_without_category_or_first_day_stand_beside_the_audience(people, district):
    district.add_person("无类别", category=None)
    district.add_person("无日期", since=None)
    district.add_person("别的类别无日期", since=None, category=PositionCategory.COMMUNITY_WORKER)
    actions.evaluate_all()
    page = queries.unlisted_page(rotation(), EVERYWHERE)
    assert [one.name for one in page.rows] == ["无类别", "无日期"]
    assert queries.count_unlisted(rotation(), EVERYWHERE) == 2
    assert queries.count_unlisted(rotation(), OrgScope(frozenset({district.organisations["S2"]}))) == 0
    assert queries.totals(rotation(), Filters()).audience == 5


def test_members_posts_without_a_day_stand_beside_their_audience(district):
    district.add_person("党员", since=None, category=PositionCategory.COMMUNITY_WORKER, political_status="中共党员")
    district.add_person("群众", since=None, category=PositionCategory.COMMUNITY_WORKER, political_status="群众")
    asked = Asked(queries.requirement("member-hours"), 2026)
    assert [one.name for one in queries.unlisted_page(asked, EVERYWHERE).rows] == ["党员"]


def test_the_answers_say_when_they_are_not_todays(people, set_clock):
    assert queries.evaluation_state().is_current
    assert queries.is_stored(2025)
    assert not queries.is_stored(2024)
    set_clock("2026-11-25 00:10")
    assert not queries.evaluation_state().is_current


def test_statements_are_put_together_whichever_of_them_was_kept(people, district):
    """The parts of a question may have been built at different times; a list that needs two of them still works."""
    street = OrgScope(frozenset({district.organisations["S2"]}))
    before = names(Filters(scope=street), Moment(TODAY))
    evaluation.places.cache_clear()
    assert names(Filters(scope=street), Moment(TODAY)) == before
    evaluation.obligations.cache_clear()
    assert names(Filters(scope=street), Moment(TODAY)) == before
