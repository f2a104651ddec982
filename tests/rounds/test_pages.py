"""Rounds by their pages: opened, reported with a photo, looked at by another street, exported, closed."""

import io

import openpyxl
import pytest
from sqlalchemy import select

from lms.accounts.rules import Role
from lms.rounds.models import BranchFile, BranchReport, MemberReach, SeasonalRound
from lms.training.models import Programme
from tests.facts import rounds as facts
from tests.facts import training

FIELDS = {
    "name": "2026年党员冬训", "category": "冬训", "year": "2026", "first_day": "2026-12-01", "last_day": "2027-01-31",
    "report_by": "2027-01-20", "themes": "党性教育\n党规党纪", "meetings_a_theme": "1", "minutes_each": "180",
    "meetings_each": "0", "minutes_a_theme": "0",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _in_december(set_clock):
    set_clock(facts.IN_THE_ROUND)


def page(browser, address, status=200):
    answer = browser.get(address)
    assert answer.status_code == status, answer.status_code
    return answer.get_data(as_text=True)


def post(browser, address, status=303, **data):
    answer = browser.post(address, data=data, content_type="multipart/form-data" if "files" in data else None)
    assert answer.status_code == status, answer.get_data(as_text=True)[:4000]
    return answer


def stored(district, model):
    with district.session() as session:
        return list(session.scalars(select(model).order_by(model.id)))


def report_fields(district, round_id, **more):
    theme = facts.theme_ids(district, round_id)[0]
    return {"day": "2026-12-18", "theme_id": str(theme), "minutes": "90", "send_key": "one"} | more


def test_a_round_is_opened_for_the_programme_that_waits_for_it(sqlite_district):
    district = sqlite_district
    waiting = training.add_programme(district, "S1", name="2026年冬训", category="冬训", is_round=True)
    browser = district.client(Role.STREET, at="S1")
    assert "还没有" in page(browser, "/rounds?lang=zh")
    organiser = str(district.organisations["S1"])
    opened = post(browser, "/rounds/new", organiser_id=organiser, **FIELDS).location
    assert "党规党纪" in page(browser, opened)
    assert stored(district, SeasonalRound)[0].programme_id == waiting
    post(browser, "/rounds/new", organiser_id=organiser, **FIELDS | {"category": "春训"})
    assert [one.is_round for one in stored(district, Programme)] == [True, True]


def test_a_round_that_makes_no_sense_is_refused_as_typed(sqlite_district):
    browser = sqlite_district.client(Role.STREET, at="S1")
    wrong = FIELDS | {"last_day": "2026-11-01", "themes": " \n", "year": "26", "minutes_each": "x"}
    body = post(browser, "/rounds/new", 422, organiser_id=str(sqlite_district.organisations["S1"]), **wrong)
    assert "有误" in body.get_data(as_text=True)
    other = str(sqlite_district.organisations["S2"])
    post(browser, "/rounds/new", 422, organiser_id=other, **FIELDS)
    assert stored(sqlite_district, SeasonalRound) == []


def test_a_round_is_changed_as_long_as_its_reports_still_belong_to_it(sqlite_district):
    district = sqlite_district
    member, round_id = facts.add_member(district), facts.add_round(district)
    facts.report(district, round_id, [member])
    browser, address = district.client(Role.STREET, at="S1"), f"/rounds/{round_id}/edit"
    page(browser, address)
    post(browser, address, 422, **FIELDS | {"first_day": "2026-12-15"})
    post(browser, address, 422, **FIELDS | {"themes": "党规党纪\n服务群众\n专业技能"})
    post(browser, address, **FIELDS | {"themes": "党规党纪\n党性教育和党史\n党性教育"})
    with district.session():
        from lms.rounds.queries.rounds import themes_of

        assert [theme.name for theme in themes_of(round_id)] == ["党规党纪", "党性教育和党史", "党性教育"]


def test_a_village_secretary_comes_to_the_branch_and_reports_with_a_photo(district):
    member, other = facts.add_member(district, "甲"), facts.add_member(district, "乙")
    round_id = facts.add_round(district, at="D")
    secretary = district.client(Role.STREET, at="S1C1")
    branch = secretary.get(f"/rounds/{round_id}").location
    assert "报一次学习" in page(secretary, f"{branch}?lang=zh")
    assert "乙" in page(secretary, f"{branch}/report")
    data = report_fields(district, round_id, person=[str(member)], files=[(facts.photo(), "照片.JPG")])
    data[f"why-{other}"] = "away"
    meeting = post(secretary, f"{branch}/report", **data).location
    again = data | {"files": [(facts.photo(), "照片.JPG")]}
    assert post(secretary, f"{branch}/report", **again).location == meeting
    body = page(secretary, meeting)
    assert "乙：外出" in body
    assert body.count("<img") == 1
    file_id = stored(district, BranchFile)[0].id
    answer = secretary.get(f"/rounds/{round_id}/files/{file_id}")
    assert (answer.status_code, answer.mimetype, answer.headers["Cache-Control"]) == (
        200, "image/jpeg", "private, no-store")  # fmt: skip
    assert b"SecretPhone" not in answer.get_data()
    post(secretary, f"/rounds/{round_id}/files/{file_id}/remove")
    page(secretary, f"/rounds/{round_id}/files/{file_id}", 404)


def test_a_wrong_report_comes_back_as_typed_and_nothing_is_stored(sqlite_district):
    district = sqlite_district
    member = facts.add_member(district)
    round_id = facts.add_round(district)
    browser = district.client(Role.STREET, at="S1")
    address = f"/rounds/{round_id}/branches/{district.organisations['S1C1']}/report"
    person = [str(member)]
    for wrong in (
        {"person": []}, {"day": "2026-12-25"}, {"day": ""}, {"minutes": "0"}, {"theme_id": "999"},
        {"files": [(io.BytesIO(b"MZ program"), "照片.jpg")]},
    ):  # fmt: skip
        body = post(browser, address, 422, **report_fields(district, round_id, person=person, place="礼堂") | wrong)
        assert "礼堂" in body.get_data(as_text=True)
    assert stored(district, BranchReport) == []


def test_correcting_asks_for_the_report_that_was_seen(sqlite_district):
    district = sqlite_district
    one, two = facts.add_member(district, "甲"), facts.add_member(district, "乙")
    round_id = facts.add_round(district)
    meeting = facts.report(district, round_id, [one])
    browser, address = district.client(Role.STREET, at="S1"), f"/rounds/{round_id}/meetings/{meeting}/edit"
    seen = str(stored(district, BranchReport)[0].id)
    assert f'name="seen" type="hidden" value="{seen}"' in page(browser, address)
    data = report_fields(district, round_id, person=[str(one), str(two)], seen=seen, day="2026-12-10")
    post(browser, address, **data)
    post(browser, address, 422, **data)
    assert "2次填报" in page(browser, f"/rounds/{round_id}/meetings/{meeting}?lang=zh")
    post(browser, f"/rounds/{round_id}/meetings/{meeting}/take-back", 422, reason=" ")
    post(browser, f"/rounds/{round_id}/meetings/{meeting}/take-back", reason="报错了")
    page(browser, f"/rounds/{round_id}/meetings/{meeting}", 404)


def test_members_are_reached_corrected_and_taken_back(district):
    old, away = facts.add_member(district, "甲"), facts.add_member(district, "乙")
    round_id = facts.add_round(district)
    browser = district.client(Role.STREET, at="S1")
    branch = f"/rounds/{round_id}/branches/{district.organisations['S1C1']}"
    assert f'value="{old}" checked' in page(browser, f"{branch}/reach?person={old}")
    data = {"kind": "home", "how": "material", "day": "2026-12-18", "minutes": "0", "theme_id": "0", "reached_by": "张"}
    post(browser, f"{branch}/reach", 422, **data)
    post(browser, f"{branch}/reach", person=[str(old), str(away)], **data)
    post(browser, f"{branch}/reach", person=[str(old), str(away)], **data)
    first, second = stored(district, MemberReach)
    post(browser, f"/rounds/{round_id}/reached/{second.id}/edit", **data | {"kind": "returned", "minutes": "45"})
    page(browser, f"/rounds/{round_id}/reached/{second.id}/edit", 404)
    post(browser, f"/rounds/{round_id}/reached/{first.id}/take-back")
    assert "流动党员返乡补学" in page(browser, f"{branch}/reached?lang=zh")
    known = [one for one in stored(district, MemberReach) if one.superseded_at is None]
    assert [(one.person_id, one.kind, one.credit_centihours) for one in known] == [(second.person_id, "returned", 100)]


def test_an_office_closes_and_reopens_with_a_reason(sqlite_district):
    district = sqlite_district
    member, round_id = facts.add_member(district), facts.add_round(district)
    facts.report(district, round_id, [member])
    browser = district.client(Role.STREET, at="S1")
    body = page(browser, f"/rounds/{round_id}/close")
    seen = body.partition('name="seen" value="')[2].partition('"')[0]
    post(browser, f"/rounds/{round_id}/close", 422, seen="another")
    post(browser, f"/rounds/{round_id}/close", seen=seen)
    post(browser, f"/rounds/{round_id}/close", 422, seen=seen)
    branch = f"/rounds/{round_id}/branches/{district.organisations['S1C1']}"
    assert "报一次学习" not in page(browser, f"{branch}?lang=zh")
    page(browser, f"{branch}/report")
    post(browser, f"{branch}/report", 422, **report_fields(district, round_id, person=[str(member)]))
    post(browser, f"/rounds/{round_id}/reopen", 422, reason="")
    post(browser, f"/rounds/{round_id}/reopen", reason="三个单位补报")
    assert "三个单位补报" in page(browser, f"/rounds/{round_id}")


def test_a_street_sees_its_own_branches_of_the_districts_round_and_does_not_run_it(sqlite_district):
    district = sqlite_district
    facts.add_member(district, at="S1C1")
    facts.add_member(district, at="S1C2")
    facts.add_member(district, at="S2C1")
    round_id = facts.add_round(district, at="D")
    street = district.client(Role.STREET, at="S1")
    body = page(street, f"/rounds/{round_id}")
    assert "S1C1社区" in body
    assert "S2C1社区" not in body
    for side in ("edit", "close", "reopen"):
        page(street, f"/rounds/{round_id}/{side}", 404)
    page(street, f"/rounds/{round_id}/branches/{district.organisations['S2C1']}", 404)
    district_office = district.client(Role.DISTRICT, at="D")
    filtered = page(district_office, f"/rounds/{round_id}?street={district.organisations['S2']}")
    assert ("S2C1社区" in filtered, "S1C1社区" in filtered) == (True, False)


@pytest.mark.parametrize("form", ["xlsx", "csv", "pdf"])
def test_lists_are_taken_along_in_every_form(sqlite_district, form):
    district = sqlite_district
    came, left = facts.add_member(district, "甲"), facts.add_member(district, "=乙")
    round_id = facts.add_round(district)
    facts.report(district, round_id, [came], reasons={left: "frail"})
    browser = district.client(Role.STREET, at="S1")
    branch = f"/rounds/{round_id}/branches/{district.organisations['S1C1']}"
    made = {
        name: browser.get(f"{address}.{form}").get_data()
        for name, address in (
            ("coverage", f"/rounds/{round_id}/coverage"), ("left", f"/rounds/{round_id}/not-reached"),
            ("register", f"{branch}/register"),
        )
    }  # fmt: skip
    if form == "csv":
        assert "S1C1社区,2,1,0,0,0,1,0,0,1,2" in made["coverage"].decode("utf-8-sig")
        assert "'=乙" in made["left"].decode("utf-8-sig")
        assert "年老体弱、行动不便" in made["register"].decode("utf-8-sig")
    elif form == "xlsx":
        sheet = openpyxl.load_workbook(io.BytesIO(made["left"])).active
        assert sheet["A1"].value == "2026年党员冬训未覆盖党员名单"
    else:
        assert all(content.startswith(b"%PDF") for content in made.values())


def test_a_member_sees_what_they_took_part_in_and_nothing_of_others(sqlite_district):
    district = sqlite_district
    member, other = facts.add_member(district, "甲"), facts.add_member(district, "乙", at="S2C1")
    round_id = facts.add_round(district)
    facts.report(district, round_id, [member], minutes=90)
    facts.reach(district, round_id, [member], minutes=45)
    body = page(district.sign_in(member), "/my-rounds?lang=zh")
    assert "合计135分钟，3学时" in body
    assert "没有与您有关的冬训春训" in page(district.sign_in(other), "/my-rounds?lang=zh")
    assert "/my-rounds" in page(district.sign_in(member), "/record")


def test_trainers_and_learners_do_not_report(sqlite_district):
    member, round_id = facts.add_member(sqlite_district), facts.add_round(sqlite_district)
    for browser in (sqlite_district.sign_in(member), sqlite_district.client(Role.TRAINER, at="S1")):
        page(browser, "/rounds", 403)
        page(browser, f"/rounds/{round_id}", 403)
