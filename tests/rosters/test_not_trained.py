"""应训未训名单: the flagged of a day, why, who is responsible; a street's own alone."""

from datetime import date, datetime

import pytest

from lms import clock
from lms.audit.actor import Actor
from lms.errors import NotFound
from lms.people.queries import NOWHERE, OrgScope
from lms.rosters.queries.reach import EVERYTHING, Reach
from lms.rosters.rosters import made
from lms.rosters.rules.kinds import Roster, Wanted, wanted_from
from lms.rotation.actions.waivers import NewWaiver, grant_waiver
from lms.rotation.queries import requirement
from lms.rotation.rules import WaiverKind
from lms.transaction import transaction
from tests.counting import counted
from tests.facts import training

JANUARY = date(2027, 1, 20)


@pytest.fixture(autouse=True)
def _today(set_clock):
    set_clock("2027-01-20 09:00")


def wanted(**more) -> Wanted:
    return Wanted(Roster.NOT_TRAINED, **({"year": 2026, "as_of": JANUARY} | more))


def sheet_of(district, reach=EVERYTHING, **more):
    with district.session():
        return made(wanted(**more), reach, "林静")


def reach_of(district, code):
    scope = OrgScope(frozenset({district.organisations[code]}))
    return Reach(classes=scope, duties=scope, people=scope, numbers=NOWHERE)


def names(sheet):
    return [row[3] for row in sheet.texts()]


def test_the_list_says_who_where_since_when_what_by_when_why_and_who_answers_for_it(district):
    district.add_person("周德海", at="S1C1")
    district.add_person("离任的", at="S1C1", until="2026-06-30")
    sheet = sheet_of(district)
    assert sheet.title == "云溪区2026年度集中轮训应训未训人员名单"
    assert (sheet.left, sheet.middle) == ("填报单位（盖章）：云溪区", "截至2027年1月20日")
    assert [one.heading for one in sheet.all_columns] == [
        "序号", "所属街镇", "单位", "姓名", "职务", "职务类别", "任职时间", "应训项目", "应完成时限", "未训原因",
        "状态", "拟参训班次", "责任单位", "备注",
    ]  # fmt: skip
    assert sheet.texts() == [(
        "1", "S1街道", "S1C1社区", "周德海", "社区党委书记", "社区(村)主职干部", "2023.5.1", "集中轮训", "2026.12.31",
        "2026年未参加集中轮训", "逾期", "—", "S1街道党工委", "—",
    )]  # fmt: skip
    assert sheet.file_name == "云溪区2026年度集中轮训应训未训人员名单（截至2027年1月20日）"


def test_the_day_decides_between_overdue_and_at_risk(district):
    district.add_person("周德海")
    assert sheet_of(district, as_of=date(2026, 6, 30)).texts() == []
    (row,) = sheet_of(district, as_of=date(2026, 11, 1)).texts()
    assert row[10] == "临期"


def test_a_deferral_stands_in_the_reason(district):
    person = district.add_person("周德海")
    with district.session(), transaction():
        asked = requirement("rotation")
        deferral = NewWaiver(
            person, asked.id, 2026, WaiverKind.DEFERRAL, "住院", "青禾镇党委", date(2026, 12, 1), date(2027, 3, 1)
        )
        grant_waiver(Actor("console:test", "test"), deferral)
    (row,) = sheet_of(district).texts()
    assert row[8:11] == ("2027.3.1", "2026年未参加集中轮训；经青禾镇党委批准延期至2027年3月1日", "临期")


def test_the_make_up_class_somebody_has_a_seat_in_is_named(district):
    person, other = district.add_person("周德海"), district.add_person("王敏")
    class_id = training.add_class(
        district, "S1", first_day=date(2027, 3, 2), last_day=date(2027, 3, 4), declared_year=2027
    )
    training.seat(district, class_id, person, make_up_year=2026)
    training.seat(district, class_id, other)
    assert {row[3]: row[11] for row in sheet_of(district).texts()} == {
        "周德海": "社区主职干部集中轮训班第4期（3月2日）", "王敏": "—",
    }  # fmt: skip


def test_sums_are_given_for_each_street_in_the_order_of_the_tree(district):
    for at, name in (("S2C1", "丙"), ("S1C2", "乙"), ("S1C1", "甲")):
        district.add_person(name, at=at)
    district.add_organisation("P1", parent="D", name="区直机关")
    district.add_person("丁", at="P1")
    sheet = sheet_of(district)
    assert names(sheet) == ["丁", "甲", "乙", "丙"]
    assert sheet.foot == (
        "合计：4人（逾期4人，临期0人）。", "分街镇小计：", "　区直：1人（逾期1人，临期0人）。",
        "　S1街道：2人（逾期2人，临期0人）。", "　S2街道：1人（逾期1人，临期0人）。",
    )  # fmt: skip
    assert sheet.texts()[0][12] == "区直机关"


def test_a_street_exports_its_own_people_only(district):
    district.add_person("本街", at="S1C1")
    district.add_person("外街", at="S2C1")
    sheet = sheet_of(district, reach_of(district, "S1"))
    assert names(sheet) == ["本街"]
    assert sheet.title.startswith("S1街道2026年度")
    with pytest.raises(NotFound):
        sheet_of(district, reach_of(district, "S1"), organisation="S2")


def test_one_organisation_can_be_chosen(district):
    district.add_person("甲", at="S1C1")
    district.add_person("乙", at="S1C2")
    sheet = sheet_of(district, organisation="S1C2")
    assert (names(sheet), sheet.left) == (["乙"], "填报单位（盖章）：S1C2社区")


def test_a_past_question_has_the_answer_of_that_time(district, set_clock):
    person = district.add_person("周德海")
    class_id = training.add_class(district, "S1", people=[person])
    set_clock("2027-01-05 09:00")
    training.mark_all(district, class_id, {person: "PPPPPP"})
    training.close(district, class_id)
    assert names(sheet_of(district)) == []
    before = datetime(2027, 1, 4, 12, tzinfo=clock.SHANGHAI)
    assert names(sheet_of(district, known_on=before)) == ["周德海"]


def test_a_requirement_that_nobody_knew_yet_was_owed_by_nobody(district):
    district.add_person("周德海")
    long_ago = datetime(2000, 1, 1, tzinfo=clock.SHANGHAI)
    assert len(sheet_of(district, known_on=long_ago)) == 0


def test_conditions_survive_the_way_to_the_worker():
    asked = wanted(organisation="S1", known_on=datetime(2027, 1, 4, 12, tzinfo=clock.SHANGHAI))
    assert wanted_from("not-trained", asked.as_conditions()) == asked
    for of_class in (Wanted(Roster.COMPLETION, class_id=4), Wanted(Roster.SIGN_IN, class_id=4, day=JANUARY)):
        assert wanted_from(of_class.roster, of_class.as_conditions()) == of_class


def test_a_longer_list_takes_no_more_queries(sqlite_district):
    def queries():
        with sqlite_district.session(), counted() as seen:
            made(wanted(), EVERYTHING)
        return len(seen)

    sqlite_district.add_person("甲")
    few = queries()
    for number in range(12):
        sqlite_district.add_person(f"学员{number}", at="S2C1")
    assert queries() == few
