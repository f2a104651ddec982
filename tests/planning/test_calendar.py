"""The calendar of a year: classes on their days, free days, and what clashes."""

import io
from datetime import date
from time import process_time

import pytest
from openpyxl import load_workbook
from sqlalchemy import insert, update

from lms.accounts.rules import Role
from lms.extensions import db
from lms.people.queries import EVERYWHERE, OrgScope
from lms.planning.queries.calendar import View, clashes_of, half_days_of
from lms.planning.rules.clashes import ClashKind
from lms.training.models import ClassMeeting, ClassSchedule, Enrolment, TrainingClass
from tests.counting import counted
from tests.facts import training
from tests.facts.district import LONG_AGO, RECORDER
from tests.facts.planning import fill_year


@pytest.fixture
def street(district, set_clock):
    set_clock("2026-02-01 09:00")
    return district.client(Role.STREET, at="S1")


def hold(district, at="S1", *, name="轮训班", venue="", teacher="", people=(), **more) -> int:
    """A class; its venue, teacher and people are put there afterwards, as they were before anybody looked."""
    programme = training.add_programme(district, at, name=name)
    class_id = training.add_class(district, at, programme=programme, venue="", **more)
    with district.session():
        its = ClassMeeting.training_class_id == class_id
        db.session.execute(update(TrainingClass).where(TrainingClass.id == class_id).values(venue=venue))
        db.session.execute(update(ClassMeeting).where(its).values(teacher=teacher))
        if people:
            seat = {"training_class_id": class_id, "enrolled_on": date(2026, 1, 5)}
            fact = {"recorded_at": LONG_AGO, "recorded_by": RECORDER}
            db.session.execute(insert(Enrolment), [{"person_id": one, **seat, **fact} for one in people])
        db.session.commit()
    return class_id


def clashes(district, at="D", year=2026):
    with district.session():
        view = View(scope_at(district, at), year)
        return clashes_of(view, half_days_of(view))


def scope_at(district, at):
    return EVERYWHERE if at == "D" else OrgScope(frozenset({district.organisations[at]}))


def test_an_empty_year_still_knows_its_holidays(street):
    page = street.get("/plan/calendar?year=2026").text
    assert "2026年办班日历，0个班，没有冲突" in page
    assert "10月1日至7日休：国庆节" in page
    assert "9月20日班：周末调休上班" in page


def test_of_a_year_that_is_not_announced_only_weekends_are_known(street):
    page = street.get("/plan/calendar?year=2099").text
    assert "2099年的法定节假日，系统还不知道" in page
    assert "休：" not in page


def test_a_class_stands_on_its_days_with_a_link(district, street):
    class_id = hold(district, venue="党校301", first_day=date(2026, 3, 30), last_day=date(2026, 4, 1))
    page = street.get("/plan/calendar?year=2026&month=4").text
    assert "3月：1个班" in page
    assert "4月：1个班" in page
    assert "5月：没有班" in page
    assert page.count(f'href="/classes/{class_id}"') == 2  # in both months
    assert page.count("个班上课") == 3  # on its three days


def test_a_cancelled_class_is_not_held(district, street):
    class_id = hold(district)
    street.post(f"/classes/{class_id}/cancel", data={"reason": "场地停电"})
    assert "0个班，没有冲突" in street.get("/plan/calendar?year=2026").text


def test_one_venue_for_two_classes_is_a_clash_with_both_linked(district, street):
    one, other = hold(district, venue="党校301"), hold(district, name="专题班", venue="党校 301")
    page = street.get("/plan/calendar?year=2026").text
    assert "2个班，1处冲突" in page
    assert "地点冲突" in page
    assert f'href="/classes/{one}"' in page
    assert f'href="/classes/{other}"' in page
    assert "12月8日8:30，还有别的课次" in page
    assert "与别的班或节假日有冲突" in page


def test_rooms_of_one_house_and_days_apart_are_no_clash(district):
    hold(district, venue="党校301")
    hold(district, name="专题班", venue="党校302")
    hold(district, name="下月班", venue="党校301", first_day=date(2026, 11, 3), last_day=date(2026, 11, 4))
    assert clashes(district) == []


def test_one_teacher_in_two_classes_is_a_clash(district, street):
    hold(district, teacher="赵敏")
    hold(district, name="专题班", teacher="赵敏、钱进")
    (clash,) = clashes(district)
    assert (clash.kind, clash.what, clash.count) == (ClashKind.TEACHER, "赵敏", 6)
    assert "教师冲突" in street.get("/plan/clashes?year=2026").text


def test_people_in_two_classes_at_once_are_a_clash(district, street):
    people = [district.add_person(name=name) for name in ("丁一", "王二", "张三")]
    hold(district, people=people)
    hold(district, name="专题班", people=people[1:])
    (clash,) = clashes(district)
    assert (clash.kind, clash.count, clash.day) == (ClashKind.PEOPLE, 2, date(2026, 12, 8))
    assert "和另外1人" in street.get("/plan/clashes?year=2026").text


def test_whoever_left_one_of_the_classes_is_in_one(district):
    person = district.add_person()
    hold(district, people=[person])
    left = hold(district, name="专题班", people=[person])
    with district.session():
        leaving = update(Enrolment).where(Enrolment.training_class_id == left)
        db.session.execute(leaving.values(withdrawn_on=date(2026, 12, 1), withdrawal_reason="退学"))
        db.session.commit()
    assert clashes(district) == []


def test_a_class_on_a_holiday_is_told(district, street):
    class_id = hold(district, first_day=date(2026, 9, 30), last_day=date(2026, 10, 2))
    found = clashes(district)
    assert [(one.kind, one.day) for one in found] == [
        (ClashKind.HOLIDAY, date(2026, 10, 1)), (ClashKind.HOLIDAY, date(2026, 10, 2)),
    ]  # fmt: skip
    assert "法定节假日上课" in street.get("/plan/calendar?year=2026").text
    assert "这个班在法定节假日上课：10月1日（国庆节）、10月2日（国庆节）" in street.get(f"/classes/{class_id}").text


def test_a_street_sees_that_another_offices_class_is_in_the_way_but_not_which(district, street):
    hold(district, "S2", name="二街班", venue="党校301")
    hold(district, "S2", name="二街又一班", venue="党校301")
    hold(district, "S1", name="一街班", venue="党校301")
    page = street.get("/plan/clashes?year=2026").text
    assert "2处冲突" in page  # not the one of the two others
    assert "管理范围以外的班" in page
    assert "二街" not in page
    everything = district.client(Role.DISTRICT, at="D").get("/plan/clashes?year=2026").text
    assert "3处冲突" in everything
    assert "二街又一班" in everything


def test_clashes_are_narrowed_by_kind_and_what_is_to_come_stands_first(district, street, set_clock):
    hold(district, venue="党校301", teacher="赵敏", first_day=date(2026, 3, 2), last_day=date(2026, 3, 2))
    hold(district, name="乙", venue="党校301", teacher="赵敏", first_day=date(2026, 3, 2), last_day=date(2026, 3, 2))
    hold(district, name="丙", venue="党校301", first_day=date(2026, 6, 1), last_day=date(2026, 6, 1))
    hold(district, name="丁", venue="党校301", first_day=date(2026, 6, 1), last_day=date(2026, 6, 1))
    set_clock("2026-04-01 09:00")
    page = street.get("/plan/clashes?year=2026&kind=place").text
    assert "2026年办班日历有2处冲突" in page
    assert page.index("6月1日8:30") < page.index("3月2日8:30")
    assert "有1处冲突" in street.get("/plan/clashes?year=2026&kind=teacher").text
    assert "没有冲突" in street.get("/plan/clashes?year=2026&kind=people").text
    assert street.get("/plan/clashes?year=2026&kind=nothing&page=9").status_code == 200


def test_calendar_and_clashes_are_exported(district, street):
    hold(district, venue="党校301")
    hold(district, name="专题班", venue="党校301")
    rows = list(load_workbook(io.BytesIO(street.get("/plan/calendar.xlsx?year=2026").data)).active.values)
    assert rows[0][0] == "2026年度办班日历"
    assert [row[1] for row in rows[3:5]] == ["轮训班第4期", "专题班第4期"]
    csv = street.get("/plan/clashes.csv?year=2026").data.decode("utf-8-sig")
    assert "12月8日,地点冲突,党校301,轮训班第4期,专题班第4期,6" in csv
    assert street.get("/plan/clashes.pdf?year=2026").data.startswith(b"%PDF")


def test_the_calendar_is_in_english_too(district, street):
    hold(district, first_day=date(2026, 9, 30), last_day=date(2026, 10, 1))
    page = street.get("/plan/calendar?year=2026&lang=en&month=10").text
    assert "Calendar of 2026: 1 class, 1 clash" in page
    assert "Public holiday, 1 to 7 October 2026: National Day" in page


def test_a_calendar_of_300_classes_of_60_asks_as_much_as_one_of_ten(district, street):
    fill_year(district, 10, 60)
    street.get("/plan/calendar?year=2026")  # warm
    with district.session(), counted() as few:
        street.get("/plan/calendar?year=2026")
    with district.session():
        for table in (Enrolment, ClassMeeting, ClassSchedule, TrainingClass):
            db.session.query(table).delete()
        db.session.commit()
    fill_year(district, 300, 60)
    began = process_time()
    with district.session(), counted() as many:
        page = street.get("/plan/calendar?year=2026").text
    took = process_time() - began
    assert len(many) == len(few)
    assert "300个班" in page
    assert took < 2  # seconds of work; other work on the machine does not count
