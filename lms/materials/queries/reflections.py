"""One person's reflection: its versions, and what was said about them."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms.errors import NotFound
from lms.extensions import db
from lms.materials.models import ClassTask, Reflection, ReflectionComment, ReflectionVersion
from lms.materials.rules.reflections import State


@dataclass(frozen=True)
class Handed:
    """A reflection with everything that belongs to it, the newest first; state MISSING: there is none yet."""

    state: State = State.MISSING
    first_at: datetime | None = None
    versions: list[ReflectionVersion] = field(default_factory=list)
    comments: list[ReflectionComment] = field(default_factory=list)

    @property
    def latest(self) -> ReflectionVersion | None:
        """The version in force."""
        return self.versions[0] if self.versions else None

    @property
    def number(self) -> int:
        """Its number; 0 when there is none."""
        return self.latest.number if self.latest else 0

    def comments_on(self, number: int) -> list[ReflectionComment]:
        """What was said about one version, the first word first."""
        return [one for one in reversed(self.comments) if one.number == number]


def reflection_of(task_id: int, person_id: int) -> Handed:
    """What a person handed in for a task. Three queries."""
    found = db.session.scalar(
        select(Reflection).where(Reflection.class_task_id == task_id, Reflection.person_id == person_id)
    )
    if found is None:
        return Handed()
    versions = db.session.scalars(
        select(ReflectionVersion)
        .options(joinedload(ReflectionVersion.stored_file))
        .where(ReflectionVersion.reflection_id == found.id)
        .order_by(ReflectionVersion.number.desc())
    )
    comments = db.session.scalars(
        select(ReflectionComment)
        .where(ReflectionComment.reflection_id == found.id)
        .order_by(ReflectionComment.id.desc())
    )
    return Handed(State(found.state), found.first_at, list(versions), list(comments))


def reflection_for_update(task_id: int, person_id: int) -> Reflection | None:
    """The row, locked until the transaction ends: who hands in and who comments wait for one another."""
    return db.session.scalar(
        select(Reflection)
        .where(Reflection.class_task_id == task_id, Reflection.person_id == person_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def version_of(class_id: int, task_id: int, person_id: int, number: int) -> ReflectionVersion:
    """A version that has a file. Raises NotFound."""
    found = db.session.scalar(
        select(ReflectionVersion)
        .options(joinedload(ReflectionVersion.stored_file))
        .join(Reflection, Reflection.id == ReflectionVersion.reflection_id)
        .join(ClassTask, ClassTask.id == Reflection.class_task_id)
        .where(
            ClassTask.training_class_id == class_id,
            ClassTask.id == task_id,
            Reflection.person_id == person_id,
            ReflectionVersion.number == number,
            ReflectionVersion.stored_file_id.is_not(None),
        )
    )
    if found is None:
        raise NotFound("There is no such file here.")
    return found


@dataclass(frozen=True)
class OwnTask:
    """How a person stands with one reflection of a class."""

    state: State
    first_at: datetime


def states_of_person(class_id: int, person_id: int) -> dict[int, OwnTask]:
    """How a person stands with each reflection of a class they handed in, by task. One query."""
    rows = db.session.execute(
        select(Reflection.class_task_id, Reflection.state, Reflection.first_at)
        .join(ClassTask, ClassTask.id == Reflection.class_task_id)
        .where(ClassTask.training_class_id == class_id, Reflection.person_id == person_id)
    )
    return {row.class_task_id: OwnTask(State(row.state), row.first_at) for row in rows}
