"""A trainer hands out a file and asks for a reflection; a cadre reads it, writes on a phone, and reworks it."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from lms import clock
from lms.training.models import Enrolment, TrainingClass
from tests.browser.conftest import PHONE
from tests.browsers import IN_A_BROWSER, looks_right
from tests.facts.materials import PDF

pytestmark = IN_A_BROWSER


@pytest.fixture
def class_id(demo) -> int:
    """The class ahead in which the demo's cadre has a seat."""
    with demo.facts.session() as session:
        return session.scalars(
            select(TrainingClass.id)
            .join(Enrolment, Enrolment.training_class_id == TrainingClass.id)
            .where(Enrolment.person_id == demo.person("cadre-1"), TrainingClass.closed_at.is_(None))
            .order_by(TrainingClass.id.desc())
        ).first()


def test_from_the_file_to_the_reworked_reflection(log_in, class_id):
    trainer = log_in("trainer")
    trainer.goto(f"/classes/{class_id}/materials")
    day = str(clock.today() + timedelta(days=7))
    hand_out(trainer, day)
    ask_for_reflection(trainer, day)

    cadre = log_in("cadre-1", PHONE)
    cadre.goto(f"/my-classes/{class_id}/tasks")
    row = cadre.get_by_role("row").filter(has_text="手机上读的讲义").first
    row.get_by_test_id("tick").click()
    expect(cadre.get_by_role("row").filter(has_text="手机上读的讲义").first).to_contain_text("已读")
    looks_right(cadre, "my-tasks")

    cadre.get_by_role("link", name="回村第一周").click()
    cadre.locator("[name=body]").fill("写到一半")
    cadre.reload()
    expect(cadre.locator("[name=body]")).to_have_value("写到一半")  # a lost page loses nothing of it
    cadre.locator("[name=body]").fill("第一稿，回村先走访。")
    cadre.get_by_test_id("hand-in").click()
    expect(cadre.get_by_role("row").filter(has_text="回村第一周")).to_contain_text("已交")

    hand_back(trainer, class_id)

    cadre.goto(f"/my-classes/{class_id}/tasks")
    expect(cadre.get_by_role("row").filter(has_text="回村第一周")).to_contain_text("退回修改")
    cadre.get_by_role("link", name="回村第一周").click()
    expect(cadre.locator("[name=body]")).to_have_value("第一稿，回村先走访。")
    looks_right(cadre, "my-reflection-returned")
    cadre.locator("[name=body]").fill("第二稿，先走访，再开会。")
    cadre.get_by_test_id("hand-in").click()
    cadre.get_by_role("link", name="回村第一周").click()
    expect(cadre.locator("main")).to_contain_text("之前的1稿")
    expect(cadre.locator("[name=body]")).to_have_value("第二稿，先走访，再开会。")


def hand_out(trainer, day: str) -> None:
    """A file that is to be read before the class."""
    trainer.get_by_test_id("add-file").click()
    trainer.locator("[name=file]").set_input_files({"name": "讲义.pdf", "mimeType": "text/html", "buffer": PDF})
    trainer.locator("[name=title]").fill("手机上读的讲义")
    trainer.locator("[name=is_reading]").check()
    trainer.locator("[name=read_before]").fill(day)
    trainer.get_by_test_id("save-file").click()
    expect(trainer.locator("main")).to_contain_text("手机上读的讲义")


def ask_for_reflection(trainer, day: str) -> None:
    """A task that everybody in the class finds."""
    trainer.get_by_test_id("ask-reflection").click()
    trainer.locator("[name=title]").fill("回村第一周")
    trainer.locator("[name=due_on]").fill(day)
    trainer.get_by_test_id("save-task").click()
    expect(trainer.get_by_role("link", name="回村第一周")).to_be_visible()


def hand_back(trainer, class_id: int) -> None:
    """The trainer reads what waits, and wants more of it."""
    trainer.goto(f"/classes/{class_id}/materials")
    trainer.get_by_role("link", name="回村第一周").click()
    trainer.locator("tbody th a").first.click()
    looks_right(trainer, "reflection")
    trainer.locator("[name=body]").fill("再写写怎么开会。")
    trainer.locator("[name=returns]").check()
    trainer.get_by_test_id("send-comment").click()
    expect(trainer).to_have_url(re.compile(r"/tasks/\d+$"))
