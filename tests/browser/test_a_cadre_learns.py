"""A community secretary with a phone: reads a course, passes its quiz, finds it in the record."""

import re
from http import HTTPStatus

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.papers import Right, right_answers
from tests.browsers import IN_A_BROWSER, looks_right, network_cut

pytestmark = IN_A_BROWSER

SAVED, UNSAVED = re.compile("saved--saved"), re.compile("saved--unsaved")


def saved(page: Page):
    return page.get_by_test_id("saved")


def attempt_of(page: Page) -> int:
    return int(re.search(r"/attempts/(\d+)/", page.url).group(1))


@pytest.fixture
def in_the_quiz(demo, log_in):
    """`in_the_quiz("05")`: the cadre has finished the lessons of a course by reading, and begun its quiz."""

    def begin(code: str) -> Page:
        page = log_in("cadre-1", PHONE)
        page.goto(f"/courses/{code}")
        page.get_by_test_id("read-on").click()
        while "/quiz" not in page.url:
            finish_lesson(page)
        page.get_by_test_id("start-quiz").click()
        expect(page).to_have_url(re.compile(r"/attempts/\d+/1$"))
        return page

    return begin


def finish_lesson(page: Page) -> None:
    """Read to the end and say so; waits for the page that follows."""
    expect(page.get_by_test_id("lesson")).to_be_visible()
    before = page.url
    page.get_by_test_id("finish").click()
    page.wait_for_url(lambda url: url != before)


def test_from_the_first_lesson_to_the_training_record(demo, log_in):
    page = log_in("cadre-1", PHONE)
    expect(page).to_have_url(f"{demo.site}/learn")
    expect(page.locator("h1")).to_contain_text("今年还有")

    page.get_by_test_id("go-on").click()
    expect(page.get_by_test_id("lesson")).to_be_visible()
    course = re.search(r"/courses/(\w+)/", page.url).group(1)
    while "/quiz" not in page.url:
        finish_lesson(page)
    expect(page.get_by_text("每次选好答案就保存").or_(page.get_by_text("保存")).first).to_be_visible()

    page.get_by_test_id("start-quiz").click()
    page.wait_for_url(re.compile(r"/attempts/\d+/1$"))
    answers = right_answers(demo, attempt_of(page))
    for number, right in enumerate(answers, start=1):
        expect(page.get_by_text(f"第{number}题", exact=True).first).to_be_visible()
        right.give(page)
        expect(saved(page)).to_have_class(SAVED)
        page.get_by_test_id("to-hand-in" if number == len(answers) else "next").click()
    page.wait_for_url(re.compile("/hand-in$"))
    expect(page.locator("h1")).to_have_text("全部题目都答了")
    page.get_by_test_id("hand-in").click()

    page.wait_for_url(re.compile("/result$"))
    expect(page.locator("h1")).to_contain_text("通过了，100分")
    expect(page.locator(".marked")).to_have_count(len(answers))
    expect(page.get_by_text("解析").first).to_be_visible()
    looks_right(page, "quiz-result-passed")

    page.goto("/record")
    expect(page.locator("h1")).to_contain_text("学时")
    page.goto(f"/courses/{course}")
    expect(page.locator("h1")).to_contain_text("通过")


def test_without_network_the_answer_waits_in_the_phone_and_is_saved_later(demo, in_the_quiz):
    page = in_the_quiz("02")
    right = right_answers(demo, attempt_of(page))[0]
    with network_cut(page.context):
        right.give(page)
        expect(saved(page)).to_have_class(UNSAVED)
        expect(saved(page)).to_contain_text("还没有保存")
        looks_right(page, "quiz-no-network")
        page.get_by_test_id("next").click()
        expect(saved(page)).to_contain_text("网络断了，还翻不了页")
    page.wait_for_url(re.compile(r"/attempts/\d+/2$"))  # by itself, and with the answer saved
    page.get_by_test_id("previous").click()
    page.wait_for_url(re.compile(r"/attempts/\d+/1$"))
    expect(saved(page)).to_have_class(SAVED)


def test_with_network_but_no_answer_from_the_server_nothing_is_lost_either(demo, in_the_quiz):
    page = in_the_quiz("05")
    right = right_answers(demo, attempt_of(page))[0]
    page.route("**/answer", lambda route: route.abort())
    right.give(page)
    expect(saved(page)).to_have_class(UNSAVED)
    page.unroute("**/answer")
    expect(saved(page)).to_have_class(SAVED)  # it tries again every few seconds


def test_going_on_at_another_device_and_an_old_page_never_wins(demo, in_the_quiz, log_in, visitors):
    visitors.complaints.expected.add(HTTPStatus.CONFLICT)
    phone = in_the_quiz("03")
    number, _right = a_choice(demo, attempt_of(phone))
    phone.goto(f"/attempts/{attempt_of(phone)}/{number}")

    desk = log_in("cadre-1", DESK)
    desk.goto("/courses/03/quiz")
    expect(desk.get_by_test_id("start-quiz")).to_have_text("接着答题")
    desk.get_by_test_id("start-quiz").click()
    desk.goto(phone.url)
    options = desk.locator("[name=answer]")
    first, second = options.nth(0).get_attribute("value"), options.nth(1).get_attribute("value")
    Right.option(desk, first).check()
    expect(saved(desk)).to_have_class(SAVED)

    # The phone still shows the question unanswered. One bare click: check() would press again on the page that comes.
    Right.option(phone, second).dispatch_event("click")
    expect(saved(phone)).to_contain_text("另一台设备上有更新的答案")
    expect(Right.option(phone, first)).to_be_checked()
    looks_right(phone, "quiz-newer-answer")

    Right.option(phone, second).check()  # now that it knows, the last word is the phone's
    expect(saved(phone)).to_have_class(SAVED)
    desk.reload()
    expect(Right.option(desk, second)).to_be_checked()


def a_choice(demo, attempt_id: int) -> tuple[int, Right]:
    """A single choice on the paper: its number, and what is right."""
    return next(
        (number, right) for number, right in enumerate(right_answers(demo, attempt_id), 1) if right.kind == "single"
    )


def test_handing_in_too_early_names_what_is_missing_and_wrong_answers_come_first(demo, in_the_quiz):
    page = in_the_quiz("04")
    answers = right_answers(demo, attempt_of(page))
    answers[0].give(page)
    expect(saved(page)).to_have_class(SAVED)
    page.goto(f"/attempts/{attempt_of(page)}/hand-in")
    expect(page.locator("h1")).to_contain_text(f"还有{len(answers) - 1}题没有答")
    looks_right(page, "quiz-hand-in")
    page.get_by_test_id("hand-in").click()
    page.wait_for_url(re.compile("/result$"))
    expect(page.locator("h1")).to_contain_text("没有通过")
    expect(page.locator("[aria-labelledby=mistakes] .marked")).to_have_count(len(answers) - 1)
    looks_right(page, "quiz-result-failed")
    page.go_back()  # to the page with the button: what is handed in stays handed in
    page.goto(page.url.replace("/hand-in", "/1"))
    expect(page).to_have_url(re.compile("/result$"))
