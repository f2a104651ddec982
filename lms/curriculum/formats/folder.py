"""The folder courses/: one folder a curriculum, with course.toml, lessons and pictures."""

import re
from dataclasses import dataclass
from pathlib import Path

from flask_babel import gettext as _

from lms.curriculum.faults import Fault, Faults
from lms.curriculum.formats.course_file import read_course
from lms.curriculum.formats.lesson_file import read_lesson
from lms.curriculum.rules import CourseText, LessonText

_FOLDER = re.compile(r"([0-9A-Z][0-9A-Za-z]*)-[a-z0-9]+(?:-[a-z0-9]+)*")
_LESSON = re.compile(r"([0-9]{2})-[a-z0-9]+(?:-[a-z0-9]+)*\.md")


@dataclass(frozen=True, slots=True)
class CourseFolder:
    """One curriculum as it is written: `name` is its folder's, `lessons` are in order."""

    name: str
    course: CourseText
    lessons: tuple[LessonText, ...]


@dataclass(frozen=True, slots=True)
class CoursesReading:
    """What courses/ gave, its faults, and advice that stops nothing."""

    folders: tuple[CourseFolder, ...]
    faults: tuple[Fault, ...]
    advice: tuple[Fault, ...]


def read_courses(root: Path) -> CoursesReading:
    """Every curriculum under `root`; a fault anywhere is listed and the rest is read all the same."""
    folders: list[CourseFolder] = []
    found: list[Fault] = []
    advice: list[Fault] = []
    places = sorted(path for path in root.iterdir() if path.is_dir()) if root.is_dir() else []
    if not places:
        found.append(
            Fault(str(root), 0, "", _("There is no course here."), _("A course is a folder with a course.toml."))
        )
    for place in places:
        faults = Faults(str(place))
        folder = _read_folder(place, faults)
        found += faults.found
        advice += faults.advice
        if folder and any(other.course.code == folder.course.code for other in folders):
            found.append(Fault(f"{place}/course.toml", 0, "", _("Another course has this code already."), ""))
        elif folder:
            folders.append(folder)
    return CoursesReading(tuple(folders), tuple(sorted(found)), tuple(sorted(advice)))


def read_text(path: Path, faults: Faults) -> str | None:
    """The text of a UTF-8 file; anything else is a fault."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        faults.add(0, _("The file is missing."))
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        faults.add(line, _("This is no UTF-8 text."), _("Save the file as UTF-8."))
    return None


def _read_folder(place: Path, faults: Faults) -> CourseFolder | None:
    named = _FOLDER.fullmatch(place.name)
    if not named:
        faults.add(0, _("The folder's name is not accepted."), _("Name it like 04-resolving-disputes."))
        return None
    faults.file = f"{place}/course.toml"
    text = read_text(place / "course.toml", faults)
    course = read_course(text, faults) if text is not None else None
    if course and course.code != named[1]:
        faults.add(
            0, _("code is “%(code)s”.", code=course.code), _("The folder's name says “%(name)s”.", name=named[1])
        )
    lessons = [lesson for path in sorted(place.glob("*.md")) if (lesson := _read_lesson(path, named[1], faults))]
    if not lessons:
        faults.file, faults.item = str(place), ""
        faults.add(0, _("There is no lesson that can be read."), _("Add one, named like 01-first-lesson.md."))
    return CourseFolder(place.name, course, tuple(lessons)) if course else None


def _read_lesson(path: Path, course_code: str, faults: Faults) -> LessonText | None:
    faults.file, faults.item = str(path), ""
    named = _LESSON.fullmatch(path.name)
    if not named:
        faults.add(0, _("The lesson's name is not accepted."), _("Name it like 02-hearing-both-sides.md."))
        return None
    text = read_text(path, faults)
    reading = read_lesson(text, named[1], course_code, faults) if text is not None else None
    if reading is None:
        return None
    for image in reading.images:
        if not (path.parent / image).is_file():
            faults.add(0, _("The picture %(image)s is missing.", image=image), _("Put it into the course's folder."))
    return reading.lesson
