"""What people of a class find in their inbox: a task that is set, a reminder, a word on what they handed in."""

from collections.abc import Iterable

from flask_babel import force_locale
from flask_babel import gettext as _

from lms.audit.actor import Actor
from lms.materials.models import ClassTask
from lms.materials.queries.tasks import TaskRow
from lms.messages import actions as messages
from lms.training.models import TrainingClass
from lms.training.queries.classes import name_of
from lms.training.telling import LANGUAGE
from lms.web.wording import day


def tell_task(actor: Actor, training_class: TrainingClass, task: TaskRow, people: Iterable[int]) -> None:
    """A task is set: which, and by when."""
    with force_locale(LANGUAGE):
        title = _("New task: %(title)s", title=_title(task))
        body = _("%(name)s. By %(day)s.", name=name_of(training_class), day=day(task.due_on))
    messages.send(actor, people, title, body, _own_page(training_class.id, task.id if task.is_reflection else None))


def tell_missing(actor: Actor, training_class: TrainingClass, task: TaskRow, people: Iterable[int]) -> None:
    """Something is not handed in yet."""
    with force_locale(LANGUAGE):
        title = _("Not handed in yet: %(title)s", title=_title(task))
        body = _("%(name)s. By %(day)s.", name=name_of(training_class), day=day(task.due_on))
    messages.send(actor, people, title, body, _own_page(training_class.id, task.id))


def tell_comment(
    actor: Actor, training_class: TrainingClass, task: ClassTask, person_id: int, *, returns: bool
) -> None:
    """Somebody has read what was handed in."""
    with force_locale(LANGUAGE):
        title = (
            _("To be reworked: %(title)s", title=task.title) if returns else _("Commented: %(title)s", title=task.title)
        )
        body = _("%(name)s. Read the comment on the page of the task.", name=name_of(training_class))
    messages.send(actor, [person_id], title, body, _own_page(training_class.id, task.id))


def _title(task: TaskRow) -> str:
    return task.own_title if task.is_reflection else _("Quiz: %(title)s", title=task.curriculum_title)


def _own_page(class_id: int, task_id: int | None) -> str:
    page = f"/my-classes/{class_id}/tasks"
    return f"{page}/{task_id}" if task_id else page
