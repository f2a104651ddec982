"""Loading courses/ into the database: an edited lesson becomes a new version, nothing is ever deleted."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from lms import clock
from lms.audit import actions as audit
from lms.audit.actor import Actor
from lms.curriculum.formats.folder import CourseFolder
from lms.curriculum.models import Curriculum, Lesson, LessonVersion
from lms.curriculum.rules import Changes, CourseText, LessonText, compare
from lms.extensions import db


@dataclass(frozen=True)
class CoursesSynced:
    """What loading the folder changed."""

    courses: Changes
    lessons: Changes


def sync_courses(actor: Actor, folders: Iterable[CourseFolder]) -> CoursesSynced:
    """Make the stored curricula equal to the folders; again changes nothing.

    What is no longer written is retired, not deleted: progress and attempts keep what they point at.
    """
    courses = {folder.course.code: folder.course for folder in folders}
    curricula, course_changes = _sync_curricula(courses)
    lessons = {
        lesson.code: (curricula[folder.course.code].id, lesson) for folder in folders for lesson in folder.lessons
    }
    lesson_changes = _sync_lessons(lessons)
    if not (course_changes.are_none and lesson_changes.are_none):
        audit.record(actor, "courses.synced", courses=_told(course_changes), lessons=_told(lesson_changes))
    return CoursesSynced(course_changes, lesson_changes)


def _sync_curricula(courses: Mapping[str, CourseText]) -> tuple[dict[str, Curriculum], Changes]:
    stored = {one.code: one for one in db.session.scalars(select(Curriculum))}
    digests = {code: digest_of(asdict(course)) for code, course in courses.items()}
    changes = compare({code: None if one.retired_at else one.digest for code, one in stored.items()}, digests)
    for code in (*changes.added, *changes.changed):
        course = courses[code]
        if code not in stored:
            stored[code] = Curriculum(code=code)
            db.session.add(stored[code])
        one = stored[code]
        one.kind, one.position, one.goal = course.kind, course.number, course.goal
        one.title, one.short_title, one.english_title = course.title, course.short_title, course.english_title
        one.quiz, one.digest, one.retired_at = course.quiz.to_json(), digests[code], None
    for code in changes.retired:
        stored[code].retired_at = clock.now()
    db.session.flush()
    return stored, changes


def _sync_lessons(lessons: Mapping[str, tuple[int, LessonText]]) -> Changes:
    stored = {lesson.code: (lesson, digest) for lesson, digest in db.session.execute(_with_digest())}
    digests = {code: _lesson_digest(lesson) for code, (_curriculum_id, lesson) in lessons.items()}
    changes = compare({code: None if one.retired_at else digest for code, (one, digest) in stored.items()}, digests)
    now = clock.now()
    touched: list[tuple[Lesson, LessonText, str]] = []
    for code in (*changes.added, *changes.changed):
        curriculum_id, written = lessons[code]
        lesson, digest = stored.get(code, (Lesson(code=code, current_version=0), ""))
        lesson.curriculum_id, lesson.position, lesson.retired_at = curriculum_id, int(written.number), None
        if digest != digests[code]:
            lesson.current_version += 1
            touched.append((lesson, written, digests[code]))
        db.session.add(lesson)
    for code in changes.retired:
        stored[code][0].retired_at = now
    db.session.flush()
    db.session.add_all([_version(lesson, written, digest, now) for lesson, written, digest in touched])
    db.session.flush()
    return changes


def _with_digest() -> Select[*tuple[Any, ...]]:
    return select(Lesson, LessonVersion.digest).join(
        LessonVersion,
        (LessonVersion.lesson_id == Lesson.id) & (LessonVersion.version == Lesson.current_version),
    )


def _version(lesson: Lesson, written: LessonText, digest: str, now: datetime) -> LessonVersion:
    return LessonVersion(
        lesson_id=lesson.id,
        version=lesson.current_version,
        title=written.title,
        minutes=written.minutes,
        goal=written.goal,
        sources=list(written.sources),
        html=written.html,
        digest=digest,
        created_at=now,
    )


def _lesson_digest(lesson: LessonText) -> str:
    """What readers get is what counts: blanks of the file change nothing."""
    return digest_of([lesson.title, lesson.minutes, lesson.goal, lesson.sources, lesson.html])


def digest_of(content: object) -> str:
    """A fingerprint of anything that JSON can hold (64 hexadecimal digits)."""
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _told(changes: Changes) -> dict[str, list[str]]:
    told = {"added": changes.added, "changed": changes.changed, "retired": changes.retired}
    return {name: list(codes) for name, codes in told.items() if codes}
