"""/rosters: choose a roster, see it, take it along; long ones are made in the background."""

import re
from datetime import timedelta
from urllib.parse import quote

import pytest
from sqlalchemy import select

from lms import clock
from lms.accounts.models import Grant
from lms.accounts.rules import Role
from lms.audit.models import AuditEntry
from lms.files.models import StoredFile
from lms.jobs.models import Job
from lms.jobs.worker import run_waiting
from lms.rosters import actions
from lms.rosters.jobs import forget_old_rosters
from lms.rosters.rules import kinds
from lms.rosters.views import files, page
from lms.training.models import ClassResult
from tests.counting import counted
from tests.facts import training
from tests.facts.rosters import RARE, add_closed_class, add_made_file, cells, words

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture(autouse=True)
def _today(set_clock):
    set_clock("2026-12-10 18:00")


@pytest.fixture
def closed(district):
    class_id, _people = add_closed_class(district, (RARE, "PPPPPP"), ("王半天", "PPPPPV"))
    return district, class_id


def exports(district) -> list[AuditEntry]:
    with district.session() as session:
        return list(session.scalars(select(AuditEntry).where(AuditEntry.action == "roster.exported")))


def test_the_page_begins_with_the_latest_closed_class(closed):
    district, class_id = closed
    training.add_class(district, "S1", intake_number=5, people=[district.add_person()])
    html = district.client(Role.STREET, "S1").get("/rosters").text
    assert "<h1>结业花名册，第4期，2人</h1>" in html
    assert RARE in html
    assert f"/rosters/completion.xlsx?class_id={class_id}" in html
    assert "合计：2人；结业1人，未结业1人。" in html
    assert "共2行，全部显示" in html


def test_a_class_named_alone_shows_what_there_is_of_it(closed):
    district, class_id = closed
    client = district.client(Role.STREET, "S1")
    assert "结业花名册，第4期" in client.get(f"/rosters?class_id={class_id}").text
    running = training.add_class(district, "S1", intake_number=5, people=[district.add_person()])
    assert "考勤表，第5期，1人" in client.get(f"/rosters?class_id={running}").text


def test_an_open_class_has_no_completion_roster_and_the_page_says_so(district):
    class_id = training.add_class(district, "S1", people=[district.add_person()])
    html = district.client(Role.STREET, "S1").get(f"/rosters?roster=completion&class_id={class_id}").text
    assert "没有可导出的结业名单" in html
    assert "下载Excel" not in html


def test_without_any_class_the_page_says_what_comes_first(district):
    assert "先建一个班" in district.client(Role.TRAINER, "S1").get("/rosters").text


def test_nobody_flagged_is_said_with_the_whole(district, set_clock):
    set_clock("2026-06-30")
    district.add_person("周德海", at="S1C1")
    html = district.client(Role.STREET, "S1").get("/rosters?roster=not-trained").text
    assert "没有逾期或临期的人" in html
    assert "应训1人都已完成、有安排，或者离期限还早" in html


def test_a_day_that_does_not_exist_is_told_at_its_field(district):
    answer = district.client(Role.STREET, "S1").get("/rosters?roster=not-trained&as_of=2026-02-30")
    assert answer.status_code == 422
    assert "2026-02-28" in answer.text


def test_the_list_of_those_not_trained_can_be_narrowed(district, set_clock):
    set_clock("2027-01-20")
    district.add_person("甲", at="S1C1")
    district.add_person("乙", at="S2C1")
    client = district.client(Role.DISTRICT, "D")
    assert "应训未训名单，2026年集中轮训，2人" in client.get("/rosters?roster=not-trained&year=2026").text
    html = client.get("/rosters?roster=not-trained&year=2026&organisation=S2").text
    assert "，1人</h1>" in html
    assert '<span class="person">甲' not in html


@pytest.mark.parametrize(
    ("file_format", "media_type"), [("xlsx", XLSX), ("pdf", "application/pdf"), ("csv", "text/csv")]
)
def test_a_file_has_its_chinese_name_and_every_person(closed, file_format, media_type):
    district, class_id = closed
    answer = district.client(Role.STREET, "S1").get(f"/rosters/completion.{file_format}?class_id={class_id}")
    assert (answer.status_code, answer.mimetype) == (200, media_type)
    said = answer.headers["Content-Disposition"]
    name = f"2026年社区主职干部集中轮训班（第4期）结业学员花名册.{file_format}"
    assert said.startswith("attachment;")
    assert f"filename*=UTF-8''{quote(name, safe='')}" in said
    text = {
        "xlsx": lambda: str(cells(answer.data)), "pdf": lambda: "".join(words(answer.data)),
        "csv": lambda: answer.data.decode("utf-8-sig"),
    }[file_format]()  # fmt: skip
    assert RARE in text
    assert "王半天" in text


def test_each_export_is_put_down_with_who_what_how_many_and_how_far_the_right_reached(closed):
    district, class_id = closed
    client = district.client(Role.STREET, "S1")
    client.get("/rosters")
    client.get(f"/rosters/completion.xlsx?class_id={class_id}")
    (entry,) = exports(district)
    assert (entry.actor_name, entry.object_kind, entry.object_id) == ("林静", "training_class", str(class_id))
    assert entry.organisation_id == district.organisations["S1"]
    for part in (
        '"rows":2',
        '"file_format":"xlsx"',
        '"roster":"completion"',
        f'"reach":[{district.organisations["S1"]}]',
    ):
        assert part in entry.detail


def test_a_character_that_cannot_be_printed_is_told_on_the_page_and_nothing_is_put_down(district):
    class_id, _people = add_closed_class(district, ("王\ue001", "PPPPPP"))
    client = district.client(Role.STREET, "S1")
    answer = client.get(f"/rosters/completion.pdf?class_id={class_id}")
    assert answer.status_code == 303
    html = client.get(answer.location).text
    assert "U+E001" in html
    assert "Excel和CSV可以照常导出" in html
    assert exports(district) == []
    assert client.get(f"/rosters/completion.xlsx?class_id={class_id}").status_code == 200


@pytest.mark.parametrize("role", [Role.STREET, Role.TRAINER])
def test_another_streets_class_is_not_found_on_the_page_nor_as_a_file(closed, role):
    district, class_id = closed
    client = district.client(role, "S2")
    assert client.get(f"/rosters?roster=completion&class_id={class_id}").status_code == 404
    assert client.get(f"/rosters/completion.csv?class_id={class_id}").status_code == 404
    assert client.post(f"/rosters/completion.csv?class_id={class_id}").status_code == 404
    assert RARE not in client.get("/rosters").text


def test_a_trainer_has_no_list_of_those_not_trained(district):
    client = district.client(Role.TRAINER, "S1")
    assert client.get("/rosters?roster=not-trained").status_code == 404
    assert client.get("/rosters/not-trained.xlsx").status_code == 404
    assert "应训未训名单" not in client.get("/rosters").text


def test_who_trains_in_one_street_and_works_for_another_lists_the_others_duties_only(district, set_clock):
    set_clock("2027-01-20")
    district.add_person("一街的", at="S1C1")
    district.add_person("二街的", at="S2C1")
    person = district.add_person("林静", at="S1", category=None)
    district.grant(person, Role.TRAINER, "S1")
    client = district.client(Role.STREET, "S2", person_id=person)
    content = client.get("/rosters/not-trained.csv?year=2026").data.decode("utf-8-sig")
    assert "二街的" in content
    assert "一街的" not in content


@pytest.mark.parametrize(
    ("role", "sentence", "number"),
    [
        (Role.DISTRICT, "手机号：显示全号", "13800001234"),
        (Role.STREET, "手机号：只显示后4位（您没有查看全号的权限）", "*******1234"),
        (Role.TRAINER, "您只能查看姓名、单位和职务", "—"),
    ],
)
def test_telephone_numbers_are_masked_and_the_page_says_why(district, role, sentence, number):
    class_id = training.add_class(district, "S1", people=[district.add_person("周德海", phone="13800001234")])
    client = district.client(role, "D" if role is Role.DISTRICT else "S1")
    assert sentence in client.get(f"/rosters?roster=trainees&class_id={class_id}").text
    (row,) = cells(client.get(f"/rosters/trainees.xlsx?class_id={class_id}").data)[3:4]
    assert row[8] == number


@pytest.fixture
def long_list(district, set_clock, monkeypatch):
    """A list of those not trained that counts as long."""
    set_clock("2027-01-20 10:00")
    for module in (kinds, files, page):
        monkeypatch.setattr(module, "MOST_ROWS_AT_ONCE", 1)
    for number in range(3):
        district.add_person(f"学员{number}", at="S1C1")
    return district


def test_a_long_list_is_made_in_the_background_for_its_owner_alone(long_list):
    client = long_list.client(Role.STREET, "S1")
    address = "/rosters?roster=not-trained&year=2026"
    html = client.get(address).text
    assert "制作Excel" in html
    assert "学员0" in html
    assert client.get("/rosters/not-trained.xlsx?year=2026").status_code == 303
    answer = client.post("/rosters/not-trained.xlsx?year=2026&requirement=rotation")
    assert answer.status_code == 303
    assert "正在制作，好了在这里下载" in client.get(answer.location).text
    with long_list.app.app_context():
        run_waiting()
    html = client.get(address).text
    (link,) = re.findall(r'href="(/rosters/made/\d+)"', html)
    made = client.get(link)
    assert [row[3] for row in cells(made.data)[3:6]] == ["学员0", "学员1", "学员2"]
    assert quote("S1街道2026年度集中轮训应训未训人员名单", safe="") in made.headers["Content-Disposition"]
    assert long_list.client(Role.STREET, "S1").get(link).status_code == 404
    (entry,) = exports(long_list)
    assert '"rows":3' in entry.detail
    assert f"/rosters/made/{link.rpartition('/')[2]}" in client.get("/rosters/made").text


def test_a_job_sees_what_its_owner_may_see_when_it_runs(long_list):
    person = long_list.add_person("林静", at="S1", category=None)
    client = long_list.client(Role.STREET, "S1", person_id=person)
    client.post("/rosters/not-trained.csv?year=2026&requirement=rotation")
    with long_list.session() as session:
        session.query(Grant).filter_by(person_id=person).update({"revoked_at": clock.now(), "revoked_by": "test"})
        session.commit()
        run_waiting()
        job = session.scalars(select(Job)).one()
    assert job.result["rows"] == 0


def test_a_file_that_could_not_be_made_says_why(long_list):
    client = long_list.client(Role.STREET, "S1")
    long_list.add_person("王\ue001", at="S1C1")
    client.post("/rosters/not-trained.pdf?year=2026&requirement=rotation")
    with long_list.app.app_context():
        run_waiting()
    html = client.get("/rosters/made").text
    assert "没有做成" in html
    assert "U+E001" in html


def test_made_files_are_gone_after_a_week(district, set_clock):
    owner = district.add_person(at="S1C1")
    client = district.client(Role.STREET, "S1", person_id=owner)
    link = f"/rosters/made/{add_made_file(district, owner)}"
    assert client.get(link).data == b"made before"
    set_clock((clock.local(clock.now()) + actions.KEPT_FOR + timedelta(hours=1)).strftime("%Y-%m-%d %H:%M"))
    with district.session() as session:
        forget_old_rosters()
        assert session.scalars(select(StoredFile)).all() == []
    assert client.get(link).status_code == 404
    assert "最近没有为您做文件" in client.get("/rosters/made").text


def test_the_page_in_english_shows_the_sheet_in_chinese(closed):
    district, class_id = closed
    html = district.client(Role.STREET, "S1").get(f"/rosters?class_id={class_id}&lang=en").text
    assert "<h1>Completion roster, Intake 4, 2 people</h1>" in html
    assert re.search(r'<div lang="zh-Hans">\s*<div class="sheet-preview"', html)


def test_twice_the_people_take_no_more_queries(sqlite_district, set_clock):
    def queries(call):
        with sqlite_district.app.app_context(), counted() as seen:
            call()
        return len(seen)

    set_clock("2027-01-20")
    client = sqlite_district.client(Role.STREET, "S1")
    sqlite_district.add_person("甲", at="S1C1")
    few = queries(lambda: client.get("/rosters?roster=not-trained&year=2026"))
    for number in range(12):
        sqlite_district.add_person(f"学员{number}", at="S1C1")
    assert queries(lambda: client.get("/rosters?roster=not-trained&year=2026")) == few


def test_everybody_takes_along_their_own_training_of_a_year(closed):
    district, _class_id = closed
    with district.session() as session:
        trained = session.scalars(select(ClassResult.person_id).where(ClassResult.completed.is_(True))).one()
    client = district.client(person_id=trained)
    answer = client.get("/rosters/my-training/2026.pdf")
    text = "".join("".join(words(answer.data)).split())
    for part in (
        "2026年度干部教育培训登记表", f"姓名：{RARE}", "单位及职务：S1C1社区社区党委书记", "2026.12.8—12.10", "S1街道",
        "年度合计：集中24学时，网络0学时", "本人签字",
    ):  # fmt: skip
        assert part in text
    assert "2026.12.8" not in "".join(words(client.get("/rosters/my-training/2025.pdf").data))
    with district.session() as session:
        entries = session.scalars(select(AuditEntry).where(AuditEntry.action == "roster.own_exported")).all()
    assert [one.person_id for one in entries] == [trained, trained]


def test_a_sign_in_sheet_is_that_of_today_or_of_the_day_chosen(district, set_clock):
    set_clock("2026-12-09 07:30")
    class_id = training.add_class(district, "S1", people=[district.add_person("周德海", phone="13800001234")])
    client = district.client(Role.TRAINER, "S1")
    html = client.get(f"/rosters?roster=sign-in&class_id={class_id}").text
    assert "<h1>签到表，第4期，1人</h1>" in html
    assert "时间：2026年12月9日" in html
    assert "打印时是纵向A4" in html
    text = "".join(words(client.get(f"/rosters/sign-in.pdf?class_id={class_id}&day=2026-12-10").data)[0].split())
    for part in ("签到表", "时间：2026年12月10日", "签名（上午）", "签名（下午）", "周德海", "应到：1人", "不得代签"):
        assert part in text
    assert "1234" not in text
