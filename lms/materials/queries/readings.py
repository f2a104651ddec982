"""What is to be read before a class, who has read it, and who has not."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import CompoundSelect, and_, func, select, union

from lms.columns import known
from lms.curriculum.models import Curriculum, Lesson, LessonProgress, LessonVersion
from lms.curriculum.queries import CURRENT
from lms.errors import NotFound
from lms.extensions import db
from lms.materials.models import Material, Reading, ReadingDone
from lms.materials.queries.seats import has_seat, place_of
from lms.paging import Page, paged
from lms.people.models import Person
from lms.training.models import ClassMeeting, Enrolment
from lms.training.queries.people import faces_of


@dataclass(frozen=True)
class ReadingRow:
    """A file or a lesson to be read before a day. `done`: how many people with a seat have read it."""

    id: int
    read_before: date
    material_id: int | None
    material_title: str | None
    curriculum_code: str | None
    lesson_code: str | None
    lesson_title: str | None
    minutes: int | None
    day: date | None
    half: str | None
    done: int = 0

    @property
    def title(self) -> str:
        """What is to be read."""
        return self.material_title or self.lesson_title or ""

    @property
    def lesson_number(self) -> str:
        """The lesson's part of an address: "02"."""
        return (self.lesson_code or "").rpartition("-")[2]


def readings_of(class_id: int) -> list[ReadingRow]:
    """Everything to be read before a class, the earliest day first, with how many have read it. Two queries."""
    rows = [ReadingRow(*row) for row in db.session.execute(_readings(class_id))]
    counts = _counts(class_id)
    return [replace(row, done=counts.get(row.id, 0)) for row in rows]


def reading_of(class_id: int, reading_id: int) -> ReadingRow:
    """One of them. Raises NotFound."""
    row = db.session.execute(_readings(class_id).where(Reading.id == reading_id)).one_or_none()
    if row is None:
        raise NotFound("There is no such reading here.")
    return replace(ReadingRow(*row), done=_counts(class_id).get(reading_id, 0))


def reading_row(class_id: int, reading_id: int) -> Reading:
    """The row of one of them, to be changed. Raises NotFound."""
    found = db.session.get(Reading, reading_id)
    if found is None or found.training_class_id != class_id or found.removed_at is not None:
        raise NotFound("There is no such reading here.")
    return found


def read_by(person_id: int, class_id: int) -> dict[int, datetime]:
    """What of a class's reading a person has read, and when. One query."""
    done = _done(class_id).subquery()
    rows = db.session.execute(
        select(done.c.reading_id, func.min(done.c.read_at))
        .where(done.c.person_id == person_id)
        .group_by(done.c.reading_id)
    )
    return dict(rows.all())


def readers_page(class_id: int, reading_id: int, *, have_read: bool, number: int) -> Page:
    """The people with a seat who have read, or have not; by organisation and name. A page of Face. Three queries."""
    done = _done(class_id).subquery()
    readers = select(done.c.person_id).where(done.c.reading_id == reading_id)
    statement = (
        select(Enrolment.person_id)
        .join(Person, Person.id == Enrolment.person_id)
        .where(
            Enrolment.training_class_id == class_id,
            known(Enrolment),
            Enrolment.withdrawn_on.is_(None),
            Enrolment.person_id.in_(readers) if have_read else Enrolment.person_id.not_in(readers),
        )
        .order_by(place_of(Person.id), Person.name, Person.id)
    )
    page = paged(statement, number)
    faces = faces_of(row.person_id for row in page.rows)
    return Page([faces[row.person_id] for row in page.rows], page.number, page.of, page.total)


def done_pairs(class_id: int) -> set[tuple[int, int]]:
    """(reading, person) of everything that was read for a class. One query."""
    done = _done(class_id).subquery()
    return {(row.reading_id, row.person_id) for row in db.session.execute(select(done.c.reading_id, done.c.person_id))}


def lessons_to_choose(curriculum_code: str) -> list[tuple[int, str, int]]:
    """The lessons of a curriculum that can be set: id, title, minutes."""
    rows = db.session.execute(
        select(Lesson.id, LessonVersion.title, LessonVersion.minutes)
        .join(LessonVersion, CURRENT)
        .join(Curriculum, Curriculum.id == Lesson.curriculum_id)
        .where(Curriculum.code == curriculum_code, Lesson.retired_at.is_(None), Curriculum.retired_at.is_(None))
        .order_by(Lesson.position)
    )
    return [(row.id, row.title, row.minutes) for row in rows]


def lessons_set(class_id: int) -> frozenset[int]:
    """The lessons that are set as reading already."""
    return frozenset(
        db.session.scalars(
            select(Reading.lesson_id).where(
                Reading.training_class_id == class_id, Reading.lesson_id.is_not(None), Reading.removed_at.is_(None)
            )
        )
    )


def _readings(class_id: int) -> Any:  # noqa: ANN401 - a Select of the columns of ReadingRow
    return (
        select(
            Reading.id, Reading.read_before, Reading.material_id, Material.title, Curriculum.code, Lesson.code,
            LessonVersion.title, LessonVersion.minutes, ClassMeeting.day, ClassMeeting.half,
        )
        .outerjoin(Material, Material.id == Reading.material_id)
        .outerjoin(Lesson, Lesson.id == Reading.lesson_id)
        .outerjoin(LessonVersion, CURRENT)
        .outerjoin(Curriculum, Curriculum.id == Lesson.curriculum_id)
        .outerjoin(ClassMeeting, ClassMeeting.id == Reading.class_meeting_id)
        .where(Reading.training_class_id == class_id, Reading.removed_at.is_(None))
        .order_by(Reading.read_before, Reading.id)
    )  # fmt: skip


def _done(class_id: int) -> CompoundSelect[Any]:
    """(reading, person, when) of what was ticked, and of lessons that are finished."""
    standing = and_(Reading.training_class_id == class_id, Reading.removed_at.is_(None))
    ticked = (
        select(ReadingDone.reading_id, ReadingDone.person_id, ReadingDone.read_at)
        .join(Reading, Reading.id == ReadingDone.reading_id)
        .where(standing)
    )
    finished = (
        select(Reading.id, LessonProgress.person_id, LessonProgress.finished_at)
        .join(LessonProgress, LessonProgress.lesson_id == Reading.lesson_id)
        .where(
            standing,
            LessonProgress.finished_at.is_not(None),
            has_seat(Reading.training_class_id, LessonProgress.person_id),
        )
    )
    return union(ticked, finished)


def _counts(class_id: int) -> dict[int, int]:
    """How many people with a seat have read each reading of a class. One query."""
    done = _done(class_id).subquery()
    rows = db.session.execute(
        select(done.c.reading_id, func.count(done.c.person_id.distinct()))
        .where(has_seat(class_id, done.c.person_id))
        .group_by(done.c.reading_id)
    )
    return dict(rows.all())
