"""Every role does its first task in at most three clicks from the login."""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests.browser.class_today import ClassToday
from tests.browser.conftest import DESK, PHONE
from tests.browsers import IN_A_BROWSER, photograph
from tests.facts.accounts import PASSWORD, add_account
from tests.facts.rotation_pages import evaluate

pytestmark = IN_A_BROWSER

A_PERSON, OPEN_ACCOUNTS = "main .table .person", "[data-testid=open-accounts]"


@dataclass(frozen=True)
class FirstTask:
    """What somebody comes for: what they press after logging in, and what they then see."""

    username: str
    presses: tuple[str, ...]
    sees: str
    width: int = DESK


FIRST_TASKS = (
    FirstTask("cadre-1", ("[data-testid=go-on]",), "[data-testid=lesson]", PHONE),
    FirstTask("trainer", ("[data-testid=start-sign-in]",), "[data-testid=wall]"),
    FirstTask("trainer", ("main [data-testid=roll-call]",), "[data-testid=save-roll]"),
    FirstTask("district", (A_PERSON,), "[data-testid=reason]"),
    FirstTask("street-1", (A_PERSON,), ".reasons"),
    FirstTask(
        "system-admin", (OPEN_ACCOUNTS, ".branch:has-text('北岭镇')", "[data-testid=open]"), "h1:has-text('激活码')"
    ),
    FirstTask("security-admin", ("[data-testid=give-grant]",), "[data-testid=give]"),
    FirstTask("auditor", (A_PERSON,), "dd"),
    FirstTask("auditor", (".rail a:has-text('校验')", "[data-testid=check]"), "h1:has-text('审计记录完整')"),
)


@pytest.fixture(autouse=True)
def something_to_do(demo) -> None:
    """The trainer has a class that meets now."""
    ClassToday.make(demo, "cadre-2")


@pytest.mark.parametrize("task", FIRST_TASKS, ids=lambda task: f"{task.username}-{task.presses[-1]}")
def test_a_first_task_takes_at_most_three_clicks(log_in, task):
    page: Page = log_in(task.username, task.width)
    expect(page).not_to_have_url(re.compile("/login"))
    assert len(task.presses) <= 3
    for press in task.presses:
        page.locator(press).locator("visible=true").first.click()
    expect(page.locator(task.sees).first).to_be_visible()


def test_on_a_phone_the_way_to_go_on_is_in_sight_above_the_bar(demo, log_in):
    secretary = demo.facts.add_person("何守田", at="YX16002", person_no="SEEN01", political_status="中共党员")
    add_account(demo.facts, secretary)
    evaluate(demo.facts)
    page = log_in("SEEN01", PHONE, password=PASSWORD)
    photograph(page, "learn")
    button, bar = page.get_by_test_id("go-on").bounding_box(), page.locator(".bottombar").bounding_box()
    assert button["y"] + button["height"] <= bar["y"]
