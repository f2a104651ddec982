"""The code on the wall in the supervisor's browser, and cadres with their phones in front of it."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from lms.training.views.wall import picture_of
from tests.browser.class_today import ClassToday
from tests.browser.conftest import DESK, PHONE
from tests.browsers import IN_A_BROWSER, looks_right

pytestmark = IN_A_BROWSER

EARLY = timedelta(hours=2)


@pytest.fixture
def wall(demo, log_in):
    """The wall of a class with two cadres in it, which the supervisor has come to from their first page."""

    def put_up(training_class: ClassToday) -> Page:
        page = log_in("trainer", DESK)
        expect(page.locator("h1")).to_contain_text("今天有")
        page.get_by_test_id("start-sign-in").and_(page.locator(f'[href="{training_class.wall}"]')).click()
        expect(page.get_by_test_id("wall")).to_be_visible()
        return page

    return put_up


def scan(wall: Page, training_class: ClassToday) -> str:
    """The address that a phone reads off the wall's picture."""
    drawn = wall.locator(".qr__code svg path").last.get_attribute("d")
    return next(address for address in training_class.codes() if f'd="{drawn}"' in picture_of(address))


def signed_in(wall: Page, how_many: int, of: int) -> None:
    expect(wall.get_by_test_id("wall")).to_contain_text(f"已签到{how_many}人，应到{of}人")


def test_scanning_without_being_logged_in_and_typing_the_number(demo, wall, visitors):
    today = ClassToday.make(demo, "cadre-1", "cadre-2")
    shown = wall(today)
    signed_in(shown, 0, of=2)
    looks_right(shown, "wall")

    phone = visitors.stranger(PHONE)
    phone.goto(scan(shown, today))
    expect(phone.get_by_text(re.compile("登录后自动回到.*的签到"))).to_be_visible()
    visitors.fill_in_login(phone, "cadre-1")
    expect(phone.get_by_text("周德海")).to_be_visible()  # who signs in, and where, before it counts
    looks_right(phone, "sign-in-confirm")
    phone.get_by_test_id("sign-me-in").click()
    expect(phone.locator("h1")).to_contain_text("签到成功")
    looks_right(phone, "signed-in")
    signed_in(shown, 1, of=2)

    other = visitors.log_in("cadre-2", PHONE)
    other.locator(".bottombar").get_by_role("link", name="签到").click()
    other.get_by_test_id("number").fill(shown.locator(".qr__digits").inner_text())
    other.get_by_test_id("sign-in").click()
    expect(other.locator("h1")).to_contain_text("签到成功")
    signed_in(shown, 2, of=2)


def test_a_wrong_number_says_where_to_look_and_spoils_nothing(demo, wall, log_in):
    today = ClassToday.make(demo, "cadre-2")
    shown = wall(today)
    phone = log_in("cadre-2", PHONE)
    phone.goto("/sign-in")
    phone.get_by_test_id("number").fill("000000")
    phone.get_by_test_id("sign-in").click()
    expect(phone.get_by_role("alert")).to_contain_text("数字不对")
    looks_right(phone, "sign-in-wrong-number")
    phone.get_by_test_id("number").fill(shown.locator(".qr__digits").inner_text())
    phone.get_by_test_id("sign-in").click()
    expect(phone.locator("h1")).to_contain_text("签到成功")


def test_a_scan_that_comes_too_early_is_told_when_to_come_and_never_spoils_the_later_one(demo, log_in):
    later = ClassToday.make(demo, "cadre-1", starts_in=EARLY)
    phone = log_in("cadre-1", PHONE)
    phone.goto(later.codes()[0])
    expect(phone.locator("h1")).to_contain_text("现在还不能签到")
    looks_right(phone, "sign-in-too-early")
    later.begin_in(timedelta(minutes=10))
    phone.goto(later.codes()[0])
    phone.get_by_test_id("sign-me-in").click()
    expect(phone.locator("h1")).to_contain_text("签到成功")


def test_who_comes_late_and_who_is_not_on_the_list_are_told_whom_to_ask(demo, log_in):
    begun = ClassToday.make(demo, "cadre-1", starts_in=timedelta(minutes=-20))
    phone = log_in("cadre-1", PHONE)
    phone.goto(begun.codes()[0])
    phone.get_by_test_id("sign-me-in").click()
    expect(phone.locator("h1")).to_contain_text("记为迟到")
    expect(phone.get_by_text("王敏")).to_be_visible()
    stranger = log_in("cadre-2", PHONE)
    stranger.goto(begun.codes()[0])
    expect(stranger.locator("h1")).to_have_text("名单里没有您")
    looks_right(stranger, "sign-in-not-on-the-list")


def test_a_code_that_cannot_be_renewed_does_not_stay_up(demo, wall):
    shown = wall(ClassToday.make(demo, "cadre-1"))
    expect(shown.locator(".qr__digits")).to_be_visible()
    shown.context.set_offline(True)
    expect(shown.get_by_test_id("wall")).to_contain_text("换码中断")
    expect(shown.locator(".qr__digits")).to_have_count(0)
    looks_right(shown, "wall-broken")
    shown.context.set_offline(False)
    expect(shown.locator(".qr__digits")).to_be_visible()
