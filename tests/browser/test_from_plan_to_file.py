"""One class's whole way: planned, seats divided, people nominated and called up, taught, closed, certified, filed."""

import hashlib
import json
import re
import zipfile
from dataclasses import dataclass
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from lms import clock
from lms.curriculum.models import Curriculum
from lms.people.models import Person
from lms.training.models import ClassMeeting, ClassSchedule, Programme
from tests.browser.class_today import ClassToday
from tests.browser.conftest import DESK, PHONE
from tests.browser.demo import Demo
from tests.browser.papers import right_answers
from tests.browsers import IN_A_BROWSER, looks_right
from tests.certificates.printing import code_on, picture_of
from tests.facts.accounts import PASSWORD, add_account
from tests.facts.certificates import papers_of

pytestmark = [*IN_A_BROWSER, pytest.mark.slow]

STREET = "YX12"
NAME = "社区（村）书记依法办事专题轮训班"
ROOM = "党校二号教学楼305室"


@dataclass(frozen=True)
class Trainee:
    """Somebody called up, with the account they log in with."""

    person_id: int
    number: str
    name: str


def told(page: Page):
    return page.locator(".notice").first


def plan_it(page: Page) -> None:
    """The department puts the programme into this year's plan and sets it up; gives the form of its first class."""
    page.goto("/plan")
    page.get_by_test_id("plan-programme").click()
    page.get_by_label("项目名称").fill(NAME)
    page.get_by_label("培训类别").select_option(label="集中轮训")
    page.get_by_label("主办单位").select_option(label="云溪区委党校")
    page.get_by_label("计划名额").fill("4")
    page.get_by_label("期数").fill("1")
    page.get_by_label("每期天数").fill("0.5")
    page.get_by_label("每期学时").fill("4")
    page.get_by_test_id("save-planned").click()
    expect(page.get_by_text(NAME).first).to_be_visible()
    row = page.get_by_role("row").filter(has_text=NAME)
    row.get_by_test_id("set-up").click()
    expect(told(page)).to_contain_text("已经立项")


def make_class(page: Page, demo: Demo) -> int:
    """Its first class, in some days, of one half-day."""
    ahead = (clock.today() + timedelta(days=10)).isoformat()
    page.get_by_label("主办单位").select_option(label="云溪区委党校")
    page.get_by_label("开始日期").fill(ahead)
    page.get_by_label("结束日期").fill(ahead)
    page.get_by_label("下午").uncheck()
    page.get_by_label("名额").fill("4")
    page.get_by_label("地点").fill(ROOM)
    page.get_by_label("班主任").select_option(str(demo.person("trainer")))
    page.get_by_test_id("save-class").click()
    page.wait_for_url(re.compile(r"/classes/\d+$"))
    page.get_by_role("link", name="设定从哪里选人").click()
    page.get_by_label(re.compile("单位")).fill("YX")
    page.get_by_test_id("save-draws-from").click()
    return int(page.url.rpartition("/")[2])


def ask_for_a_quiz(demo: Demo, code: str) -> None:
    """The programme asks for a course's quiz."""
    with demo.facts.writing() as session:
        programme = session.query(Programme).filter_by(name=NAME).one()
        programme.quiz_curriculum_id = session.query(Curriculum.id).filter_by(code=code).scalar()
        session.commit()


def divide_seats(page: Page, demo: Demo, class_id: int) -> None:
    """By the rule first; then by hand all four for one street, which the page takes only when the sum is exact."""
    page.goto(f"/classes/{class_id}/call")
    page.get_by_test_id("divide").click()
    page.get_by_label("分配多少名额").fill("4")
    page.get_by_label(re.compile("截止")).fill((clock.today() + timedelta(days=3)).isoformat())
    page.get_by_test_id("divide").click()
    expect(page.get_by_text("合计4个名额")).to_be_visible()
    page.get_by_test_id("quotas").click()
    own = page.locator(f"[name=seats_{demo.facts.organisations[STREET]}]")
    for field in page.locator("[name^=seats_]").all():
        field.fill("0")
    own.fill("3")
    page.get_by_test_id("save-quotas").click()
    expect(page.get_by_test_id("error-summary")).to_contain_text("4个")
    own.fill("4")
    page.get_by_test_id("save-quotas").click()
    page.get_by_test_id("open-call").click()
    page.get_by_test_id("confirm-open").click()
    expect(told(page)).to_be_visible()


def nominate(page: Page, demo: Demo, class_id: int) -> list[Trainee]:
    """The street names two of its people."""
    page.goto("/calls")
    page.goto(f"/calls/{class_id}/units/{demo.facts.organisations[STREET]}")
    page.get_by_test_id("nominate").click()
    page.get_by_label("显示哪些人").select_option("everybody")
    page.get_by_role("button", name="按条件查看").click()
    looks_right(page, "nominate")
    chosen = page.locator("[name=person]")
    ids = [int(box.get_attribute("value")) for box in chosen.all()[:2]]
    for person_id in ids:
        page.locator(f"[name=person][value='{person_id}']").check()
    page.get_by_test_id("nominate-chosen").click()
    expect(told(page)).to_contain_text("2人")
    with demo.facts.writing() as session:
        people = [session.get(Person, person_id) for person_id in ids]
        return [Trainee(one.id, one.person_no, one.name) for one in people]


def call_up(page: Page, class_id: int, trainees: list[Trainee]) -> None:
    """The department confirms both and sends the notice."""
    page.goto(f"/classes/{class_id}/call/nominations")
    page.get_by_test_id("confirm-all").click()
    expect(page.locator("h1")).to_contain_text("2")
    page.goto(f"/classes/{class_id}/call/notice")
    page.get_by_test_id("write-notice").click()
    page.get_by_label("发文字号").fill("云组通字〔2026〕12号")
    page.get_by_label("参训对象").fill("社区（村）主职干部")
    page.get_by_label("培训内容").fill("依法办事")
    page.get_by_test_id("save-notice").click()
    for one in trainees:
        expect(page.get_by_text(one.name).first).to_be_attached()
    looks_right(page, "notice")
    page.get_by_test_id("send-notice").click()
    page.get_by_test_id("confirm-send").click()
    expect(told(page)).to_be_visible()


def move_to_today(demo: Demo, class_id: int) -> ClassToday:
    """The days until the class begins are over."""
    with demo.facts.writing() as session:
        schedule = session.query(ClassSchedule).filter_by(training_class_id=class_id, superseded_at=None).one()
        schedule.first_day = schedule.last_day = clock.today()
        meeting = session.query(ClassMeeting).filter_by(training_class_id=class_id).one()
        meeting.day, meeting_id = clock.today(), meeting.id
        session.commit()
    today = ClassToday(demo, class_id, meeting_id)
    today.begin_in(timedelta(minutes=5))
    return today


def hear_of_it(page: Page, class_id: int) -> None:
    """The notice is in the inbox, and behind the class."""
    page.goto("/inbox")
    expect(page.get_by_text(NAME).first).to_be_visible()
    page.goto(f"/my-classes/{class_id}/notice")
    expect(page.locator("h1")).to_be_visible()
    looks_right(page, "my-notice")


def sign_in(page: Page, today: ClassToday) -> None:
    """Scan what hangs on the wall."""
    page.goto(today.codes()[0])
    page.get_by_test_id("sign-me-in").click()
    expect(page.locator("h1")).to_contain_text("签到成功")


def pass_the_quiz(page: Page, demo: Demo, code: str) -> None:
    """Read the course, and give every right answer."""
    page.goto(f"/courses/{code}")
    page.get_by_test_id("read-on").click()
    while "/quiz" not in page.url:
        before = page.url
        page.get_by_test_id("finish").click()
        page.wait_for_url(lambda url, before=before: url != before)
    page.get_by_test_id("start-quiz").click()
    page.wait_for_url(re.compile(r"/attempts/\d+/1$"))
    attempt = int(re.search(r"/attempts/(\d+)/", page.url).group(1))
    for number, right in enumerate(right_answers(demo, attempt), 1):
        page.goto(f"/attempts/{attempt}/{number}")
        right.give(page)
        expect(page.get_by_test_id("saved")).to_have_class(re.compile("saved--saved"))
    page.goto(f"/attempts/{attempt}/hand-in")
    page.get_by_test_id("hand-in").click()
    expect(page.locator("h1")).to_contain_text("通过了")


def close(page: Page, class_id: int) -> None:
    """The supervisor closes the class: who passed the quiz has completed it, who did not has not."""
    page.goto(f"/classes/{class_id}")
    page.get_by_role("link", name="提前办结").click()
    page.get_by_test_id("confirm-close").click()
    expect(told(page)).to_contain_text("已办结")


def certificate_holds(stranger: Page, demo: Demo, class_id: int, trainee: Trainee) -> None:
    """Whoever scans the paper sees that it is genuine, and no whole name."""
    [paper] = papers_of(demo.facts, class_id)
    assert paper.name == trainee.name
    with demo.facts.session():
        code = code_on(picture_of(paper, demo.site))
    stranger.goto(code)
    expect(stranger.get_by_text(paper.number)).to_be_visible()
    expect(stranger.get_by_text(trainee.name)).to_have_count(0)
    looks_right(stranger, "certificate-checked")


def filed(page: Page, class_id: int) -> set[str]:
    """The class's file, made in the background; gives the names in it after comparing every checksum."""
    for _try in range(60):
        page.goto(f"/classes/{class_id}/file")
        if page.get_by_test_id("download-file").count():
            break
        page.wait_for_timeout(500)
    looks_right(page, "class-file")
    with page.expect_download() as download:
        page.get_by_test_id("download-file").click()
    with zipfile.ZipFile(download.value.path()) as archive:
        names = set(archive.namelist())
        manifest = json.loads(archive.read(next(name for name in names if name.endswith(".json"))))
        for one in manifest["files"]:
            assert hashlib.sha256(archive.read(one["name"])).hexdigest() == one["sha256"]
    return names


def test_the_whole_way_of_a_class(demo, log_in, visitors):
    department = log_in("district", DESK)
    plan_it(department)
    class_id = make_class(department, demo)
    ask_for_a_quiz(demo, "08")
    divide_seats(department, demo, class_id)
    trainees = nominate(log_in("street-1", DESK), demo, class_id)
    call_up(department, class_id, trainees)
    for one in trainees:
        add_account(demo.facts, one.person_id)
    first, second = (log_in(one.number, PHONE, password=PASSWORD) for one in trainees)
    hear_of_it(first, class_id)

    today = move_to_today(demo, class_id)
    sign_in(first, today)
    sign_in(second, today)
    pass_the_quiz(first, demo, "08")

    trainer = log_in("trainer", DESK)
    close(trainer, class_id)
    certificate_holds(visitors.stranger(PHONE), demo, class_id, trainees[0])
    first.goto("/certificates")
    expect(first.get_by_test_id("certificate")).to_have_count(1)
    names = " ".join(filed(trainer, class_id))
    for document in ("调训通知", "学员花名册", "课程表", "考勤表", "签到表", "结业花名册", "证书清单"):
        assert document in names
