"""What a curriculum is: its kinds, its lessons, the rule of its quiz, and what reading it is worth."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

PARTS = ("情景", "方法", "案例", "容易出错的地方", "带走的清单", "想一想")  # of every lesson, in this order


class CurriculumKind(StrEnum):
    """Basic capabilities (「意见」四(一)), skills of main classes, themes of winter and spring rounds (四(二))."""

    CAPABILITY = "capability"
    SKILL = "skill"
    THEME = "theme"


@dataclass(frozen=True, slots=True)
class PaperRule:
    """How a curriculum's quiz is drawn and passed.

    `pass_mark` counts out of 100. `by_difficulty` and `by_kind` say how many questions of each are wanted, as
    far as the bank has them; both may be empty. `cases` is the number of case texts at most.
    """

    pass_mark: int = 80
    attempts_a_year: int = 2
    minutes: int = 20
    questions: int = 10
    by_difficulty: tuple[tuple[str, int], ...] = ()
    by_kind: tuple[tuple[str, int], ...] = ()
    cases: int = 1

    def to_json(self) -> dict[str, Any]:
        """As it is stored with its curriculum."""
        return asdict(self) | {"by_difficulty": dict(self.by_difficulty), "by_kind": dict(self.by_kind)}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "PaperRule":
        """The rule that `to_json` gave."""
        words = {name: tuple(stored[name].items()) for name in ("by_difficulty", "by_kind")}
        return cls(**{**stored, **words})


@dataclass(frozen=True, slots=True)
class CourseText:
    """What course.toml says. `credit_centihours` is None when the lessons' minutes decide."""

    code: str
    number: int
    kind: CurriculumKind
    title: str
    short_title: str
    english_title: str
    goal: str
    quiz: PaperRule
    credit_centihours: int | None = None


@dataclass(frozen=True, slots=True)
class LessonText:
    """A lesson as it is written: `code` is "04-02", `number` "02".

    `html` is safe, and its paragraphs are numbered from 1 to `paragraphs` (`id="p3" data-p="3"`), so that a
    reader's place can be kept.
    """

    code: str
    number: str
    title: str
    minutes: int
    goal: str
    sources: tuple[str, ...]
    markdown: str
    html: str
    paragraphs: int


def lesson_centihours(minutes: int) -> int:
    """Credit of one lesson: an hour is 45 minutes, hundredths are rounded half up, once per lesson."""
    return (minutes * 200 + 45) // 90


def course_centihours(course: CourseText, lesson_minutes: Sequence[int]) -> int:
    """Credit of a passed curriculum: what course.toml says, else the sum of its lessons' rounded hours."""
    if course.credit_centihours is not None:
        return course.credit_centihours
    return sum(lesson_centihours(minutes) for minutes in lesson_minutes)


def next_lesson(lessons: Sequence[str], finished: Collection[str]) -> str | None:
    """The first lesson in order that is not finished, or None when all are (then the quiz is open)."""
    return next((code for code in lessons if code not in finished), None)
