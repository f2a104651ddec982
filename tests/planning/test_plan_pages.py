"""The year's plan through its pages: filled in, held against what is done, set up, exported."""

import io
from concurrent.futures import ThreadPoolExecutor

import pytest
from openpyxl import load_workbook
from sqlalchemy import func, select

from lms.accounts.rules import Role
from lms.audit.models import AuditEntry
from lms.errors import Refused
from lms.extensions import db
from lms.planning.models import PlannedProgramme
from lms.training.models import Programme
from tests.counting import counted
from tests.facts import training
from tests.facts.planning import plan_programme, set_up

PLANNED = {
    "name": "社区（村）主职干部集中轮训班", "category": "集中轮训", "theme": "基层治理", "seats": "120", "intakes": "2",
    "audience": ["社区(村)主职干部", "第一书记"], "days": "3", "hours": "24", "begins": "2026-03", "ends": "5月",
    "note": "",
}  # fmt: skip


@pytest.fixture
def street(district, set_clock):
    set_clock("2026-02-01 09:00")
    return district.client(Role.STREET, at="S1")


def stored(district, statement):
    with district.session():
        return list(db.session.scalars(statement))


def form(district, at="S1", **more):
    return PLANNED | {"organiser_id": district.organisations[at]} | more


def test_a_year_begins_empty_and_says_what_comes_next(street):
    page = street.get("/plan").text
    assert "2026年还没有培训计划" in page
    assert "列入项目" in page


def test_a_programme_is_planned_and_stands_on_the_page_with_its_sums(district, street):
    answer = street.post("/plan/new?year=2026", data=form(district))
    assert answer.status_code == 303
    page = street.get(answer.location).text
    assert "2026年计划1个项目、120个名额" in page
    assert "3月至5月；3天，24学时；社区(村)主职干部、第一书记" in page
    assert "还没有立项" in page
    (planned,) = stored(district, select(PlannedProgramme))
    assert (planned.days_hundredths, planned.credit_centihours, planned.seats, planned.intakes) == (300, 2400, 120, 2)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": ""}, "填名称"),
        ({"seats": "0"}, "计划名额在1到100,000之间"),
        ({"seats": "很多"}, "填整数"),
        ({"intakes": ""}, "填计划办几期"),
        ({"days": "三天"}, "天数填数字"),
        ({"days": "400"}, "一个项目最长一年"),
        ({"begins": "2026-13"}, "填月份"),
        ({"begins": "2026-02-30", "ends": ""}, "真实的日期"),
        ({"begins": "2027-03", "ends": ""}, "开始时间要在2026年"),
        ({"begins": "2026-05", "ends": "2026-03"}, "结束时间早于开始时间"),
        ({"begins": "2026-05", "ends": "2028-03"}, "最晚到2027年结束"),
        ({"begins": "", "ends": "2026-03"}, "开始时间也要填"),
    ],
)
def test_what_is_filled_in_wrongly_comes_back_as_typed(sqlite_district, change, words):
    street = sqlite_district.client(Role.STREET, at="S1")
    answer = street.post("/plan/new?year=2026", data=form(sqlite_district, theme="老主题", **change))
    assert answer.status_code == 422
    assert words in answer.text
    assert "老主题" in answer.text
    assert stored(sqlite_district, select(PlannedProgramme)) == []


def test_winter_training_is_wanted_over_the_turn_of_the_year(district, street):
    street.post("/plan/new?year=2026", data=form(district, category="冬训", begins="2026-12", ends="2027-02"))
    assert "2026年12月至2027年2月" in street.get("/plan?year=2026").text


def test_an_organiser_plans_a_name_once_a_year(district, street):
    plan_programme(district, name=PLANNED["name"])
    answer = street.post("/plan/new?year=2026", data=form(district))
    assert answer.status_code == 422
    assert "已经计划了同名的项目" in answer.text
    assert street.post("/plan/new?year=2027", data=form(district, begins="", ends="")).status_code == 303


def test_what_is_planned_is_changed_and_the_trail_says_so(district, street):
    planned_id = plan_programme(district)
    page = street.get(f"/plan/{planned_id}/edit").text
    assert 'value="2026-03"' in page
    answer = street.post(f"/plan/{planned_id}/edit", data=form(district, seats="90", begins="", ends=""))
    assert answer.status_code == 303
    (planned,) = stored(district, select(PlannedProgramme))
    assert (planned.seats, planned.wanted_from) == (90, None)
    assert "plan.changed" in stored(district, select(AuditEntry.action))


def test_setting_up_makes_the_programme_once(district, street):
    planned_id = plan_programme(district)
    first = street.post(f"/plan/{planned_id}/set-up")
    again = street.post(f"/plan/{planned_id}/set-up")
    assert first.status_code == 303
    assert first.location == again.location
    (programme,) = stored(district, select(Programme))
    assert (programme.name, programme.year, programme.is_round) == ("社区主职干部集中轮训班", 2026, False)
    assert street.get(first.location).status_code == 200
    assert "已立项，还没有建班" in street.get("/plan?year=2026").text
    assert stored(district, select(AuditEntry.action)).count("plan.set_up") == 1


def at_once(district, deed) -> list:
    def alone(_number: int):
        try:
            return deed()
        except Refused as refusal:
            return refusal

    with ThreadPoolExecutor(4) as pool:
        return list(pool.map(alone, range(4)))


def test_several_who_set_up_at_once_make_one_programme(district):
    planned_id = plan_programme(district)
    made = at_once(district, lambda: set_up(district, planned_id))
    assert len(set(made)) == len(stored(district, select(Programme))) == 1


def test_several_who_plan_one_name_at_once_plan_it_once(district):
    answers = at_once(district, lambda: plan_programme(district))
    assert len([one for one in answers if isinstance(one, Refused)]) == 3
    assert len(stored(district, select(PlannedProgramme))) == 1


def test_setting_up_finds_the_programme_that_was_made_by_hand(district, street):
    programme = training.add_programme(district, "S1")
    planned_id = plan_programme(district)
    assert "有1个培训项目不在计划里" in street.get("/plan?year=2026").text
    assert set_up(district, planned_id) == programme
    assert "不在计划里" not in street.get("/plan?year=2026").text


def test_winter_and_spring_are_set_up_as_rounds(district):
    set_up(district, plan_programme(district, category="冬训", name="党员冬训"))
    (programme,) = stored(district, select(Programme))
    assert programme.is_round


def test_once_set_up_category_and_organiser_stay(district, street):
    planned_id = plan_programme(district)
    set_up(district, planned_id)
    answer = street.post(f"/plan/{planned_id}/edit", data=form(district, category="专题培训"))
    assert answer.status_code == 422
    assert "类别和主办单位不能再改" in answer.text
    assert street.post(f"/plan/{planned_id}/edit", data=form(district, seats="80")).status_code == 303


def test_the_plan_is_held_against_classes_and_people(district, street, set_clock):
    programme = set_up(district, plan_programme(district))
    people = [district.add_person(at="S1C1") for _ in range(3)]
    first = training.add_class(district, programme=programme, intake_number=1, capacity=50, people=people)
    training.add_class(district, programme=programme, intake_number=2, capacity=60)
    training.mark_all(district, first, {people[0]: "PPPPPP", people[1]: "PPPPPP", people[2]: "AAAAAA"})
    set_clock("2026-12-11 09:00")
    training.close(district, first)
    page = street.get("/plan?year=2026").text
    assert "已建班名额110个，已结业2人" in page
    assert "计划2期，已建2个班、110个名额，已结业2人" in page
    assert "计划120个名额，已建班名额110个，已结业2人" in page


def test_a_cancelled_class_does_not_count(district, street):
    programme = set_up(district, plan_programme(district))
    class_id = training.add_class(district, programme=programme)
    street.post(f"/classes/{class_id}/cancel", data={"reason": "场地停电"})
    assert "已立项，还没有建班" in street.get("/plan?year=2026").text


def test_what_is_planned_is_taken_out_after_a_page_that_asks(district, street):
    planned_id = plan_programme(district)
    assert "120个计划名额一起删去" in street.get(f"/plan/{planned_id}/remove").text
    assert street.post(f"/plan/{planned_id}/remove").status_code == 303
    assert stored(district, select(PlannedProgramme)) == []
    assert street.post(f"/plan/{planned_id}/remove").status_code == 404


def test_what_has_classes_stays_in_the_plan(district, street):
    planned_id = plan_programme(district)
    training.add_class(district, programme=set_up(district, planned_id))
    answer = street.post(f"/plan/{planned_id}/remove")
    assert "要留在计划里" in street.get(answer.location).text
    assert len(stored(district, select(PlannedProgramme))) == 1


def test_a_street_sees_its_own_plan_and_the_district_all(district, street):
    plan_programme(district, "S1", name="一街轮训班")
    elsewhere = plan_programme(district, "S2", name="二街轮训班")
    own = street.get("/plan?year=2026").text
    assert "一街轮训班" in own
    assert "二街轮训班" not in own
    everything = district.client(Role.DISTRICT, at="D").get("/plan?year=2026").text
    assert "一街轮训班" in everything
    assert "二街轮训班" in everything
    assert street.get(f"/plan/{elsewhere}/edit").status_code == 404
    assert street.post("/plan/new?year=2026", data=form(district, at="S2")).status_code == 422


def test_a_trainer_looks_and_changes_nothing(district):
    planned_id = plan_programme(district)
    trainer = district.client(Role.TRAINER, at="S1")
    page = trainer.get("/plan?year=2026").text
    assert "社区主职干部集中轮训班" in page
    assert "立项</button>" not in page
    assert "列入项目" not in page
    assert trainer.get("/plan/new").status_code == 403
    assert trainer.post(f"/plan/{planned_id}/set-up").status_code == 403


def test_conditions_narrow_list_and_sums(district):
    plan_programme(district, "S1", name="一街轮训班")
    plan_programme(district, "S2", name="二街专题班", category="专题培训", seats=30)
    office = district.client(Role.DISTRICT, at="D")
    by_category = office.get("/plan?year=2026&category=专题培训").text
    assert "计划1个项目、30个名额" in by_category
    by_organiser = office.get(f"/plan?year=2026&organiser={district.organisations['S1']}").text
    assert "一街轮训班" in by_organiser
    assert "二街专题班" not in by_organiser
    assert office.get("/plan?year=abc&organiser=x&category=y&page=-3").status_code == 200
    assert office.get("/plan?year=1").status_code == 200


def test_the_plan_is_exported_as_offices_file_it(district, street):
    plan_programme(district, name="=1+1轮训班", note="含异地教学")
    book = load_workbook(io.BytesIO(street.get("/plan.xlsx?year=2026").data))
    rows = list(book.active.iter_rows(values_only=True))
    assert rows[0][0] == "2026年度培训计划表"
    assert rows[2][1:8] == ("培训项目", "培训类别", "培训主题", "培训对象", "主办单位", "计划时间", "期数")
    assert rows[3][1:11] == (
        "=1+1轮训班", "集中轮训", "党建引领基层治理", "社区(村)主职干部", "S1街道", "3月", 2, 120, 3, 24,
    )  # fmt: skip
    csv = street.get("/plan.csv?year=2026").data.decode("utf-8-sig")
    assert "'=1+1轮训班" in csv
    assert street.get("/plan.pdf?year=2026").data.startswith(b"%PDF")
    assert stored(district, select(AuditEntry.action)).count("plan.exported") == 3


def test_the_page_is_in_english_too(district, street):
    plan_programme(district)
    page = street.get("/plan?year=2026&lang=en").text
    assert "Plan of 2026: 1 programme, 120 seats" in page
    assert "March; 3 days, 24 h; principal of a community or village" in page


def test_a_longer_plan_asks_no_more_queries(district):
    office = district.client(Role.DISTRICT, at="D")
    for number in range(5):
        set_up(district, plan_programme(district, name=f"第{number}个项目"))
    with district.session(), counted() as few:
        office.get("/plan?year=2026")
    for number in range(5, 30):
        plan_programme(district, "S2", name=f"第{number}个项目")
    with district.session(), counted() as many:
        page = office.get("/plan?year=2026").text
    assert len(many) == len(few)
    assert "第1页，共2页" in page
    assert stored(district, select(func.count()).select_from(PlannedProgramme)) == [30]
