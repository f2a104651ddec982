"""What is right on a paper, looked up where no browser can, and how a person gives that answer on a page."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page
from sqlalchemy import select

from lms.assessment.models import AttemptItem, Question, QuestionVersion
from tests.browser.demo import Demo


@dataclass(frozen=True)
class Right:
    """The right answer to one question of one paper: the key as it is stored, by kind."""

    kind: str
    key: Any

    def give(self, page: Page) -> None:
        """Give this answer as a person would."""
        match self.kind:
            case "single" | "multiple":
                for place in self.key:
                    self.option(page, place).check()
            case "true_false":
                self.option(page, str(self.key).lower()).check()
            case "matching":
                for number, choice in enumerate(self.key):
                    page.locator(f"#answer-{number}").select_option(label=choice)
            case "numeric":
                page.locator("#answer").fill(self.key[0][0])
            case _:
                page.locator("#answer").fill(self.key[0])

    @staticmethod
    def option(page: Page, value: object):
        """The option that stands for a value."""
        return page.locator(f'[name=answer][value="{value}"]')


def right_answers(demo: Demo, attempt_id: int) -> list[Right]:
    """The right answers of a paper, in its order."""
    with demo.facts.session() as session:
        rows = session.execute(
            select(Question.kind, QuestionVersion.key)
            .join(QuestionVersion, QuestionVersion.question_id == Question.id)
            .join(AttemptItem, AttemptItem.question_version_id == QuestionVersion.id)
            .where(AttemptItem.attempt_id == attempt_id)
            .order_by(AttemptItem.position)
        )
        return [Right(kind, key["right"]) for kind, key in rows]
