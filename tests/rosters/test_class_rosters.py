"""The rosters of a class: what closing decided, who came when, who takes part; in an office's order."""

from datetime import date

import pytest

from lms.accounts.rules import Role
from lms.errors import NotFound, Refused
from lms.extensions import db
from lms.people.models import PartyStanding, Person
from lms.people.queries import NOWHERE, OrgScope
from lms.people.rules import PositionCategory
from lms.rosters.queries.reach import EVERYTHING, Reach
from lms.rosters.rosters import made
from lms.rosters.rules.kinds import Roster, Wanted
from lms.training.actions import enrolment, leave
from lms.training.queries import classes as class_queries
from lms.training.queries import leave as leave_queries
from lms.training.queries import meetings as meeting_queries
from lms.training.rules.leave import Decider
from lms.training.rules.words import LeaveKind
from lms.transaction import transaction
from tests.counting import counted
from tests.facts import training
from tests.facts.district import LONG_AGO, RECORDER
from tests.facts.rosters import RARE, add_closed_class
from tests.facts.training import OFFICE


@pytest.fixture(autouse=True)
def _today(set_clock):
    set_clock("2026-12-10 18:00")


def sheet_of(district, roster, class_id, reach=EVERYTHING, maker="林静"):
    with district.session():
        return made(Wanted(roster, class_id=class_id), reach, maker)


def column(sheet, heading):
    return [row[[one.heading for one in sheet.all_columns].index(heading)] for row in sheet.texts()]


def reach_of(district, *, classes, people=None, numbers=None):
    """A street's or a trainer's reach, by organisation codes."""

    def scope(code):
        return OrgScope(frozenset({district.organisations[code]})) if code else NOWHERE

    return Reach(classes=scope(classes), duties=NOWHERE, people=scope(people), numbers=scope(numbers))


def test_the_completion_roster_says_what_closing_decided_and_why(district):
    class_id, _people = add_closed_class(district, (RARE, "PPPPPP"), ("王半天", "PPLPPV"), ("钱没来", "AAAAAA"))
    sheet = sheet_of(district, Roster.COMPLETION, class_id)
    assert sheet.title == "2026年社区主职干部集中轮训班（第4期）结业学员花名册"
    assert (sheet.left, sheet.middle) == ("主办单位：S1街道", "培训时间：2026年12月8日至12月10日　培训地点：党校301")
    assert sheet.right == "填报日期：2026年12月10日　单位：人、学时"
    rows = {row[1]: row for row in sheet.texts()}
    assert rows[RARE][5:] == ("2026.12.8—12.10", "24", "24", "100.0%", "—", "—", "结业", "2026-轮训04-0001", "—")
    assert rows["王半天"][6:] == ("24", "20", "83.3%", "—", "—", "未结业", "—", "出勤学时不足")
    assert rows["钱没来"][6:12] == ("24", "0", "0.0%", "—", "—", "未结业")
    assert sheet.foot == ("合计：3人；结业1人，未结业2人。",)
    assert [(one.label, one.filled) for one in sheet.signatures] == [
        ("主办单位（盖章）", ""), ("审核人（签字）", ""), ("制表人", "林静"), ("日期", "2026年12月10日"),
    ]  # fmt: skip


def test_a_class_that_is_open_has_no_completion_roster(district):
    class_id = training.add_class(district, people=[district.add_person()])
    with pytest.raises(Refused, match="没有可导出的结业名单"):
        sheet_of(district, Roster.COMPLETION, class_id)


def test_who_makes_up_for_an_earlier_year_is_noted(district):
    person = district.add_person()
    class_id = training.add_class(district)
    training.seat(district, class_id, person, make_up_year=2025)
    training.mark_all(district, class_id, {person: "PPPPPP"})
    training.close(district, class_id)
    for roster in (Roster.COMPLETION, Roster.ATTENDANCE):
        assert column(sheet_of(district, roster, class_id), "备注") == ["补2025年度"]


def test_the_post_is_the_one_held_when_the_class_ended_not_todays(district, set_clock):
    class_id, (person,) = add_closed_class(district, ("周德海", "PPPPPP"))
    district.appoint(person, "S2C1", since="2027-01-01", position="镇长")
    set_clock("2027-02-01")
    sheet = sheet_of(district, Roster.COMPLETION, class_id)
    assert (column(sheet, "单位"), column(sheet, "职务")) == (["S1C1社区"], ["社区党委书记"])


def test_people_stand_by_organisation_in_the_tree_then_post_then_name(district):
    """The codes alone would put Z9 last; it lies under S1, before S2."""
    district.add_organisation("Z9", parent="S1")
    wanted = [
        ("S1", "街镇干部", PositionCategory.STREET_CADRE, "科员"),
        ("S1C1", "赵书记", PositionCategory.COMMUNITY_PRINCIPAL, "党委书记"),
        ("S1C1", "安主任", PositionCategory.COMMUNITY_PRINCIPAL, "居委会主任"),
        ("S1C1", "白副书记", PositionCategory.COMMUNITY_PRINCIPAL, "党委副书记"),
        ("S1C1", "艾委员", PositionCategory.COMMUNITY_PRINCIPAL, "委员"),
        ("S1C1", "周委员", PositionCategory.COMMUNITY_PRINCIPAL, "委员"),
        ("S1C1", "安工作", PositionCategory.COMMUNITY_WORKER, "干事"),
        ("Z9", "后来的", PositionCategory.COMMUNITY_PRINCIPAL, "党委书记"),
        ("S2", "另一街", PositionCategory.STREET_LEADER, "镇长"),
    ]
    people = [district.add_person(name, at=at, category=of, position=post) for at, name, of, post in reversed(wanted)]
    class_id = training.add_class(district, "D", people=people)
    expected = [name for _at, name, _of, _post in wanted]
    assert column(sheet_of(district, Roster.TRAINEES, class_id), "姓名") == expected
    assert column(sheet_of(district, Roster.ATTENDANCE, class_id), "姓名") == expected


def test_the_attendance_sheet_has_a_sign_for_each_half_day_and_sums_that_add_up(district):
    people = [district.add_person(name) for name in ("甲", "乙")]
    class_id = training.add_class(district, people=people)
    training.mark_all(district, class_id, {people[0]: "PPLPPE", people[1]: "PAVPPP"})
    sheet = sheet_of(district, Roster.ATTENDANCE, class_id)
    headings = [one.heading for one in sheet.all_columns]
    assert headings[:6] == ["序号", "姓名", "单位", "12月8日上午", "12月8日下午", "12月9日上午"]
    assert headings[9:] == [
        "应到", "实到", "迟到", "早退", "事假", "病假", "公假", "旷课", "缺勤学时", "出勤率", "备注",
    ]  # fmt: skip
    first, second = sheet.texts()
    assert first[3:] == (
        "√", "√", "迟", "√", "√", "早", "6", "6", "1", "1", "—", "—", "—", "—", "2.67", "100.0%", "—",
    )  # fmt: skip
    assert second[3:] == (
        "√", "×", "△", "√", "√", "√", "6", "4", "—", "—", "1", "—", "—", "1", "8", "66.7%", "—",
    )  # fmt: skip
    assert (
        sheet.foot[0] == "合计：2人；应到12人次，实到10人次（迟到1，早退1），事假1，病假0，公假0，旷课1，出勤率83.3%。"
    )
    assert sheet.foot[1].startswith("各次实到：12月8日上午2人，12月8日下午1人，")
    assert sheet.foot[2].startswith("图例：√出勤")


@pytest.mark.parametrize(
    ("kind", "sign", "heading"),
    [(LeaveKind.PERSONAL, "△", "事假"), (LeaveKind.SICK, "○", "病假"), (LeaveKind.OFFICIAL, "公", "公假")],
)
def test_leave_has_the_sign_of_its_kind(district, set_clock, kind, sign, heading):
    set_clock("2026-12-01 09:00")
    person = district.add_person()
    class_id = training.add_class(district, people=[person], last_day=date(2026, 12, 18))
    first, *_rest = training.meeting_ids(district, class_id)
    with district.session(), transaction():
        locked = class_queries.class_for_update(class_id, OrgScope(frozenset(), everywhere=True))
        asked = leave.ask_leave(OFFICE, locked, person, kind, "有事", [first])
        leave.approve_leave(
            OFFICE, locked, leave_queries.leave_for_update(asked.id), "", ends_enrolment=False, level=Decider.DEPARTMENT
        )
    sheet = sheet_of(district, Roster.ATTENDANCE, class_id)
    assert (column(sheet, "12月8日上午"), column(sheet, heading)) == ([sign], ["1"])


def test_half_days_to_come_are_empty_and_count_for_nothing_and_a_missing_mark_is_said(district):
    people = [district.add_person(name) for name in ("甲", "乙")]
    class_id = training.add_class(district, people=people)
    training.mark_all(district, class_id, {people[0]: "PP----", people[1]: "P-----"})
    first, second = sheet_of(district, Roster.ATTENDANCE, class_id).texts()
    assert first[3:11] == ("√", "√", "", "", "", "", "2", "2")
    assert (second[3:11], second[-2:]) == (("√", "", "", "", "", "", "2", "1"), ("50.0%", "1次没有记录"))


def test_who_left_the_class_is_not_expected_afterwards(district, set_clock):
    set_clock("2026-12-08 08:00")
    stays, leaves = (district.add_person(name) for name in ("甲", "乙"))
    class_id = training.add_class(district, people=[stays, leaves])
    training.mark_all(district, class_id, {stays: "PP----", leaves: "PP----"})
    set_clock("2026-12-09 08:00")
    with district.session(), transaction():
        locked = class_queries.class_for_update(class_id, OrgScope(frozenset(), everywhere=True))
        enrolment.withdraw(OFFICE, locked, leaves, "工作调动")
    _first, second = sheet_of(district, Roster.ATTENDANCE, class_id).texts()
    assert second[3:11] == ("√", "√", "—", "—", "—", "—", "2", "2")
    assert second[-1] == "12月9日起工作调动"


@pytest.fixture
def known_people(district):
    """A class of S1 that draws from the district: one of its own people, one of S2, both with everything known."""
    people = []
    for name, at, phone in (("本街", "S1C1", "13800000001"), ("外街", "S2C1", "13800000002")):
        person = district.add_person(name, at=at, phone=phone)
        with district.session() as session:
            row = session.get(Person, person)
            row.gender, row.ethnicity, row.birth_date = "女", "汉族", date(1985, 3, 7)
            session.add(
                PartyStanding(person_id=person, political_status="中共党员", recorded_at=LONG_AGO, recorded_by=RECORDER)
            )
            session.commit()
        people.append(person)
    class_id = training.add_class(district, "S1", draws_from="D", people=people)
    return district, class_id


def test_a_trainer_sees_name_organisation_and_post_only(known_people):
    district, class_id = known_people
    sheet = sheet_of(district, Roster.TRAINEES, class_id, reach_of(district, classes="S1"))
    first, _second = sheet.texts()
    assert first == ("1", "", "本街", "—", "—", "—", "—", "S1C1社区社区党委书记", "—", "", "—")


def test_a_street_sees_more_of_its_own_people_alone_and_the_last_digits(known_people):
    district, class_id = known_people
    sheet = sheet_of(district, Roster.TRAINEES, class_id, reach_of(district, classes="S1", people="S1"))
    own, others = sheet.texts()
    assert own[3:9] == ("女", "汉族", "1985.03", "中共党员", "S1C1社区社区党委书记", "*******0001")
    assert others[3:9] == ("—", "—", "—", "—", "S2C1社区社区党委书记", "—")


def test_whole_numbers_need_their_own_right_and_reach_no_further(known_people):
    district, class_id = known_people
    reach = reach_of(district, classes="S1", people="D", numbers="S2")
    assert column(sheet_of(district, Roster.TRAINEES, class_id, reach), "手机号码") == ["*******0001", "13800000002"]
    assert column(sheet_of(district, Roster.TRAINEES, class_id), "手机号码") == ["13800000001", "13800000002"]


@pytest.mark.parametrize("roster", [Roster.COMPLETION, Roster.ATTENDANCE, Roster.TRAINEES])
def test_a_class_of_another_street_is_not_found(district, roster):
    class_id, _people = add_closed_class(district, ("周德海", "PPPPPP"), at="S1")
    with pytest.raises(NotFound):
        sheet_of(district, roster, class_id, reach_of(district, classes="S2"))


@pytest.mark.parametrize("roster", [Roster.COMPLETION, Roster.ATTENDANCE, Roster.TRAINEES])
def test_a_larger_class_takes_no_more_queries(sqlite_district, roster):
    def queries(class_id):
        with sqlite_district.session(), counted() as seen:
            made(Wanted(roster, class_id=class_id), EVERYTHING)
        return len(seen)

    few, _people = add_closed_class(sqlite_district, ("甲", "PPPPPP"))
    many, _people = add_closed_class(
        sqlite_district, *((f"学员{one}", "PPLPPE") for one in range(12)), intake_number=5
    )  # fmt: skip
    assert queries(many) == queries(few)


def test_nobody_in_a_class_is_said(district):
    class_id = training.add_class(district)
    for roster, words in (
        (Roster.TRAINEES, "还没有编入学员"), (Roster.ATTENDANCE, "还没有学员"), (Roster.SIGN_IN, "这一天没有学员"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=words):
            sheet_of(district, roster, class_id)
    with district.session():
        db.session.rollback()


def test_the_timetable_says_when_what_by_whom_where_and_what_it_is_worth(district):
    class_id = training.add_class(district, "S1", last_day=date(2026, 12, 8))
    with district.session() as session:
        first = meeting_queries.half_days_of(class_id)[0]
        first.topic, first.teacher, first.room, first.kind = "抓党建促基层治理", "王力", "报告厅", "discussion"
        first.credit_centihours = 300
        session.commit()
    sheet = sheet_of(district, Roster.TIMETABLE, class_id, reach_of(district, classes="S1"))
    assert sheet.title == "2026年社区主职干部集中轮训班（第4期）课程表"
    assert sheet.texts() == [
        ("1", "12月8日上午", "二", "8:30—11:30", "抓党建促基层治理", "王力", "研讨", "报告厅", "135", "3"),
        ("2", "12月8日下午", "二", "14:00—17:00", "—", "—", "授课", "党校301", "180", "4"),
    ]
    assert sheet.foot == ("合计：2个课次，315分钟，7学时。",)
    with pytest.raises(NotFound):
        sheet_of(district, Roster.TIMETABLE, class_id, reach_of(district, classes="S2"))
    with pytest.raises(Refused, match="还没有课次"):
        sheet_of(district, Roster.TIMETABLE, training.add_class(district, "S1", intake_number=5, halves=frozenset()))


def test_the_timetable_is_seen_and_taken_along_in_every_form(district):
    class_id = training.add_class(district, "S1")
    trainer = district.client(Role.TRAINER, at="S1")
    page = trainer.get(f"/rosters?roster=timetable&class_id={class_id}").text
    assert "课程表，第4期，6个课次" in page
    for form, start in (("xlsx", b"PK"), ("pdf", b"%PDF"), ("csv", b"\xef\xbb\xbf")):
        assert trainer.get(f"/rosters/timetable.{form}?class_id={class_id}").data.startswith(start)
