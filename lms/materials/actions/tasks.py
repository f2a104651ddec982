"""Tasks of a class: set, changed, taken back; and reminding those who have not done theirs."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import select

from lms import clock
from lms.audit import actions as audit
from lms.audit.actor import Actor
from lms.errors import Refused
from lms.extensions import db
from lms.materials import telling
from lms.materials.models import ClassTask, Reflection
from lms.materials.queries import tasks
from lms.training.actions.openness import refuse_unless_open
from lms.training.models import TrainingClass
from lms.training.queries.enrolment import seated


@dataclass(frozen=True)
class TaskFields:
    """What an office fills in for a task. With a curriculum it is that one's quiz, else a reflection."""

    due_on: date
    title: str = ""
    hint: str = ""
    wanted_characters: int | None = None
    curriculum_id: int | None = None


def add_task(actor: Actor, training_class: TrainingClass, fields: TaskFields) -> ClassTask:
    """Set a task for the people of a locked class and tell them. Raises Refused when the quiz is asked for already."""
    refuse_unless_open(training_class)
    if fields.curriculum_id is not None and _is_asked(training_class, fields.curriculum_id):
        raise Refused(_("This quiz is a task of the class already."))
    made = ClassTask(
        training_class_id=training_class.id, kind="quiz" if fields.curriculum_id else "reflection", title=fields.title,
        hint=fields.hint, wanted_characters=fields.wanted_characters, curriculum_id=fields.curriculum_id,
        due_on=fields.due_on, created_at=clock.now(), created_by=str(actor),
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    _record(actor, "class_task.set", training_class, made, kind=made.kind)
    telling.tell_task(actor, training_class, tasks.task_of(training_class.id, made.id), seated(training_class.id))
    return made


def change_task(actor: Actor, training_class: TrainingClass, task: ClassTask, fields: TaskFields) -> None:
    """Change its words and its day; what kind of task it is stays."""
    refuse_unless_open(training_class)
    if task.kind == "reflection":
        task.title, task.hint, task.wanted_characters = fields.title, fields.hint, fields.wanted_characters
    task.due_on = fields.due_on
    _record(actor, "class_task.changed", training_class, task)


def remove_task(actor: Actor, training_class: TrainingClass, task: ClassTask) -> None:
    """Take a task back. Raises Refused once somebody handed something in."""
    refuse_unless_open(training_class)
    if db.session.scalar(select(Reflection.id).where(Reflection.class_task_id == task.id).limit(1)) is not None:
        raise Refused(_("Somebody has handed in a reflection already; the task stays. Change its day instead."))
    task.removed_at, task.removed_by = clock.now(), str(actor)
    _record(actor, "class_task.removed", training_class, task)


def remind(actor: Actor, training_class: TrainingClass, task: ClassTask) -> int:
    """Write to those who handed nothing in yet; gives to how many."""
    refuse_unless_open(training_class)
    people = tasks.missing_people(training_class.id, task.id)
    row = tasks.task_of(training_class.id, task.id)
    if people:
        telling.tell_missing(actor, training_class, row, people)
        _record(actor, "class_task.reminded", training_class, task, people=len(people))
    return len(people)


def _is_asked(training_class: TrainingClass, curriculum_id: int) -> bool:
    if training_class.programme.quiz_curriculum_id == curriculum_id:
        return True
    same = select(ClassTask.id).where(
        ClassTask.training_class_id == training_class.id,
        ClassTask.curriculum_id == curriculum_id,
        ClassTask.removed_at.is_(None),
    )
    return db.session.scalar(same) is not None


def _record(actor: Actor, deed: str, training_class: TrainingClass, task: ClassTask, **more: object) -> None:
    detail = {"class_id": training_class.id, "title": task.title, "due_on": task.due_on} | more
    audit.record(actor, deed, of=task, organisation_id=training_class.organiser_id, **detail)  # type: ignore[arg-type]


def note_export(actor: Actor, class_id: int, organisation_id: int, file_format: str, rows: int) -> None:
    """Put down who took along how a class stands with its tasks."""
    audit.record(
        actor, "class_task.exported", organisation_id=organisation_id, class_id=class_id, file_format=file_format,
        rows=rows,
    )  # fmt: skip
