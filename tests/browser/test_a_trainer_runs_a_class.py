"""The trainer of the party school at a desk: a new class, its people, the roll by keyboard, closing, reopening."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from lms import clock
from tests.browser.conftest import DESK
from tests.browser.demo import Demo
from tests.browsers import IN_A_BROWSER, looks_right

pytestmark = IN_A_BROWSER

NAMES = ("赵建国", "钱守义", "孙秀兰", "阿依古丽·买买提江", "慕容㛃")
TWICE = "赵建国"


@pytest.fixture
def trainees(demo: Demo) -> None:
    """Five people of one community, and one of another street who has the name of the first."""
    for name in NAMES:
        demo.facts.add_person(name, at="YX12001", position="社区委员")
    demo.facts.add_person(TWICE, at="YX16001", position="村会计")


def rows(page: Page) -> Locator:
    return page.get_by_test_id("roll-row")


def told(page: Page) -> Locator:
    """What the last change did, at the top of the page."""
    return page.locator(".notice").first


def make_class(page: Page) -> None:
    """From the first page to a class of today's morning and afternoon."""
    today = clock.today().isoformat()
    page.get_by_test_id("new-class").click()
    expect(page.locator("h1")).to_have_text("新建哪个培训项目的班？")
    page.get_by_role("link", name="社区（村）主职干部集中轮训班").click()
    page.get_by_label("开始日期").fill(today)
    page.get_by_label("结束日期").fill(today)
    page.get_by_test_id("save-class").click()
    page.wait_for_url(re.compile(r"/classes/\d+$"))


def add_evening(page: Page) -> None:
    """One more half-day, with what it is about."""
    page.get_by_role("link", name="添加课次").click()
    page.get_by_label("日期").fill(clock.today().isoformat())
    page.get_by_label("上午或下午").select_option(label="晚上")
    page.get_by_label("上课时间").fill("19:00")
    page.get_by_label("下课时间").fill("20:30")
    page.get_by_label("内容").fill("化解矛盾纠纷案例研讨")
    page.get_by_test_id("save-meeting").click()
    page.wait_for_url(re.compile(r"/classes/\d+$"))


def draw_from_the_whole_district(log_in, class_url: str) -> None:
    """The organisation department lets the class draw people from everywhere."""
    department = log_in("district", DESK)
    department.goto(class_url)
    department.get_by_role("link", name="设定从哪里选人").click()
    department.get_by_label(re.compile("单位")).fill("YX")
    department.get_by_test_id("save-draws-from").click()
    expect(department.get_by_role("definition").filter(has_text=re.compile("^云溪区$"))).to_be_visible()


def enrol_by_pasting(page: Page) -> None:
    """A pasted list: one name stands for two people, one for nobody; nobody is enrolled until both are settled."""
    page.get_by_role("link", name="学员", exact=True).last.click()
    page.get_by_test_id("paste").click()
    page.get_by_label("姓名或人员编号").fill("\n".join([*NAMES, "查无此人"]))
    page.get_by_test_id("enrol-list").click()
    expect(page.get_by_role("group", name=f"有2人都叫{TWICE}，请选是哪一位")).to_be_visible()
    expect(page.get_by_text("查无此人").first).to_be_visible()
    looks_right(page, "enrol-doubtful")
    page.get_by_test_id("candidate").first.check()
    page.get_by_label(re.compile("没有找到的")).check()
    page.get_by_test_id("enrol-list").click()
    expect(told(page)).to_contain_text("5人")


def call_the_roll_by_keyboard(page: Page) -> None:
    """No mouse: Tab to the first person, a digit for each, minutes for who left early, Enter to save."""
    first = rows(page).first.get_by_role("radio").first
    for _stop in range(40):
        if first.evaluate("radio => radio === document.activeElement"):
            break
        page.keyboard.press("Tab")
    for key in ("1", "2", "3"):
        page.keyboard.press(key)
    page.keyboard.type("60")
    page.keyboard.press("Tab")
    for key in ("4", "5"):
        page.keyboard.press(key)
    expect(page.locator(".dock")).to_contain_text("到3人，请假1人，缺席1人")
    expect(page.locator(".dock")).to_contain_text("每个人都有记录")
    expect(page.get_by_text("没有记录", exact=True).locator("visible=true")).to_have_count(0)
    looks_right(page, "roll-call-marked")
    expect(page.get_by_test_id("save-roll")).to_be_focused()
    page.keyboard.press("Enter")
    expect(told(page)).to_contain_text("5")


def test_a_class_from_its_making_to_its_closing(demo, log_in, trainees):
    page = log_in("trainer", DESK)
    make_class(page)
    class_url = page.url
    add_evening(page)
    expect(page.get_by_text("化解矛盾纠纷案例研讨")).to_be_visible()

    draw_from_the_whole_district(log_in, class_url)
    enrol_by_pasting(page)

    page.goto(class_url)
    page.get_by_test_id("roll-call").first.click()
    expect(rows(page)).to_have_count(len(NAMES))
    call_the_roll_by_keyboard(page)
    expect(page).to_have_url(class_url)
    page.get_by_test_id("roll-call").first.click()
    assert [row.get_by_role("radio", checked=True).input_value() for row in rows(page).all()] == [
        "present", "late", "left_early", "leave", "absent",
    ]  # fmt: skip

    page.goto(class_url)
    page.get_by_role("link", name="提前办结").click()
    expect(page.locator("h1")).to_contain_text("办结")
    looks_right(page, "class-close")
    page.get_by_test_id("confirm-close").click()
    expect(told(page)).to_contain_text("已办结")

    page.get_by_test_id("reopen").click()
    page.get_by_label("事由").fill("下午的考勤还没有补")
    page.get_by_test_id("confirm-reopen").click()
    expect(page.get_by_role("link", name="提前办结")).to_be_visible()
    page.get_by_role("link", name="提前办结").click()
    page.get_by_test_id("confirm-close").click()
    expect(told(page)).to_contain_text("已办结")
    looks_right(page, "class-closed")
