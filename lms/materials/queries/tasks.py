"""Tasks of a class after its days: what is asked, how many have done it, and how each person stands."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select, union

from lms import clock
from lms.assessment.models import Attempt
from lms.columns import known
from lms.curriculum.models import Curriculum
from lms.errors import NotFound
from lms.extensions import db
from lms.materials.models import ClassTask, Reflection, ReflectionVersion
from lms.materials.queries.seats import has_seat, place_of
from lms.materials.rules.reflections import State
from lms.paging import Page, paged
from lms.people.models import Person
from lms.records.models import CapabilityPass
from lms.training.models import Enrolment
from lms.training.queries.people import Face, faces_of


class Show(StrEnum):
    """Which people of a task are listed."""

    WAITING = "waiting"  # handed in, nobody has commented yet
    MISSING = "missing"
    ALL = "all"


@dataclass(frozen=True)
class TaskRow:
    """A task as pages show it. `done`: people who handed in, or passed; `waiting`: reflections without a comment."""

    id: int
    kind: str
    own_title: str
    hint: str
    wanted_characters: int | None
    due_on: date
    curriculum_id: int | None
    curriculum_code: str | None
    curriculum_title: str | None
    curriculum_english: str | None
    done: int = 0
    waiting: int = 0

    @property
    def is_reflection(self) -> bool:
        """Whether something is handed in; else a quiz is to be passed."""
        return self.kind == "reflection"


@dataclass(frozen=True)
class HandedIn:
    """How one person stands with a reflection; no version: nothing was handed in."""

    face: Face
    state: State
    versions: int
    first_at: datetime | None
    latest_at: datetime | None
    late: bool


def tasks_of(class_id: int) -> list[TaskRow]:
    """The tasks of a class, the first due first, with how many have done each. Three queries."""
    rows = [TaskRow(*row) for row in db.session.execute(_tasks(class_id))]
    states = _states(class_id)
    passed = passes_of(class_id, {row.curriculum_id for row in rows if row.curriculum_id})
    return [_counted(row, states, passed) for row in rows]


def task_of(class_id: int, task_id: int, kind: str | None = None) -> TaskRow:
    """One task of a class. Raises NotFound, also when it is of another kind than asked for."""
    row = db.session.execute(_tasks(class_id).where(ClassTask.id == task_id)).one_or_none()
    if row is None or kind not in {None, row.kind}:
        raise NotFound("There is no such task here.")
    found = TaskRow(*row)
    return _counted(found, _states(class_id), passes_of(class_id, {found.curriculum_id} - {None}))


def task_row(class_id: int, task_id: int) -> ClassTask:
    """The row of a task, locked: handing in, changing and removing wait for one another. Raises NotFound."""
    found = db.session.scalar(select(ClassTask).where(ClassTask.id == task_id).with_for_update())
    if found is None or found.training_class_id != class_id or found.removed_at is not None:
        raise NotFound("There is no such task here.")
    return found


def _tasks(class_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            ClassTask.id, ClassTask.kind, ClassTask.title, ClassTask.hint, ClassTask.wanted_characters,
            ClassTask.due_on, ClassTask.curriculum_id, Curriculum.code, Curriculum.title, Curriculum.english_title,
        )
        .outerjoin(Curriculum, Curriculum.id == ClassTask.curriculum_id)
        .where(ClassTask.training_class_id == class_id, ClassTask.removed_at.is_(None))
        .order_by(ClassTask.due_on, ClassTask.id)
    )  # fmt: skip


def _states(class_id: int) -> dict[tuple[int, str], int]:
    """How many people with a seat stand how with each reflection of a class. One query."""
    rows = db.session.execute(
        select(Reflection.class_task_id, Reflection.state, func.count())
        .join(ClassTask, ClassTask.id == Reflection.class_task_id)
        .where(ClassTask.training_class_id == class_id, has_seat(class_id, Reflection.person_id))
        .group_by(Reflection.class_task_id, Reflection.state)
    )
    return {(task, state): how_many for task, state, how_many in rows}


def _counted(row: TaskRow, states: dict[tuple[int, str], int], passed: set[tuple[int, int]]) -> TaskRow:
    if not row.is_reflection:
        return replace(row, done=sum(1 for curriculum, _person in passed if curriculum == row.curriculum_id))
    done = sum(how_many for (task, _state), how_many in states.items() if task == row.id)
    return replace(row, done=done, waiting=states.get((row.id, State.HANDED_IN), 0))


def passes_of(class_id: int, curriculum_ids: Iterable[int | None]) -> set[tuple[int, int]]:
    """(curriculum, person with a seat) whose quiz counts as passed, now or from before. One query."""
    ids = [one for one in curriculum_ids if one is not None]
    if not ids:
        return set()
    attempts = select(Attempt.curriculum_id, Attempt.person_id).where(
        Attempt.curriculum_id.in_(ids), Attempt.passed.is_(True), has_seat(class_id, Attempt.person_id)
    )
    before = (
        select(Curriculum.id, CapabilityPass.person_id)
        .join(CapabilityPass, CapabilityPass.curriculum_code == Curriculum.code)
        .where(Curriculum.id.in_(ids), known(CapabilityPass), has_seat(class_id, CapabilityPass.person_id))
    )
    return {(row[0], row[1]) for row in db.session.execute(union(attempts, before))}


def people_page(class_id: int, task: TaskRow, show: Show, number: int) -> Page:
    """The people with a seat and how they stand with a reflection, by organisation and name. Three queries."""
    page = paged(people_statement(class_id, task.id).where(_shown(show)), number)
    faces = faces_of(row.person_id for row in page.rows)
    rows = [handed_in(row, faces[row.person_id], task.due_on) for row in page.rows]
    return Page(rows, page.number, page.of, page.total)


def people_statement(class_id: int, task_id: int) -> Select[*tuple[Any, ...]]:
    """Everybody with a seat, with state, number of versions, and when the first and the last was handed in."""
    return (
        select(
            Enrolment.person_id, Reflection.state, Reflection.latest, Reflection.first_at,
            ReflectionVersion.handed_in_at,
        )
        .join(Person, Person.id == Enrolment.person_id)
        .outerjoin(
            Reflection, and_(Reflection.person_id == Enrolment.person_id, Reflection.class_task_id == task_id)
        )
        .outerjoin(
            ReflectionVersion,
            and_(
                ReflectionVersion.reflection_id == Reflection.id, ReflectionVersion.number == Reflection.latest
            ),
        )
        .where(Enrolment.training_class_id == class_id, known(Enrolment), Enrolment.withdrawn_on.is_(None))
        .order_by(place_of(Person.id), Person.name, Person.id)
    )  # fmt: skip


def handed_in(row: Any, face: Face, due_on: date) -> HandedIn:  # noqa: ANN401 - a row of `people_statement`
    """How one person stands."""
    if row.state is None:
        return HandedIn(face, State.MISSING, 0, None, None, late=False)
    late = clock.local(row.first_at).date() > due_on
    return HandedIn(face, State(row.state), row.latest, row.first_at, row.handed_in_at, late)


def _shown(show: Show) -> ColumnElement[bool]:
    if show is Show.WAITING:
        return Reflection.state == State.HANDED_IN
    if show is Show.MISSING:
        return Reflection.id.is_(None)
    return Enrolment.id.is_not(None)


def missing_people(class_id: int, task_id: int) -> list[int]:
    """Who has a seat and handed nothing in."""
    statement = people_statement(class_id, task_id).where(_shown(Show.MISSING))
    return [row.person_id for row in db.session.execute(statement)]


def reflections_of_class(class_id: int, faces: dict[int, Face]) -> dict[tuple[int, int], HandedIn]:
    """How each of these people stands with each reflection they handed in, by task and person. One query."""
    rows = db.session.execute(
        select(
            Reflection.class_task_id, ClassTask.due_on, Reflection.person_id, Reflection.state, Reflection.latest,
            Reflection.first_at, ReflectionVersion.handed_in_at,
        )
        .join(ClassTask, ClassTask.id == Reflection.class_task_id)
        .join(
            ReflectionVersion,
            and_(ReflectionVersion.reflection_id == Reflection.id, ReflectionVersion.number == Reflection.latest),
        )
        .where(ClassTask.training_class_id == class_id, ClassTask.removed_at.is_(None))
    )  # fmt: skip
    return {
        (row.class_task_id, row.person_id): handed_in(row, faces[row.person_id], row.due_on)
        for row in rows
        if row.person_id in faces
    }


def curriculum_code(curriculum_id: int | None) -> str | None:
    """The code in the address of a curriculum; None where there is none, or it is not offered any more."""
    return db.session.scalar(
        select(Curriculum.code).where(Curriculum.id == curriculum_id, Curriculum.retired_at.is_(None))
    )
