"""What a curriculum is: its kinds, its lessons, the rule of its quiz, and what reading it is worth."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from lms.records.rules import centihours_of_minutes

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
    """What course.toml says."""

    code: str
    number: int
    kind: CurriculumKind
    title: str
    short_title: str
    english_title: str
    goal: str
    quiz: PaperRule


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


def course_centihours(lesson_minutes: Iterable[int]) -> int:
    """Credit of a passed curriculum: its lessons' hours, each rounded once, added up."""
    return sum(centihours_of_minutes(minutes) for minutes in lesson_minutes)


def next_lesson(lessons: Sequence[str], finished: Collection[str]) -> str | None:
    """The first lesson in order that is not finished, or None when all are (then the quiz is open)."""
    return next((code for code in lessons if code not in finished), None)


@dataclass(frozen=True, slots=True)
class Changes:
    """What loading content came to, by the codes of what it touched."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()

    @property
    def are_none(self) -> bool:
        """Whether everything stands as it did."""
        return not (self.added or self.changed or self.retired)


def compare(stored: Mapping[str, str | None], written: Mapping[str, str]) -> Changes:
    """What has to be done so that what is stored equals what is written.

    Both map a code to a digest of its content; a stored None is retired, and comes back as added.
    """
    return Changes(
        added=tuple(code for code in written if stored.get(code) is None),
        changed=tuple(code for code, digest in written.items() if stored.get(code) not in {None, digest}),
        unchanged=tuple(code for code, digest in written.items() if stored.get(code) == digest),
        retired=tuple(code for code, digest in stored.items() if digest is not None and code not in written),
    )
