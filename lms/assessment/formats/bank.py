"""The folder question_bank/: one GIFT file a curriculum, named like the curriculum's folder."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from flask_babel import gettext as _

from lms.assessment.formats.advice import advise
from lms.assessment.formats.gift import Reading, read_gift
from lms.assessment.rules import Question
from lms.curriculum.faults import Fault, Faults
from lms.curriculum.formats.folder import CourseFolder, read_text


@dataclass(frozen=True, slots=True)
class BankReading:
    """The questions of the bank, its faults, and advice that stops nothing; `places` are file and line of each."""

    questions: tuple[Question, ...]
    faults: tuple[Fault, ...]
    advice: tuple[Fault, ...]
    places: tuple[tuple[str, int], ...] = ()


def read_bank(root: Path, folders: Iterable[CourseFolder]) -> BankReading:
    """Every question under `root`; each belongs to one of `folders` and to a lesson in it."""
    by_name = {folder.name: folder for folder in folders}
    places = sorted(root.glob("*.gift")) if root.is_dir() else []
    questions: list[Question] = []
    lines: list[tuple[str, int]] = []
    found: list[Fault] = []
    advice: list[Fault] = []
    for place in places:
        reading = read_file(place)
        found += reading.faults
        found += _strangers(reading, place, by_name.get(place.stem))
        advice += advise(reading.questions, str(place))
        questions += reading.questions
        lines += [(str(place), line) for line in reading.lines]
    for name in sorted(by_name.keys() - {place.stem for place in places}):
        found.append(Fault(str(root / f"{name}.gift"), 0, "", _("This course has no question file."), ""))
    return BankReading(tuple(questions), tuple(sorted(found)), tuple(sorted(advice)), tuple(lines))


def read_file(path: Path) -> Reading:
    """The questions of one GIFT file."""
    faults = Faults(str(path))
    text = read_text(path, faults)
    return Reading((), (), tuple(faults.found)) if text is None else read_gift(text, str(path))


def unknown_places(reading: Reading, file: str, lessons: Mapping[str, Iterable[str]]) -> list[Fault]:
    """Questions that name a course or a lesson that there is not. `lessons`: lesson codes by course code."""
    faults = Faults(file)
    for line, question in zip(reading.lines, reading.questions, strict=True):
        faults.item = question.code
        known = lessons.get(question.course)
        if known is None:
            faults.add(
                line,
                _("There is no course %(course)s.", course=question.course),
                _("The id begins with the course's code: %(codes)s.", codes=", ".join(sorted(lessons))),
            )
        elif f"{question.course}-{question.lesson}" not in known:
            faults.add(
                line,
                _("There is no lesson %(lesson)s in the course.", lesson=question.lesson),
                _("Lessons: %(lessons)s.", lessons=", ".join(code.rpartition("-")[2] for code in sorted(known))),
            )
    return faults.found


def _strangers(reading: Reading, place: Path, folder: CourseFolder | None) -> list[Fault]:
    if folder is None:
        return [
            Fault(
                str(place), 0, "", _("There is no such course."),
                _("Name the file like the course's folder: 04-resolving-disputes.gift."),
            )
        ]  # fmt: skip
    lessons = {folder.course.code: [lesson.code for lesson in folder.lessons]}
    return unknown_places(reading, str(place), lessons)
