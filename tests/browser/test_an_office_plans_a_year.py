"""A street plans a year: a programme in, set up, its class in the calendar, and the plan copied into the next year."""

from datetime import date, timedelta

from playwright.sync_api import Page, expect

from lms import clock
from tests.browser.conftest import PHONE
from tests.browsers import IN_A_BROWSER, faults_of

pytestmark = IN_A_BROWSER

NAME = "网格员应急处置培训班"


def next_monday() -> date:
    today = clock.today()
    return today + timedelta(days=7 - today.weekday())


def plan_it(page: Page, begins: date) -> None:
    page.get_by_test_id("plan-programme").click()
    page.get_by_label("项目名称").fill(NAME)
    page.get_by_label("培训类别").select_option("专题培训")
    page.get_by_label("社区(村)工作人员").check()
    page.get_by_label("计划名额").fill("45")
    page.get_by_label("每期天数").fill("1")
    page.get_by_label("每期学时").fill("8")
    page.get_by_label("计划开始时间").fill(f"{begins:%Y-%m}")
    page.get_by_test_id("save-planned").click()


def test_a_street_plans_sets_up_sees_the_calendar_and_copies(log_in):
    first = next_monday()
    page = log_in("street-1")
    page.goto(f"/plan?year={first.year}")
    plan_it(page, first)
    expect(page.get_by_test_id("notice-done")).to_contain_text(NAME)
    row = page.get_by_role("row", name=NAME)
    expect(row).to_contain_text("还没有立项")
    row.get_by_test_id("set-up").click()
    expect(page.get_by_test_id("notice-done")).to_contain_text("已经立项")
    page.get_by_label("开始日期").fill(first.isoformat())
    page.get_by_label("结束日期").fill(first.isoformat())
    page.get_by_label("名额").fill("45")
    page.get_by_label("地点").fill("望海街道党群服务中心")
    page.locator("form button.btn-main").click()
    expect(page.get_by_test_id("notice-done")).to_be_visible()
    page.goto(f"/plan?year={first.year}")
    expect(page.get_by_role("row", name=NAME)).to_contain_text("已建1个班、45个名额")
    page.get_by_role("link", name="日历", exact=True).click()
    page.goto(f"/plan/calendar?year={first.year}&month={first.month}")
    expect(page.get_by_role("link", name=f"{NAME}第1期")).to_be_visible()
    page.goto(f"/plan?year={first.year + 1}")
    page.get_by_test_id("copy-plan").click()
    expect(page.get_by_role("row", name=NAME)).to_be_visible()
    page.get_by_test_id("copy-chosen").click()
    expect(page.get_by_test_id("notice-done")).to_contain_text("已复制")
    expect(page.get_by_role("row", name=NAME)).to_contain_text("还没有立项")


def test_on_a_phone_the_calendar_is_a_list_by_month(log_in):
    page = log_in("district", PHONE)
    page.goto("/plan/calendar?year=2026")
    expect(page.get_by_role("heading", name="全年一览")).to_be_hidden()
    expect(page.get_by_test_id("month-1")).to_be_visible()
    page.get_by_test_id("month-1").locator("summary").click()
    expect(page.get_by_test_id("month-1")).to_contain_text("休：元旦")
    assert faults_of(page) == []
