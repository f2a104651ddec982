"""The pages of a call-up: the department's, the streets', the trainee's; in scope, paged, and a class at a time."""

import io
import re
from datetime import timedelta

import pytest
from openpyxl import load_workbook

from lms import clock
from lms.accounts.rules import Role
from lms.audit.models import AuditEntry
from lms.training.queries.enrolment import seated
from tests.counting import counted
from tests.facts import nomination as facts
from tests.facts import training
from tests.facts.rotation_pages import add_principals, evaluate


def _office(district):
    return district.client(Role.DISTRICT, at="D")


def _street(district, at="S1"):
    return district.client(Role.STREET, at=at)


def test_the_whole_way_from_seats_to_notice(district, set_clock):
    """Divide, open, nominate, confirm, write and send; each on its page, as the person whose part it is."""
    set_clock("2026-11-20 09:00")
    add_principals(district, 3, at="S1C1")
    evaluate(district)
    first = clock.today() + timedelta(days=10)
    class_id = training.add_class(
        district, "D", first_day=first, last_day=first + timedelta(days=2), capacity=2, draws_from="D"
    )
    office, street = _office(district), _street(district)
    assert "本班还没有调训" in office.get(f"/classes/{class_id}/call").text
    page = office.get(f"/classes/{class_id}/call/seats").text
    assert "集中轮训" in page
    sent = {
        "requirement_id": facts.rotation_requirement(district), "owed_year": 2026, "seats": 2, "minimum": 0,
        "closes_on": "2026-11-25",
    }  # fmt: skip
    assert "2个名额已分给2个单位。" in office.post(
        f"/classes/{class_id}/call/seats", data=sent, follow_redirects=True
    ).text  # fmt: skip
    assert street.get(f"/calls/{class_id}").status_code == 404
    assert office.post(f"/classes/{class_id}/call/open").status_code == 303
    assert "的参训人员" in street.get("/inbox").text
    unit = f"/calls/{class_id}/units/{district.organisations['S1']}"
    assert street.get(f"/calls/{class_id}").location.endswith(unit)
    page = street.get(f"{unit}/nominate").text
    people = re.findall(r'name="person" value="(\d+)"', page)
    assert len(people) == 3
    page = street.post(f"{unit}/nominate", data={"person": people}, follow_redirects=True).text
    assert "已提名2人。" in page
    assert "名额已满，1人候补。" in page
    page = office.post(f"/classes/{class_id}/call/nominations", data={"all": "1"}, follow_redirects=True).text
    assert "已确认2人。" in page
    with district.session():
        assert seated(class_id) == {int(one) for one in people[:2]}
    words = {**vars(facts.written()), "signed_on": "2026-11-26"}
    page = office.post(f"/classes/{class_id}/call/notice/words", data=words, follow_redirects=True).text
    assert "关于选调学员参加2026年社区主职干部集中轮训班（第4期）学习的通知" in page
    page = office.post(f"/classes/{class_id}/call/notice/send", follow_redirects=True).text
    assert "通知已发给2名学员。" in page
    cadre = district.sign_in(int(people[0]))
    assert "调训通知：社区主职干部集中轮训班第4期" in cadre.get("/inbox").text
    assert "云组通字〔2026〕12号" in cadre.get(f"/my-classes/{class_id}/notice").text
    assert cadre.get(f"/my-classes/{class_id}/notice.pdf").data.startswith(b"%PDF")
    assert "调训通知：" in street.get("/inbox").text
    assert street.get(f"/classes/{class_id}/call/notices/1.docx").status_code == 200


def test_seats_that_cannot_be_are_refused_as_typed(district, set_clock):
    set_clock("2026-11-20 09:00")
    first = clock.today() + timedelta(days=10)
    class_id = training.add_class(district, "D", first_day=first, last_day=first, capacity=10)
    office = _office(district)
    sent = {"requirement_id": 0, "owed_year": 2026, "seats": 11, "minimum": 0, "closes_on": "2026-11-25"}
    page = office.post(f"/classes/{class_id}/call/seats", data=sent)
    assert page.status_code == 422
    assert "本班共10个名额" in page.text
    page = office.post(f"/classes/{class_id}/call/seats", data=sent | {"seats": 9, "closes_on": "2026-11-30"})
    assert "要在开班之前" in page.text
    page = office.post(f"/classes/{class_id}/call/seats", data=sent | {"seats": 5, "minimum": 3}, follow_redirects=True)
    assert "只保底2个" in page.text


def test_quotas_are_changed_by_hand_on_their_page(district, set_clock):
    set_clock("2026-11-20 09:00")
    class_id = facts.add_call(district, seats=10)
    office, s1, s2 = _office(district), district.organisations["S1"], district.organisations["S2"]
    page = office.post(f"/classes/{class_id}/call/quotas", data={f"seats_{s1}": 4, f"seats_{s2}": 5})
    assert page.status_code == 422
    assert "各单位合计9个，应为10个。" in page.text
    assert 'value="4"' in page.text
    assert office.post(f"/classes/{class_id}/call/quotas", data={f"seats_{s1}": 4, f"seats_{s2}": 6}).status_code == 303


def test_a_street_sees_its_own_part_alone(district, set_clock):
    set_clock("2026-11-20 09:00")
    class_id = facts.add_call(district, seats=10)
    facts.set_quotas(district, class_id, S1=4, S2=6)
    person = district.add_person("赵六", at="S2C1")
    facts.nominate(district, class_id, "S2", person)
    street = _street(district)
    assert street.get(f"/calls/{class_id}/units/{district.organisations['S2']}").status_code == 404
    assert street.get(f"/classes/{class_id}/call").status_code == 404
    assert "正在报名" in street.get("/calls").text
    listed = street.get(f"/calls/{class_id}/people.csv").data.decode("utf-8-sig")
    assert "赵六" not in listed
    assert "S2街道" not in street.get(f"/calls/{class_id}/quotas.csv").data.decode("utf-8-sig")
    assert "赵六" in _office(district).get(f"/calls/{class_id}/people.csv").data.decode("utf-8-sig")


def test_nobody_is_chosen_nobody_is_named(district, set_clock):
    set_clock("2026-11-20 09:00")
    class_id = facts.add_call(district)
    unit = f"/calls/{class_id}/units/{district.organisations['S1']}"
    page = _street(district).post(f"{unit}/nominate")
    assert page.status_code == 422
    assert "没有提名任何人" in page.text
    assert _office(district).post(f"/classes/{class_id}/call/nominations").status_code == 422


def test_who_sits_in_another_class_is_shown_with_the_class_and_cannot_be_chosen(district, set_clock):
    set_clock("2026-11-20 09:00")
    (person,) = training.add_crowd(district, 1, at="S1C1")
    class_id = facts.add_call(district)
    day = clock.today() + timedelta(days=11)
    training.add_class(district, "S2", draws_from="D", people=[person], intake_number=9, first_day=day, last_day=day)
    unit = f"/calls/{class_id}/units/{district.organisations['S1']}"
    page = _street(district).get(f"{unit}/nominate?who=everybody").text
    assert "在社区主职干部集中轮训班第9期（12月1日）已有名额。" in page
    assert f'value="{person}"' not in page


def test_refusing_replacing_and_taking_back_ask_for_a_reason(district, set_clock):
    set_clock("2026-11-20 09:00")
    class_id = facts.add_call(district, seats=2)
    facts.set_quotas(district, class_id, S1=2, S2=0)
    first, second, third = training.add_crowd(district, 3, at="S1C1")
    facts.nominate(district, class_id, "S1", first, second, third)
    numbers = {one: facts.nomination_of(district, class_id, one) for one in (first, second, third)}
    office, street = _office(district), _street(district)
    at = f"/classes/{class_id}/call/nominations"
    assert office.post(f"{at}/{numbers[first]}/refuse", data={"reason": " "}).status_code == 422
    sent = {"instead": numbers[third], "reason": "生病住院"}
    page = office.post(f"{at}/{numbers[first]}/replace", data=sent, follow_redirects=True).text
    assert "学员001已更换，已告知该单位。" in page
    assert "换为学员003" in page
    unit = f"/calls/{class_id}/units/{district.organisations['S1']}"
    taken_back = f"{unit}/nominations/{numbers[second]}/withdraw"
    assert "撤回" in street.get(taken_back).text
    assert street.post(taken_back, data={"reason": "家中有事"}).status_code == 303
    assert facts.standings(district, class_id) == {first: "replaced", second: "withdrawn", third: "confirmed"}
    assert "学员001换为学员003" in street.get("/inbox").text


def test_after_the_closing_day_the_department_gives_more_time(district, set_clock):
    set_clock("2026-11-20 09:00")
    class_id = facts.add_call(district, closes_in=1)
    set_clock("2026-11-23 09:00")
    street, unit = _street(district), f"/calls/{class_id}/units/{district.organisations['S1']}"
    assert "报名已截止" in street.get(unit).text
    office = _office(district)
    page = office.post(f"/classes/{class_id}/call/closing-day", data={"closes_on": "2026-11-22"})
    assert page.status_code == 422
    assert office.post(f"/classes/{class_id}/call/closing-day", data={"closes_on": "2026-11-25"}).status_code == 303
    assert "提名人员" in street.get(unit).text


@pytest.mark.parametrize("file_format", ["xlsx", "pdf", "csv"])
def test_quotas_and_people_are_exported_and_it_is_put_down(district, set_clock, file_format):
    set_clock("2026-11-20 09:00")
    class_id = facts.add_call(district, seats=3)
    facts.set_quotas(district, class_id, S1=2, S2=1)
    facts.nominate(district, class_id, "S1", district.add_person("=1+1", at="S1C1"))
    office = _office(district)
    for what, title in (("quotas", "学员名额分配表"), ("people", "学员名单")):
        answer = office.get(f"/calls/{class_id}/{what}.{file_format}")
        assert answer.status_code == 200
        if file_format == "xlsx":
            sheet = load_workbook(io.BytesIO(answer.data)).active
            assert str(sheet["A1"].value).endswith(title)
        if file_format == "csv" and what == "people":
            assert "'=1+1" in answer.data.decode("utf-8-sig")
    assert office.get(f"/calls.{file_format}").status_code == 200
    with district.session() as session:
        assert session.query(AuditEntry).filter_by(action="nominations.exported").count() == 3


def test_twice_the_rows_take_the_same_number_of_queries(sqlite_district, set_clock):
    district = sqlite_district
    set_clock("2026-11-20 09:00")
    add_principals(district, 4, at="S1C1")
    evaluate(district)
    class_id = facts.add_call(district, seats=20)
    facts.set_quotas(district, class_id, S1=20, S2=0)
    office, unit = _office(district), f"/calls/{class_id}/units/{district.organisations['S1']}"

    def statements() -> dict[str, int]:
        found = {}
        for path in (
            "/calls", f"/classes/{class_id}/call", f"/classes/{class_id}/call/nominations", unit, f"{unit}/nominate",
            f"{unit}/nominate?who=everybody", f"/calls/{class_id}/people.csv",
        ):  # fmt: skip
            with district.session(), counted() as seen:
                assert office.get(path).status_code == 200
            found[path] = len(seen)
        return found

    few = training.add_crowd(district, 3, at="S1C1")
    facts.nominate(district, class_id, "S1", *few)
    before = statements()
    add_principals(district, 4, at="S1C1")
    evaluate(district)
    facts.nominate(district, class_id, "S1", *training.add_crowd(district, 6, at="S1C2", name="社区"))
    other = training.add_programme(district, "D", name="专题培训班")
    facts.add_call(district, programme=other)
    assert statements() == before


def test_the_page_before_sending_says_who_will_be_told(district, set_clock):
    set_clock("2026-11-20 09:00")
    class_id = facts.add_call(district, seats=3)
    people = training.add_crowd(district, 2, at="S1C1")
    facts.nominate(district, class_id, "S1", *people)
    facts.confirm(district, class_id, people[0])
    office = _office(district)
    assert "1名学员和各单位经办人会在收件箱收到。" in office.get(f"/classes/{class_id}/call/notice/send").text
    facts.send_notice(district, class_id)
    facts.confirm(district, class_id, people[1])
    page = office.get(f"/classes/{class_id}/call/notice/send").text
    assert "只通知有变动的人：新列入1人，不再列入0人" in page
    assert "上次发出后，名单新增1人，减少0人。" in office.get(f"/classes/{class_id}/call/notice").text
