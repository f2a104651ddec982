"""One person's page: why the status, who recorded what, what was known when, and what may be done."""

import re
from datetime import date

import pytest

from lms.accounts.rules import Role
from lms.people.models import Appointment
from lms.people.queries import EVERYWHERE, person_for_update
from lms.rotation.models import Waiver
from lms.transaction import transaction
from tests.facts.rotation_pages import OFFICE, evaluate, status_of, train, waive
from tests.facts.training import add_class, seat
from tests.rotation.test_pages_lists import text_of

PERSON = "/rotation/people/{}?requirement=rotation&year=2026"


@pytest.fixture(autouse=True)
def _late_january(set_clock):
    set_clock("2027-01-20 09:00")


@pytest.fixture
def overdue(district) -> int:
    """Somebody who took part last December, and did not complete it."""
    person_id = district.add_person("周德海", at="S1C1", position="党委书记")
    train(district, person_id, "2026-12-08", "2026-12-10", name="第4期集中轮训", completed=False)
    evaluate(district)
    return person_id


def steps_of(page) -> list[str]:
    """The chain of reasons, the deciding one marked with a star."""
    chain = page.get_data(as_text=True).partition('<ol class="reasons"')[2].partition("</ol>")[0]
    items = re.findall(r"<li( class=\"decides\")?>.*?<div><p>(.*?)</p>", chain, re.DOTALL)
    return [("*" if decides else "") + what for decides, what in items]


def test_the_reason_stands_in_one_sentence_and_in_steps(district, overdue):
    page = district.client(Role.DISTRICT).get(PERSON.format(overdue))
    said = text_of(page)
    assert "周德海，2026年集中轮训逾期20天" in said
    assert (
        "自2023年5月1日任S1C1社区党委书记；2026年参加“第4期集中轮训”，未结业；应于2026年12月31日前完成，已逾期20天。"
        in said
    )
    assert "2027年3月31日前补训，仍算2026年。" in said
    assert steps_of(page) == [
        "在要求范围内：社区(村)主职干部",
        "不是新任职：不晚于2026年9月30日",
        "没有免训，也没有延期",
        "2026年没有结业的集中轮训、上级调训",
        "没有编入2026年12月31日前结束的班次",
        "*2026年12月31日已过，所以是逾期",
    ]
    assert "“第4期集中轮训”未结业；test（服务器命令行）登记" in said


@pytest.mark.parametrize(
    ("how", "steps"),
    [
        ("trained", ["在要求范围内：社区(村)主职干部", "*“第3期集中轮训”2026年4月22日结业，所以是已完成"]),
        ("exempt", [
            "在要求范围内：社区(村)主职干部", "不是新任职：不晚于2026年9月30日", "2026年没有结业的集中轮训、上级调训",
            "*S1街道党工委2026年11月1日批准免训",
        ]),
        ("new", [
            "在要求范围内：社区(村)主职干部", "2026年没有结业的集中轮训、上级调训",
            "*2026年9月30日以后任职，所以从2027年起要求",
        ]),
        ("left", [
            "在要求范围内：社区(村)主职干部", "2026年没有结业的集中轮训、上级调训", "*2027年1月10日离任，所以不再要求",
        ]),
    ],
)  # fmt: skip
def test_the_step_that_decided_comes_last_and_nothing_after_it(sqlite_district, how, steps):
    district = sqlite_district
    since = "2026-11-15" if how == "new" else "2023-05-01"
    person_id = district.add_person("沈玉梅", at="S1C1", since=since, until="2027-01-10" if how == "left" else None)
    if how == "trained":
        train(district, person_id)
    if how == "exempt":
        waive(district, person_id)
    evaluate(district)
    assert steps_of(district.client(Role.DISTRICT).get(PERSON.format(person_id))) == steps


def test_a_seat_that_schedules_the_training_decides(district, set_clock):
    set_clock("2026-11-20 09:00")
    person_id = district.add_person(at="S1C1")
    add_class(district, "S1", people=[person_id])
    evaluate(district)
    page = district.client(Role.DISTRICT).get(PERSON.format(person_id))
    assert steps_of(page)[-1] == "*已编入“社区主职干部集中轮训班第4期”，2026年12月10日结束"
    assert "编入“社区主职干部集中轮训班第4期”，12月8日至10日" in text_of(page)


def test_the_timeline_is_the_newest_first_and_keeps_what_was_corrected(district, overdue):
    with district.session() as session, transaction():
        from lms.people.actions import Post, correct_appointment

        person = person_for_update(overdue, EVERYWHERE)
        old = session.query(Appointment).filter_by(person_id=overdue).one()
        correct_appointment(
            OFFICE, person, old,
            Post(old.organisation_id, old.position_category, "党委书记", date(2024, 5, 1), None),
        )  # fmt: skip
    said = text_of(district.client(Role.DISTRICT).get(PERSON.format(overdue))).partition("时间线")[2]
    at = [said.index(one) for one in ("2027年1月1日 状态变为逾期", "2026年12月10日", "2024年5月1日", "2023年5月1日")]
    assert at == sorted(at)
    assert "已更正" in said.partition("2023年5月1日")[2]


def test_what_was_known_then_is_shown_as_it_was_then(district, overdue, set_clock):
    set_clock("2027-01-25 09:00")
    train(district, overdue, "2026-05-06", "2026-05-08", name="后来补登的培训")
    client = district.client(Role.DISTRICT)
    assert "2026年集中轮训已完成" in text_of(client.get(PERSON.format(overdue)))
    then = text_of(client.get(PERSON.format(overdue) + "&as_of=2027-01-24&known_on=2027-01-24"))
    assert "2026年集中轮训逾期24天" in then
    assert "后来补登的培训" not in then
    assert "编入" not in then.partition("为什么")[0], "nothing can be done about another day"


def test_other_requirements_of_the_person_are_there(district, overdue):
    said = text_of(district.client(Role.DISTRICT).get(PERSON.format(overdue))).partition("其他要求")[2]
    assert "书记学时" in said
    assert "基本能力" in said


def test_nobody_sees_a_person_of_another_street(district, overdue):
    assert district.client(Role.STREET, at="S2").get(PERSON.format(overdue)).status_code == 404
    assert district.client(Role.STREET, at="S1").get(PERSON.format(overdue)).status_code == 200


def test_who_moved_away_stays_to_be_seen_where_they_owe_that_year(district):
    person_id = district.add_person("吴春", at="S2C1", since="2027-01-05")
    district.appoint(person_id, "S1C1", since="2023-05-01", until="2027-01-04")
    evaluate(district)
    street = district.client(Role.STREET, at="S1")
    assert street.get(PERSON.format(person_id)).status_code == 200
    assert street.get(PERSON.format(person_id).replace("2026", "2027")).status_code == 404


def test_what_is_not_asked_of_somebody_is_said(sqlite_district):
    person_id = sqlite_district.add_person("王一", at="S1C1", category=None)
    said = text_of(sqlite_district.client(Role.DISTRICT).get(PERSON.format(person_id)))
    assert "王一，不需要参加2026年集中轮训" in said
    assert "没有任职在2026年集中轮训的要求范围内" in said


def test_a_street_gets_no_buttons_for_what_only_the_district_may(district, overdue):
    said = text_of(district.client(Role.STREET, at="S1").get(PERSON.format(overdue)))
    assert "登记已参加的培训" not in said
    assert "登记延期或免训" not in said
    assert "由区委组织部登记" in said
    assert "这里有误，告诉区委组织部" in said


FORM = {"requirement": "rotation", "year": "2026"}


def test_training_put_down_completes_the_duty_at_once(district, overdue):
    client = district.client(Role.DISTRICT)
    sent = FORM | {
        "category": "上级调训", "name": "市委党校轮训", "first_day": "2026-06-01", "last_day": "2026-06-03",
        "hours": "24", "result": "yes", "declared_year": "2026",
    }  # fmt: skip
    answer = client.post(f"/rotation/people/{overdue}/record", data=sent)
    assert answer.status_code == 303
    assert "培训已登记" in text_of(client.get(answer.location))
    assert status_of(district, overdue) == "completed"
    again = client.post(f"/rotation/people/{overdue}/record", data=sent)
    assert "已经登记过，没有改动" in text_of(client.get(again.location))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"last_day": "2026-05-01"}, "结束日期早于开始日期"),
        ({"last_day": "2027-02-01"}, "培训还没有结束"),
        ({"last_day": "2026-02-30"}, "2026-02-28"),
        ({"name": ""}, "请按通知上的写法填培训名称"),
        ({"result": ""}, "请选结业还是未结业"),
        ({"hours": "many"}, "24"),
    ],
)
def test_a_record_that_cannot_be_is_refused_as_typed(sqlite_district, change, words):
    person_id = sqlite_district.add_person(at="S1C1")
    sent = FORM | {
        "category": "集中轮训", "name": "第4期", "first_day": "2026-06-01", "last_day": "2026-06-03", "hours": "24",
        "result": "yes", "declared_year": "2026",
    } | change  # fmt: skip
    answer = sqlite_district.client(Role.DISTRICT).post(f"/rotation/people/{person_id}/record", data=sent)
    assert answer.status_code == 422
    assert words in text_of(answer)


def test_a_deferral_is_put_down_and_taken_back(district, overdue):
    client = district.client(Role.DISTRICT)
    sent = FORM | {
        "kind": "deferral", "deferred_until": "2027-03-01", "reason": "因病住院", "approver": "S1街道党工委",
        "approved_on": "2027-01-15",
    }  # fmt: skip
    assert client.post(f"/rotation/people/{overdue}/waiver", data=sent).status_code == 303
    assert status_of(district, overdue) == "at_risk"
    page = text_of(client.get(PERSON.format(overdue)))
    assert "延期到2027年3月1日" in page
    assert "S1街道党工委批准2026年延期到2027年3月1日：因病住院" in page
    with district.session() as session:
        waiver_id = session.query(Waiver.id).scalar()
    address = f"/rotation/people/{overdue}/waivers/{waiver_id}/revoke"
    assert client.post(address, data=FORM).status_code == 422
    assert client.post(address, data=FORM | {"why": "已经出院"}).status_code == 303
    assert status_of(district, overdue) == "overdue"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"deferred_until": ""}, "请填延到哪一天"),
        ({"deferred_until": "2026-12-31"}, "延期不会缩短期限"),
        ({"approved_on": "2027-02-01"}, "这一天还没有到"),
        ({"kind": ""}, "请选延期或免训"),
        ({"reason": ""}, "写明理由"),
    ],
)
def test_a_waiver_that_makes_no_sense_is_refused(sqlite_district, change, words):
    person_id = sqlite_district.add_person(at="S1C1")
    sent = FORM | {
        "kind": "deferral", "deferred_until": "2027-03-01", "reason": "因病", "approver": "街道党工委",
        "approved_on": "2027-01-15",
    } | change  # fmt: skip
    answer = sqlite_district.client(Role.DISTRICT).post(f"/rotation/people/{person_id}/waiver", data=sent)
    assert answer.status_code == 422
    assert words in text_of(answer)


def test_a_street_tells_the_district_what_is_wrong(district, overdue):
    office = district.add_person("组织部", at="D", category=None)
    inbox = district.client(Role.DISTRICT, at="D", person_id=office)
    street = district.client(Role.STREET, at="S1")
    answer = street.post(f"/rotation/people/{overdue}/report", data=FORM | {"text": "他去年5月参加了市里的轮训。"})
    assert "已经告诉区委组织部" in text_of(street.get(answer.location))
    assert "报告有误：周德海，2026年集中轮训" in text_of(inbox.get("/inbox"))


def test_more_facts_cost_no_more_queries(district, overdue, count_queries):
    client = district.client(Role.DISTRICT)

    def look() -> None:
        assert client.get(PERSON.format(overdue)).status_code == 200

    look()
    few = count_queries(look)
    for month in range(1, 9):
        train(district, overdue, f"2026-0{month}-05", f"2026-0{month}-06", name=f"{month}月培训", completed=False)
    seat(district, add_class(district, "S1", intake_number=9), overdue)
    assert count_queries(look) == few
