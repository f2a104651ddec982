"""A lesson together with the file it was read from, so that a fault can name the line."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lms.curriculum.formats.folder import CourseFolder
from lms.curriculum.rules import LessonText


@dataclass(frozen=True, slots=True)
class Page:
    """`first_line` is the line of `file` where the lesson's Markdown begins."""

    file: str
    lesson: LessonText
    first_line: int

    def line_at(self, offset: int) -> int:
        """The file's line of a place in the lesson's Markdown."""
        return self.first_line + self.lesson.markdown.count("\n", 0, offset)


def pages_of(root: Path, folders: Iterable[CourseFolder]) -> Iterator[Page]:
    """Every lesson that could be read, in order."""
    for folder in folders:
        for lesson in folder.lessons:
            path = next((root / folder.name).glob(f"{lesson.number}-*.md"))
            lines = path.read_text(encoding="utf-8-sig").count("\n")
            yield Page(str(path), lesson, lines - lesson.markdown.count("\n") + 1)
