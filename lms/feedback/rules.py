"""What is asked, who may be asked until when, and from how many answers on a result is shown: pure decisions."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum

LEAST_ANSWERS = 5
"""Fewer answers are shown to nobody."""
ANSWER_DAYS = 30
"""So long after its last day a class may be evaluated."""


class Question(StrEnum):
    """What is asked of each topic and its teacher, and of the class as a whole."""

    USE = "use"  # of the topic, for one's work
    TEACHING = "teaching"  # how clearly it was taught
    ARRANGEMENT = "arrangement"  # of courses and times
    SERVICE = "service"  # organisation, board and lodging
    GAIN = "gain"  # what the whole class brought


TOPIC_QUESTIONS = (Question.USE, Question.TEACHING)
CLASS_QUESTIONS = (Question.ARRANGEMENT, Question.SERVICE, Question.GAIN)
SCORES = (5, 4, 3, 2, 1)


def last_answer_day(last_day: date) -> date:
    """The last day on which a class that ended on `last_day` may be evaluated."""
    return last_day + timedelta(days=ANSWER_DAYS)


Counts = dict[Question, list[int]]
"""How many chose each of `SCORES`, by question."""


def counted(counts: Counts, chosen: Mapping[Question, int]) -> Counts:
    """The same with one more answer."""
    return {
        question: [
            number + (score == one) for number, one in zip(counts.get(question, [0] * len(SCORES)), SCORES, strict=True)
        ]
        for question, score in chosen.items()
    }


def answers_in(counts: Counts) -> int:
    """How many answers were counted; each answers every question."""
    return max((sum(numbers) for numbers in counts.values()), default=0)


def may_be_shown(counts: Counts) -> bool:
    """Whether these answers may be shown together: five people's at least.

    What is shown is a sum; whoever looks before and after learns the difference, so it grows by no fewer either.
    """
    return answers_in(counts) >= LEAST_ANSWERS


def average_hundredths(weighted: int, answers: int) -> int | None:
    """The mean score in hundredths, rounded half up; None without answers."""
    return (weighted * 200 + answers) // (2 * answers) if answers else None
