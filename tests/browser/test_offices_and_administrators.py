"""A street office, and the three administrators who watch each other: accounts, rights, the trail."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.demo import Demo
from tests.browsers import IN_A_BROWSER, looks_right

pytestmark = IN_A_BROWSER

NEW_PASSWORD = "梨花村口有三棵树"


@pytest.fixture
def newcomer(demo: Demo) -> str:
    """Somebody of 东屏街道 who has no account yet; gives the person number."""
    demo.facts.add_person("何新", at="YX14001", person_no="NEW0001", position="社区工作者")
    return "NEW0001"


def test_a_street_sees_its_own_people_and_nothing_of_another(log_in, visitors):
    page = log_in("street-1", DESK)
    expect(page).to_have_url(re.compile("/rotation$"))
    expect(page.locator(".rail__title").last).to_contain_text("望海街道")
    expect(page.get_by_text("青禾镇")).to_have_count(0)

    page.get_by_role("link", name="单位与人员").last.click()
    expect(page.locator("h1")).to_contain_text("单位与人员")
    page.get_by_label("姓名或人员编号").fill("周德海")  # who is of 青禾镇
    page.get_by_role("button", name="按条件查看").click()
    expect(page.get_by_role("link", name="周德海")).to_have_count(0)
    page.get_by_label("姓名或人员编号").fill("沈玉梅")
    page.get_by_role("button", name="按条件查看").click()
    expect(page.get_by_role("link", name="沈玉梅")).to_have_count(1)

    page.goto("/rotation/organisations/YX16")
    expect(page.locator("h1")).to_have_text("没有找到这个页面")
    looks_right(page, "not-found")
    page.goto("/accounts")
    expect(page.locator("h1")).to_have_text("没有找到这个页面")


def code_on_slip(page: Page, person_no: str) -> str:
    """The activation code on somebody's slip."""
    row = page.get_by_role("row").filter(has_text=person_no)
    return row.locator("b.num").inner_text()


def test_accounts_are_opened_slips_printed_and_the_first_login_sets_the_password(demo, log_in, visitors, newcomer):
    admin = log_in("system-admin", DESK)
    expect(admin).to_have_url(re.compile("/accounts$"))
    admin.get_by_test_id("open-accounts").click()
    admin.get_by_role("link", name=re.compile("东屏街道")).click()
    admin.get_by_test_id("open").click()
    expect(admin.locator("h1")).to_contain_text("激活码")
    code = code_on_slip(admin, newcomer)
    looks_right(admin, "slips")
    admin.emulate_media(media="print")
    expect(admin.get_by_test_id("xlsx")).to_be_hidden()  # on paper are the slips, not what can be pressed
    expect(admin.get_by_text(code)).to_be_visible()

    phone = visitors.stranger(PHONE)
    phone.goto("/")
    visitors.fill_in_login(phone, newcomer, code)
    expect(phone.locator("h1")).to_have_text("设一个新密码")
    looks_right(phone, "first-password")
    phone.get_by_test_id("new").fill("12345678")
    phone.get_by_test_id("again").fill("12345678")
    phone.get_by_test_id("save-password").click()
    expect(phone.locator(".summary")).to_be_focused()
    looks_right(phone, "first-password-refused")
    phone.get_by_test_id("new").fill(NEW_PASSWORD)
    phone.get_by_test_id("again").fill(NEW_PASSWORD)
    phone.get_by_test_id("save-password").click()
    expect(phone).to_have_url(f"{demo.site}/learn")

    another = visitors.log_in(newcomer, PHONE, password=NEW_PASSWORD)
    expect(another).to_have_url(f"{demo.site}/learn")


def test_a_right_is_given_works_at_once_and_is_taken_back(demo, log_in):
    cadre = log_in("cadre-2", DESK)
    expect(cadre.get_by_test_id("other-role")).to_have_count(0)

    security = log_in("security-admin", DESK)
    expect(security).to_have_url(re.compile("/grants$"))
    security.get_by_test_id("give-grant").click()
    security.get_by_test_id("person-no").fill("cadre-2")
    security.get_by_test_id("role").select_option("trainer")
    security.get_by_test_id("organisation").fill("YX12")
    security.get_by_test_id("give").click()
    expect(security.get_by_role("row").filter(has_text="沈玉梅")).to_contain_text("望海街道")
    looks_right(security, "grants")

    cadre.reload()
    cadre.get_by_test_id("other-role").click()
    expect(cadre).to_have_url(re.compile("/classes$"))

    security.get_by_role("link", name="收回沈玉梅的").click()
    security.get_by_test_id("confirm-take-back").click()
    expect(security.get_by_role("row").filter(has_text="沈玉梅")).to_have_count(0)
    cadre.reload()
    expect(cadre.locator("h1")).to_have_text("没有找到这个页面")


def test_the_auditor_reads_the_trail_and_checks_it(log_in):
    page = log_in("auditor", DESK)
    expect(page).to_have_url(re.compile("/audit$"))
    expect(page.locator("h1")).to_contain_text("审计记录")
    page.get_by_label("谁（姓名或编号）").fill("傅晓兰")
    page.get_by_role("button", name="按条件查看").click()
    page.get_by_role("row").nth(1).get_by_role("link").click()
    expect(page.locator("h1")).to_contain_text("傅晓兰")
    page.get_by_role("link", name="校验").first.click()
    page.get_by_test_id("check").click()
    expect(page.locator("h1")).to_have_text("审计记录完整")
    looks_right(page, "audit-checked")
