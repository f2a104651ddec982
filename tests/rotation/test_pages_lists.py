"""The overview and the drill-down: figures that add up, reasons and remedies, and nothing of another street."""

import re
from datetime import date

import pytest

from lms import clock
from lms.accounts.rules import Role
from lms.people.rules import OrganisationKind, PositionCategory
from lms.rotation.models import EvaluationState
from tests.facts.rotation_pages import add_principals, evaluate, train, waive
from tests.facts.training import add_class


@pytest.fixture(autouse=True)
def _late_january(set_clock):
    """The day of the sketches."""
    set_clock("2027-01-20 09:00")


@pytest.fixture
def people(district) -> dict[str, int]:
    """One person for each of several ways to stand; two of them in another street."""
    made = {
        "overdue": district.add_person("周德海", at="S1C1"),
        "completed": district.add_person("沈玉梅", at="S1C1"),
        "deferred": district.add_person("赵广才", at="S1C2"),
        "exempt": district.add_person("钱永安", at="S1C2"),
        "new": district.add_person("孙立", at="S1C1", since="2026-11-15"),
        "elsewhere": district.add_person("古丽努尔·艾合买提", at="S2C1"),
        "made up": district.add_person("吴春", at="S2C2"),
    }
    train(district, made["completed"])
    train(district, made["made up"], "2027-01-05", "2027-01-06", make_up_year=2026)
    waive(district, made["deferred"], "2027-03-01")
    waive(district, made["exempt"])
    evaluate(district)
    return made


def text_of(page) -> str:
    """What a page says, without markup."""
    main = page.get_data(as_text=True).partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


def names_on(page) -> list[str]:
    """The people of the list, in their order."""
    return re.findall(r'<a class="person link-target" href="[^"]*">([^<]+)</a>', page.get_data(as_text=True))


def proof_of(page) -> tuple[int, list[int]]:
    """The audience and the numbers that are said to add up to it."""
    line = re.search(r'data-testid="proof">([^<]+)<', page.get_data(as_text=True))[1]
    whole, parts = line.split("=")
    return int(re.search(r"\d+", whole)[0]), [int(one) for one in re.findall(r"\d+", parts)]


def test_the_heading_is_the_answer_and_the_parts_add_up_to_the_whole(district, people):
    page = district.client(Role.DISTRICT).get("/rotation?year=2026")
    said = text_of(page)
    assert "2026年集中轮训，还有2人逾期未训" in said
    assert "截至2027年1月20日。补训到3月31日为止，还有70天。" in said
    whole, parts = proof_of(page)
    assert len(parts) == 9
    assert whole == sum(parts) == 7


def test_the_audience_counted_anew_from_the_appointments_is_the_same(district, people):
    page = district.client(Role.DISTRICT).get("/rotation?year=2026&recount=1")
    assert "只按任职重新数过：7人，与上面相加一致" in text_of(page)


def test_the_flagged_stand_with_reason_and_remedy_in_the_order_of_organisations(district, people):
    add_class(district, "D", intake_number=1, first_day=date(2027, 3, 2), last_day=date(2027, 3, 4), declared_year=2027)
    page = district.client(Role.DISTRICT).get("/rotation?year=2026")
    said = text_of(page)
    assert names_on(page) == ["周德海", "赵广才", "古丽努尔·艾合买提"]
    assert "自2023年5月1日任S1C1社区社区党委书记；2026年未参加集中轮训；应于2026年12月31日前完成，已逾期20天。" in said
    assert "编入第1期 3月2日开班，还有60个名额" in said
    assert "找合适的班次 第1期结束得太晚" in said, "the class ends after the deferral"
    assert "按单位编码和职务排列" in said
    assert "不排名次" in said


def test_a_deferral_that_ran_out_leads_to_its_record(district):
    waive(district, district.add_person("欧阳㛃", at="S1C1"), "2027-01-10")
    evaluate(district)
    said = text_of(district.client(Role.DISTRICT).get("/rotation?year=2026"))
    assert "看延期记录 批准人：S1街道党工委" in said


def test_on_the_page_where_the_deferral_stands_the_next_step_is_a_class(district):
    person_id = district.add_person("欧阳㛃", at="S1C1")
    waive(district, person_id, "2027-01-10")
    evaluate(district)
    add_class(district, "D", intake_number=1, first_day=date(2027, 3, 2), last_day=date(2027, 3, 4), declared_year=2027)
    said = text_of(district.client(Role.DISTRICT).get(f"/rotation/people/{person_id}?year=2026"))
    assert "编入第1期，3月2日开班" in said


@pytest.mark.parametrize(
    ("conditions", "names"),
    [
        ("status=overdue", ["周德海", "古丽努尔·艾合买提"]),
        ("status=done", ["沈玉梅", "吴春"]),
        ("status=others", ["孙立", "钱永安"]),
        ("status=exempt", ["钱永安"]),
        ("status=all&called=古丽", ["古丽努尔·艾合买提"]),
        ("status=nonsense", ["周德海", "赵广才", "古丽努尔·艾合买提"]),
        ("status=all&called=nobody", []),
    ],
)
def test_conditions_stand_in_the_address(district, people, conditions, names):
    page = district.client(Role.DISTRICT).get(f"/rotation?year=2026&{conditions}")
    assert names_on(page) == names


def test_a_drill_down_shows_its_own_people_and_units_alone(district, people):
    page = district.client(Role.DISTRICT).get("/rotation/organisations/S1?year=2026&status=all")
    said = text_of(page)
    assert "S1街道，1人逾期、1人临期" in said
    assert names_on(page) == ["周德海", "沈玉梅", "孙立", "赵广才", "钱永安"]
    assert "S1C1社区" in said
    assert "S2C1社区" not in said
    one = district.client(Role.DISTRICT).get(
        "/rotation/organisations/S1?year=2026&category=社会组织党组织负责人&status=all"
    )
    assert "没有人符合这些条件" in text_of(one)


def test_a_street_sees_its_communities_and_counts_its_own_alone(district, people):
    street = district.client(Role.STREET, at="S2")
    page = street.get("/rotation?year=2026&status=all")
    assert set(names_on(page)) == {"古丽努尔·艾合买提", "吴春"}
    assert proof_of(page)[0] == 2
    assert "S2C1社区" in text_of(page)
    assert "S1" not in text_of(page)
    assert street.get("/rotation/organisations/S1").status_code == 404
    assert street.get("/rotation/organisations/D").status_code == 404


def test_who_works_in_one_street_and_learns_in_another_sees_only_where_they_work(district, people):
    both = district.client(Role.STREET, at="S2", person_id=people["overdue"])
    assert "周德海" not in names_on(both.get("/rotation?year=2026&status=all"))


def test_two_streets_looked_after_stand_side_by_side(district, people):
    person_id = district.add_person("林静", at="S1C1", category=PositionCategory.STREET_CADRE)
    district.grant(person_id, Role.STREET, "S1")
    said = text_of(district.client(Role.STREET, at="S2", person_id=person_id).get("/rotation?year=2026"))
    assert "S1街道" in said
    assert "S2街道" in said
    assert "S1C1社区" not in said.partition("下级单位情况")[2], "one level a page"


def test_another_day_is_worked_out_and_says_so(district, people):
    client = district.client(Role.DISTRICT)
    said = text_of(client.get("/rotation?year=2026&as_of=2026-12-31"))
    assert "2026年集中轮训，没有人逾期，4人临期" in said
    assert "2026年12月31日前完成，当天到期" in said
    assert "这是另一天的情况" in said
    assert "把选中的人编入补训班" not in said
    assert "逾期和临期、截至2026年12月31日共4人" in said
    assert "这是往后推算的情况" in text_of(client.get("/rotation?year=2026&as_of=2027-04-01"))


def test_a_day_that_does_not_exist_is_named_at_the_field_and_the_list_stands(district, people):
    page = district.client(Role.DISTRICT).get("/rotation?year=2026&as_of=2026-02-30")
    assert page.status_code == 200
    assert "2026-02-28" in text_of(page)
    assert names_on(page) == ["周德海", "赵广才", "古丽努尔·艾合买提"]


def test_at_new_year_nobody_who_still_owes_last_years_is_forgotten(district, people):
    said = text_of(district.client(Role.DISTRICT).get("/rotation"))
    assert "2027年集中轮训，没有人逾期" in said
    assert "2026年还有3人没有完成，去看2026年" in said


def test_nobody_flagged_gives_way_to_the_streets(district):
    train(district, district.add_person(at="S1C1"))
    evaluate(district)
    page = district.client(Role.DISTRICT).get("/rotation?year=2026")
    said = text_of(page)
    assert "2026年集中轮训，没有人逾期" in said
    assert "谁没有训" not in said
    assert "各街镇情况" in said


def test_before_anybody_is_there_the_way_to_the_import_is_shown(district):
    district.add_organisation("E", parent=None, kind=OrganisationKind.DISTRICT)
    person_id = district.add_person("林静", at="S1C1", category=PositionCategory.STREET_CADRE)
    said = text_of(district.client(Role.DISTRICT, at="E", person_id=person_id).get("/rotation"))
    assert "还没有人员" in said
    assert "去导入" in said


def test_while_the_answers_are_renewed_the_page_says_so(district, people):
    with district.session() as session:
        session.get(EvaluationState, 1).stale_since = clock.now()
        session.commit()
    assert "正在重新计算" in text_of(district.client(Role.DISTRICT).get("/rotation?year=2026"))


def test_appointments_that_cannot_be_judged_are_listed_beside_the_sum(district, people):
    district.add_person("缺日期", at="S1C1", since=None)
    district.add_person("缺类别", at="S2C1", category=None)
    evaluate(district)
    client = district.client(Role.DISTRICT)
    assert "另有2条任职缺职务类别或任职日期" in text_of(client.get("/rotation?year=2026"))
    page = client.get("/rotation/unlisted?year=2026")
    assert names_on(page) == ["缺日期", "缺类别"]
    assert "缺日期" not in names_on(district.client(Role.STREET, at="S2").get("/rotation/unlisted?year=2026"))


def test_a_longer_list_costs_no_more_queries(district, people, count_queries):
    add_class(district, "D", first_day=date(2027, 3, 2), last_day=date(2027, 3, 4), declared_year=2027)
    client = district.client(Role.DISTRICT)

    def look() -> None:
        assert client.get("/rotation?year=2026").status_code == 200
        assert client.get("/rotation/organisations/S1?year=2026&status=all").status_code == 200

    look()
    few = count_queries(look)
    add_principals(district, 30, "S1C1")
    add_principals(district, 30, "S2C2")
    evaluate(district)
    assert count_queries(look) == few


def test_an_unknown_requirement_is_not_found_and_another_one_can_be_looked_at(district, people):
    client = district.client(Role.DISTRICT)
    assert client.get("/rotation?requirement=none").status_code == 404
    assert "2026年书记学时" in text_of(client.get("/rotation?requirement=secretary-hours&year=2026"))


def test_where_only_quizzes_are_asked_people_are_reminded_and_not_enrolled(district, people):
    page = district.client(Role.DISTRICT).get("/rotation?requirement=capabilities&year=2026")
    assert "提醒去测验" in text_of(page)
    assert 'data-testid="remind-chosen"' in page.text
    assert 'data-testid="enrol-chosen"' not in page.text


def test_the_english_page_says_the_same(district, people):
    said = text_of(district.client(Role.DISTRICT).get("/rotation?year=2026&lang=en"))
    assert "Rotation training 2026: 2 people still overdue and untrained" in said
    assert "2026: no rotation training; due by 31 December 2026, 20 days overdue." in said
