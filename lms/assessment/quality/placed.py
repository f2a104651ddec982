"""A question together with where it stands, so that a fault can name the line."""

from collections.abc import Sequence
from dataclasses import dataclass

from lms.assessment.rules import Choices, Question, QuestionKind
from lms.curriculum.faults import Fault
from lms.curriculum.rules import CurriculumKind, PaperRule


@dataclass(frozen=True, slots=True)
class Placed:
    """A question and the line of `file` where it begins."""

    question: Question
    file: str
    line: int

    def fault(self, problem: str, accepted: str) -> Fault:
        """A fault of this question."""
        return Fault(self.file, self.line, self.question.code, problem, accepted)


@dataclass(frozen=True, slots=True)
class CourseBank:
    """All questions of one curriculum, in the order of their file."""

    file: str
    kind: CurriculumKind
    quiz: PaperRule
    placed: Sequence[Placed]

    @property
    def answered(self) -> list[Question]:
        """The questions that are answered, so without the texts of cases."""
        return [one.question for one in self.placed if one.question.kind is not QuestionKind.CASE]

    def choices(self, kind: QuestionKind) -> list[Choices]:
        """The options of every question of a kind that has some."""
        return [one.body for one in self.answered if one.kind is kind and isinstance(one.body, Choices)]

    def fault(self, problem: str, accepted: str) -> Fault:
        """A fault of the bank as a whole."""
        return Fault(self.file, 0, "", problem, accepted)
