"""How a person stands with a curriculum's quiz."""

from dataclasses import dataclass
from datetime import datetime

from lms import clock
from lms.assessment.models import Attempt
from lms.assessment.queries.attempts import attempts_of
from lms.assessment.rules import PaperRule
from lms.curriculum.models import Curriculum
from lms.curriculum.queries import lessons_left


@dataclass(frozen=True)
class Standing:
    """What may be done next, and the best of what was done; scores in hundredths."""

    rule: PaperRule
    lessons_left: int
    attempts_used: int
    running: Attempt | None
    best_cents: int | None
    passed: bool
    finished: tuple[Attempt, ...]

    @property
    def attempts_left(self) -> int:
        """How many attempts this year still allows; one that is running counts as used."""
        return max(0, self.rule.attempts_a_year - self.attempts_used)

    @property
    def may_start(self) -> bool:
        """Whether a new attempt may begin now."""
        return self.running is None and not self.lessons_left and self.attempts_left > 0


def standing_of(person_id: int, curriculum: Curriculum, now: datetime) -> Standing:
    """How a person stands with a quiz at `now`."""
    every = attempts_of(person_id, curriculum.id)
    year = clock.local(now).year
    scores = [one.score_cents for one in every if one.score_cents is not None]
    return Standing(
        rule=PaperRule.from_json(curriculum.quiz),
        lessons_left=lessons_left(person_id, curriculum.id),
        attempts_used=sum(one.year == year for one in every),
        running=next((one for one in every if one.submitted_at is None and one.deadline_at > now), None),
        best_cents=max(scores, default=None),
        passed=any(one.passed for one in every),
        finished=tuple(one for one in every if one.marked_at is not None),
    )
