"""How far a person has read: the place in a lesson, and that it is done."""

from sqlalchemy import select

from lms import clock
from lms.audit import actions as audit
from lms.audit.actor import Actor
from lms.curriculum.models import Lesson, LessonProgress
from lms.extensions import db
from lms.people.models import Person


def open_lesson(person_id: int, lesson: Lesson) -> None:
    """Note that a person has a lesson before them; the place stays where it was."""
    keep_place(person_id, lesson, 0)


def keep_place(person_id: int, lesson: Lesson, paragraph: int) -> None:
    """Keep the furthest paragraph that a person has reached. A finished lesson that is read again stays finished."""
    progress = _progress(person_id, lesson)
    progress.paragraph = max(progress.paragraph, paragraph)
    progress.version, progress.last_read_at = lesson.current_version, clock.now()


def finish_lesson(actor: Actor, person_id: int, lesson: Lesson) -> None:
    """Mark a lesson as done; once is enough, and the first day stays."""
    progress = _progress(person_id, lesson)
    progress.version, progress.last_read_at = lesson.current_version, clock.now()
    if progress.finished_at is None:
        progress.finished_at = clock.now()
        audit.record(actor, "lesson.finished", of=lesson, person_id=person_id, version=lesson.current_version)


def _progress(person_id: int, lesson: Lesson) -> LessonProgress:
    """The row of this person and lesson, a new one where there is none; who asks twice at once waits."""
    db.session.execute(select(Person.id).where(Person.id == person_id).with_for_update())
    found = db.session.get(LessonProgress, (person_id, lesson.id))
    if found is None:
        now = clock.now()
        found = LessonProgress(
            person_id=person_id,
            lesson_id=lesson.id,
            version=lesson.current_version,
            paragraph=0,
            opened_at=now,
            last_read_at=now,
        )
        db.session.add(found)
    return found
