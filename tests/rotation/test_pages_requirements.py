"""An organisation department lists, changes, makes and switches what is asked, without code."""

import pytest
from sqlalchemy import func, select

from lms.accounts.rules import Role
from lms.rotation import queries
from lms.rotation.models import RequirementVersion
from tests.facts.rotation_pages import evaluate, status_of
from tests.rotation.test_pages_lists import text_of

MADE = {
    "code": "grid", "name": "网格培训", "english_name": "grid training", "audience": "社区(村)主职干部",
    "min_times": "0", "min_days_hundredths": "0", "min_centihours": "7.5", "combine": "all", "year_by": "last_day",
    "due": "12月31日", "appointed_by": "09-30", "continuity_gap_days": "30", "warn_days": "60",
    "makeup_until": "3月31日", "is_active": "y",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _november(set_clock):
    set_clock("2026-11-20 09:00")


def form_of(district, code: str) -> dict[str, object]:
    """What the page of a requirement would send when nothing is changed."""
    with district.session():
        known = queries.requirement(code)
        rules = known.rules
        switches = {"for_party_members": rules.for_party_members, "due_in_next_year": rules.due_in_next_year}
        return {
            "version": known.version_id, "name": rules.name, "english_name": rules.english_name,
            "audience": list(rules.audience), "credit_kinds": list(rules.credit_kinds), "min_times": rules.min_times,
            "min_days_hundredths": rules.min_days_hundredths / 100, "min_centihours": rules.min_centihours / 100,
            "curricula": [one.code for one in rules.curricula], "combine": rules.combine.value,
            "year_by": rules.year_by.value, "due": str(rules.due), "appointed_by": str(rules.appointed_by),
            "continuity_gap_days": rules.continuity_gap_days, "warn_days": rules.warn_days,
            "makeup_until": str(rules.makeup_until or ""), "source": known.source, "is_active": "y",
        } | {name: "y" for name, is_set in switches.items() if is_set}  # fmt: skip


def versions(district) -> int:
    with district.session() as session:
        return session.scalar(select(func.count(RequirementVersion.id)))


def test_the_list_says_whom_it_is_for_how_much_and_by_when(sqlite_district):
    said = text_of(sqlite_district.client(Role.DISTRICT).get("/requirements"))
    assert "有7项培训要求在执行" in said
    assert "12天或者90学时" in said
    assert "第二年2月28日" in said
    assert "启用网络学时" in said


def test_a_change_is_a_new_version_and_everybody_is_judged_by_it_at_once(district):
    person_id = district.add_person(at="S1C1")
    evaluate(district)
    assert status_of(district, person_id) == "at_risk"
    before = versions(district)
    client = district.client(Role.DISTRICT)
    answer = client.post("/requirements/rotation", data=form_of(district, "rotation") | {"warn_days": "30"})
    assert "集中轮训已修改" in text_of(client.get(answer.location))
    assert versions(district) == before + 1
    assert status_of(district, person_id) == "pending"


def test_saving_without_a_change_makes_no_version(sqlite_district):
    before = versions(sqlite_district)
    for code in ("rotation", "winter", "capabilities", "cadre-study"):
        sent = form_of(sqlite_district, code)
        assert sqlite_district.client(Role.DISTRICT).post(f"/requirements/{code}", data=sent).status_code == 303
    assert versions(sqlite_district) == before


def test_what_was_changed_meanwhile_is_not_overwritten(sqlite_district):
    client, stale = sqlite_district.client(Role.DISTRICT), form_of(sqlite_district, "rotation")
    client.post("/requirements/rotation", data=stale | {"warn_days": "30"})
    refused = client.post("/requirements/rotation", data=stale | {"warn_days": "45"})
    assert refused.status_code == 422
    assert "刚才被别人改过" in text_of(refused)


def test_a_new_one_is_made_and_owed(district):
    person_id = district.add_person(at="S1C1")
    client = district.client(Role.DISTRICT)
    answer = client.post("/requirements/new", data=MADE)
    assert "网格培训已新建" in text_of(client.get(answer.location))
    assert status_of(district, person_id, code="grid") == "at_risk"
    assert "网格培训" in text_of(client.get("/rotation?requirement=grid"))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"min_centihours": "0"}, "什么都没有要求"),
        ({"audience": []}, "至少选一个职务类别"),
        ({"code": "Grid!"}, "只能用小写字母、数字和连字符"),
        ({"code": "rotation"}, "已经有代码是rotation的要求"),
        ({"name": "集中轮训"}, "集中轮训"),
        ({"due": "02-30"}, "没有这一天"),
        ({"warn_days": "many"}, "60"),
        ({"warn_days": "400"}, "天数在0到366之间"),
        ({"min_centihours": ""}, "不要求学时就填0"),
    ],
)
def test_what_makes_no_sense_is_refused_as_typed(sqlite_district, change, words):
    before = versions(sqlite_district)
    refused = sqlite_district.client(Role.DISTRICT).post("/requirements/new", data=MADE | change)
    assert refused.status_code == 422
    assert words in text_of(refused)
    assert 'value="网格培训"' in refused.text or change.get("name")
    assert versions(sqlite_district) == before


def test_switched_off_nobody_owes_it_and_on_again_everybody_does(district):
    person_id = district.add_person(at="S1C1")
    evaluate(district)
    client = district.client(Role.DISTRICT)
    assert "停用集中轮训？" in text_of(client.get("/requirements/rotation/switch"))
    client.post("/requirements/rotation/switch")
    assert status_of(district, person_id) is None
    assert "春训" in text_of(client.get("/rotation")), "the first requirement in force stands in"
    client.post("/requirements/rotation/switch")
    assert status_of(district, person_id) == "at_risk"


def test_with_nothing_in_force_the_overview_leads_to_the_requirements(sqlite_district):
    client = sqlite_district.client(Role.DISTRICT)
    with sqlite_district.session():
        codes = [one.code for one in queries.requirements()]
    for code in codes:
        client.post(f"/requirements/{code}/switch")
    assert "去看培训要求" in text_of(client.get("/rotation"))


def test_a_street_may_not_change_what_is_asked(sqlite_district):
    street = sqlite_district.client(Role.STREET, at="S1")
    assert street.get("/requirements").status_code == 403
    assert street.post("/requirements/rotation/switch").status_code == 403
    assert sqlite_district.client(Role.DISTRICT).get("/requirements/none").status_code == 404
