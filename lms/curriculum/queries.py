"""Questions about curricula and how far people have read them; what is retired is not offered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, select

from lms.columns import known
from lms.curriculum.models import Curriculum, Lesson, LessonProgress, LessonVersion
from lms.curriculum.rules import PaperRule, course_centihours
from lms.errors import NotFound
from lms.extensions import db
from lms.records.models import CapabilityPass

_LONG_AGO = datetime.min.replace(tzinfo=UTC)
CURRENT = and_(LessonVersion.lesson_id == Lesson.id, LessonVersion.version == Lesson.current_version)


@dataclass(frozen=True, slots=True)
class LessonLine:
    """A lesson in a list, with how far a person has read it. `number` is its URL part ("02")."""

    id: int
    curriculum_id: int
    code: str
    title: str
    minutes: int
    paragraph: int
    last_read_at: datetime | None
    finished_at: datetime | None

    @property
    def number(self) -> str:
        """The part of the code after the course's: "02"."""
        return self.code.rpartition("-")[2]


@dataclass(frozen=True, slots=True)
class CurriculumLine:
    """A curriculum in a list, with how far a person is: lessons done, where to go on, and the day it was passed."""

    curriculum: Curriculum
    lessons: tuple[LessonLine, ...]
    passed_on: date | None

    @property
    def finished(self) -> int:
        """How many lessons are done."""
        return sum(lesson.finished_at is not None for lesson in self.lessons)

    @property
    def next_lesson(self) -> LessonLine | None:
        """The first lesson in order that is not done; None when all are, and the quiz is open."""
        return next((lesson for lesson in self.lessons if lesson.finished_at is None), None)

    @property
    def last_read_at(self) -> datetime | None:
        """When any of its lessons was read last; None when none was ever opened."""
        return max((lesson.last_read_at for lesson in self.lessons if lesson.last_read_at), default=None)


@dataclass(frozen=True, slots=True)
class LessonPage:
    """A lesson as it is read: its text now, and its place among the lessons of its curriculum."""

    curriculum: Curriculum
    lesson: Lesson
    version: LessonVersion
    lines: tuple[LessonLine, ...]

    @property
    def place(self) -> int:
        """Where it stands among the lessons, from 1."""
        return next(at for at, line in enumerate(self.lines, start=1) if line.id == self.lesson.id)

    @property
    def rule(self) -> PaperRule:
        """How the quiz goes that the lessons lead to."""
        return PaperRule.from_json(self.curriculum.quiz)

    @property
    def kept_paragraph(self) -> int:
        """Where reading stopped, as far as today's text goes; 0 at the beginning and once the lesson is done."""
        kept = min(self.line.paragraph, self.version.html.count(" data-p="))
        return kept if kept > 1 and self.line.finished_at is None else 0

    @property
    def line(self) -> LessonLine:
        """This lesson's own line."""
        return self.lines[self.place - 1]

    @property
    def before(self) -> LessonLine | None:
        """The lesson before it."""
        return self.lines[self.place - 2] if self.place > 1 else None

    @property
    def after(self) -> LessonLine | None:
        """The lesson after it."""
        return self.lines[self.place] if self.place < len(self.lines) else None

    @property
    def others_left(self) -> int:
        """How many of the other lessons are not done yet."""
        return sum(line.finished_at is None for line in self.lines if line.id != self.lesson.id)


def curriculum_by_code(code: str) -> Curriculum:
    """A curriculum that is offered. Raises NotFound."""
    found = db.session.scalars(
        select(Curriculum).where(Curriculum.code == code, Curriculum.retired_at.is_(None))
    ).one_or_none()
    if found is None:
        raise NotFound("There is no such curriculum.")
    return found


def curricula_of(person_id: int) -> list[CurriculumLine]:
    """Every curriculum in order, with how far a person is."""
    curricula = db.session.scalars(
        select(Curriculum).where(Curriculum.retired_at.is_(None)).order_by(_kinds_in_order(), Curriculum.position)
    ).all()
    lessons: dict[int, list[LessonLine]] = {}
    for line in _lines(_lesson_lines(person_id)):
        lessons.setdefault(line.curriculum_id, []).append(line)
    passed = _passed_days(person_id)
    return [CurriculumLine(one, tuple(lessons.get(one.id, ())), passed.get(one.code)) for one in curricula]


def curriculum_of(person_id: int, code: str) -> CurriculumLine:
    """One curriculum with how far a person is. Raises NotFound."""
    curriculum = curriculum_by_code(code)
    lines = tuple(_lines(_lesson_lines(person_id).where(Lesson.curriculum_id == curriculum.id)))
    return CurriculumLine(curriculum, lines, _passed_days(person_id).get(code))


def lesson_page(person_id: int, code: str, number: str) -> LessonPage:
    """A lesson to read, with its neighbours. Raises NotFound."""
    line = curriculum_of(person_id, code)
    found = db.session.execute(
        select(Lesson, LessonVersion)
        .join(LessonVersion, CURRENT)
        .where(
            Lesson.curriculum_id == line.curriculum.id, Lesson.code == f"{code}-{number}", Lesson.retired_at.is_(None)
        )
    ).one_or_none()
    if found is None:
        raise NotFound("There is no such lesson.")
    return LessonPage(line.curriculum, *found, line.lessons)


def lessons_left(person_id: int, curriculum_id: int) -> int:
    """How many lessons of a curriculum a person has not done yet; at 0 its quiz is open."""
    done = select(LessonProgress.lesson_id).where(
        LessonProgress.person_id == person_id, LessonProgress.finished_at.is_not(None)
    )
    return (
        db.session.scalar(
            select(func.count()).where(
                Lesson.curriculum_id == curriculum_id, Lesson.retired_at.is_(None), Lesson.id.not_in(done)
            )
        )
        or 0
    )


def lesson_to_go_on_with(person_id: int) -> tuple[CurriculumLine, LessonLine] | None:
    """Where a person would read on; None when every curriculum is read or passed."""
    return where_to_go_on(curricula_of(person_id))


def where_to_go_on(lines: Iterable[CurriculumLine]) -> tuple[CurriculumLine, LessonLine] | None:
    """The next lesson of the curriculum that was read last, or else of the first that is not read or passed."""
    unread = [(line, line.next_lesson) for line in lines if line.next_lesson and line.passed_on is None]
    return max(unread, key=lambda one: one[0].last_read_at or _LONG_AGO, default=None)


def credit_of_curricula(curriculum_ids: Iterable[int]) -> dict[int, int]:
    """What passing each curriculum is worth, in centihours: its lessons' minutes as they are now."""
    wanted = list(curriculum_ids)
    rows = db.session.execute(
        select(Lesson.curriculum_id, LessonVersion.minutes)
        .join(LessonVersion, CURRENT)
        .where(Lesson.curriculum_id.in_(wanted), Lesson.retired_at.is_(None))
    ).all()
    return {one: course_centihours(minutes for owner, minutes in rows if owner == one) for one in wanted}


def lesson_codes() -> dict[str, list[str]]:
    """The codes of all lessons that are offered, by the code of their curriculum."""
    rows = db.session.execute(
        select(Curriculum.code, Lesson.code)
        .join(Lesson, Lesson.curriculum_id == Curriculum.id)
        .where(Curriculum.retired_at.is_(None), Lesson.retired_at.is_(None))
        .order_by(Lesson.code)
    )
    found: dict[str, list[str]] = {}
    for curriculum, lesson in rows:
        found.setdefault(curriculum, []).append(lesson)
    return found


def curriculum_ids() -> dict[str, int]:
    """The ids of all curricula ever loaded, by code."""
    return dict(db.session.execute(select(Curriculum.code, Curriculum.id)).all())


def _lesson_lines(person_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Lesson.id,
            Lesson.curriculum_id,
            Lesson.code,
            LessonVersion.title,
            LessonVersion.minutes,
            func.coalesce(LessonProgress.paragraph, 0),
            LessonProgress.last_read_at,
            LessonProgress.finished_at,
        )
        .join(LessonVersion, CURRENT)
        .outerjoin(LessonProgress, and_(LessonProgress.lesson_id == Lesson.id, LessonProgress.person_id == person_id))
        .where(Lesson.retired_at.is_(None))
        .order_by(Lesson.curriculum_id, Lesson.position)
    )


def _lines(wanted: Select[*tuple[Any, ...]]) -> Iterable[LessonLine]:
    return (LessonLine(*row) for row in db.session.execute(wanted))


def _passed_days(person_id: int) -> dict[str, date]:
    rows = db.session.execute(
        select(CapabilityPass.curriculum_code, CapabilityPass.passed_on).where(
            CapabilityPass.person_id == person_id, known(CapabilityPass)
        )
    )
    return dict(rows.all())


def _kinds_in_order() -> ColumnElement[int]:
    return case({"capability": 0, "skill": 1, "theme": 2}, value=Curriculum.kind)
