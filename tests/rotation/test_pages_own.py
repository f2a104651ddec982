"""A cadre sees their own duty with its reason, and tells the street what is wrong; nobody sees another's."""

import pytest

from lms.accounts.rules import Role
from lms.people.rules import PositionCategory
from tests.facts.rotation_pages import evaluate, train, waive
from tests.facts.training import add_class
from tests.rotation.test_pages_lists import text_of

MINE = "/learn/duties/rotation/2026"


@pytest.fixture(autouse=True)
def _november(set_clock):
    set_clock("2026-11-20 09:00")


def test_the_reason_and_what_would_change_it(district):
    person_id = district.add_person("周德海", at="S1C1", position="党委书记")
    said = text_of(district.sign_in(person_id).get(MINE))
    assert "2026年集中轮训临期，还有41天" in said
    assert "自2023年5月1日任S1C1社区党委书记；2026年未参加集中轮训；应于2026年12月31日前完成，还有41天。" in said
    assert "2026年12月31日前参加培训并结业：还要1次。认这些类别：集中轮训、上级调训。" in said
    assert "这里有误，告诉街镇" in said


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("trained", "这一年没有要办的了"),
        ("exempt", "这一年没有要办的了"),
        ("new", "今年不用办，和明年的一起，2027年12月31日前完成"),
        ("seated", "按时参加“社区主职干部集中轮训班第4期”并结业"),
    ],
)
def test_what_is_left_to_do(sqlite_district, how, words):
    district = sqlite_district
    person_id = district.add_person(at="S1C1", since="2026-10-15" if how == "new" else "2023-05-01")
    if how == "trained":
        train(district, person_id)
    if how == "exempt":
        waive(district, person_id)
    if how == "seated":
        add_class(district, "S1", people=[person_id])
    assert words in text_of(district.sign_in(person_id).get(MINE))


def test_amounts_are_shown_as_far_as_they_are_reached(sqlite_district):
    person_id = sqlite_district.add_person(at="S1C1", political_status="中共党员")
    train(sqlite_district, person_id)
    page = sqlite_district.sign_in(person_id).get("/learn/duties/member-hours/2026")
    assert "已有24学时，共32学时" in text_of(page)
    assert "还要8学时" in text_of(page)


def test_overdue_says_until_when_it_can_be_made_up(sqlite_district, set_clock):
    person_id = sqlite_district.add_person(at="S1C1")
    set_clock("2027-01-20 09:00")
    said = text_of(sqlite_district.sign_in(person_id).get(MINE))
    assert "3月31日前结束的补训，仍算2026年" in said
    set_clock("2027-04-20 09:00")
    assert "补训只算到" in text_of(sqlite_district.sign_in(person_id).get(MINE))


def test_what_is_not_asked_and_what_does_not_exist(sqlite_district):
    cadre = sqlite_district.client(Role.CADRE, at="S1C1")
    assert "不需要参加2026年集中轮训" in text_of(cadre.get(MINE))
    assert cadre.get("/learn/duties/none/2026").status_code == 404
    assert cadre.get("/learn/duties/rotation/26").status_code == 404


def test_the_street_is_told_what_is_wrong_and_the_way_to_the_person(district):
    person_id = district.add_person("周德海", at="S1C1")
    office = district.add_person("王敏", at="S1", category=PositionCategory.STREET_CADRE)
    street = district.client(Role.STREET, at="S1", person_id=office)
    other = district.add_person("别处", at="S2", category=PositionCategory.STREET_CADRE)
    elsewhere = district.client(Role.STREET, at="S2", person_id=other)
    cadre = district.sign_in(person_id)
    answer = cadre.post(f"{MINE}/report", data={"text": "5月的培训没有记上。\n证书在我这里。"})
    assert answer.location == MINE
    assert "已经告诉街镇" in text_of(cadre.get(MINE))
    inbox = street.get("/inbox")
    assert "报告有误：周德海，2026年集中轮训" in text_of(inbox)
    assert "报告有误" not in text_of(elsewhere.get("/inbox"))
    with district.session() as session:
        from lms.messages.models import Message

        message = session.query(Message).one()
        assert message.link == f"/rotation/people/{person_id}?requirement=rotation&year=2026"
        assert message.body == "5月的培训没有记上。\n证书在我这里。"
    assert street.get(message.link).status_code == 200


def test_where_no_street_office_is_the_district_is_told(sqlite_district):
    person_id = sqlite_district.add_person("周德海", at="S1C1")
    office = sqlite_district.add_person("组织部", at="D", category=None)
    department = sqlite_district.client(Role.DISTRICT, at="D", person_id=office)
    sqlite_district.sign_in(person_id).post(f"{MINE}/report", data={"text": "有误"})
    assert "报告有误：周德海" in text_of(department.get("/inbox"))


def test_nothing_is_sent_without_words_or_when_nobody_is_in_charge(sqlite_district):
    cadre = sqlite_district.sign_in(sqlite_district.add_person(at="S1C1"))
    empty = cadre.post(f"{MINE}/report", data={"text": " "})
    assert empty.status_code == 422
    assert "请写明哪里有误" in text_of(empty)
    alone = cadre.post(f"{MINE}/report", data={"text": "有误"})
    assert alone.status_code == 422
    assert "没有发送" in text_of(alone)


def test_the_task_page_leads_to_the_duty(sqlite_district):
    person_id = sqlite_district.add_person(at="S1C1")
    evaluate(sqlite_district)
    assert MINE in sqlite_district.sign_in(person_id).get("/learn").text
