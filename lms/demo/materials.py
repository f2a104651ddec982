"""Files, reading and reflections in the classes of the synthetic district that are running or ahead."""

import io
from datetime import timedelta

from docx import Document
from sqlalchemy import select

from lms.audit.actor import Actor
from lms.curriculum.models import Lesson
from lms.extensions import db
from lms.files.actions import storage
from lms.files.kinds import DOCX
from lms.materials.actions import materials, readings, reflections, tasks
from lms.materials.actions.materials import MaterialFields, Upload
from lms.materials.actions.reflections import Sent
from lms.materials.actions.tasks import TaskFields
from lms.materials.models import ClassTask
from lms.people.models import Person
from lms.people.queries import EVERYWHERE
from lms.training.models import ClassSchedule, TrainingClass
from lms.training.queries.classes import class_for_update, schedule_of
from lms.training.queries.enrolment import open_enrolments
from lms.training.queries.meetings import meetings_of

_TEXT = (
    "三天的学习，我最大的收获是**把群众的事当自己的事**。\n\n回村以后准备先做三件事：\n\n"
    "1. 把网格里的独居老人走访一遍，建好台账；\n2. 每月开一次院坝会，让大家把话说完；\n3. 调解纠纷先听两边，再讲法条。"
)


def add_materials(actor: Actor) -> None:
    """Make them through the actions that pages use; runs in the caller's transaction."""
    open_classes = db.session.execute(
        select(TrainingClass.id)
        .join(ClassSchedule, ClassSchedule.training_class_id == TrainingClass.id)
        .where(ClassSchedule.superseded_at.is_(None), TrainingClass.closed_at.is_(None))
        .order_by(ClassSchedule.first_day, TrainingClass.id)
        .limit(2)
    ).scalars()
    for class_id in list(open_classes):
        _fill(actor, class_for_update(class_id, EVERYWHERE))


def _fill(actor: Actor, training_class: TrainingClass) -> None:
    schedule = schedule_of(training_class.id)
    half_days = meetings_of(training_class.id)
    _file(actor, training_class, "参训须知", MaterialFields(read_before=schedule.first_day))
    _file(actor, training_class, "社区治理案例选编", MaterialFields(meeting_id=half_days[0].id if half_days else None))
    lessons = list(
        db.session.scalars(select(Lesson.id).where(Lesson.retired_at.is_(None)).order_by(Lesson.id).limit(2))
    )
    if lessons:
        readings.set_lessons(actor, training_class, lessons, schedule.first_day)
    fields = TaskFields(
        schedule.last_day + timedelta(days=7), "学习心得体会", "结合本社区、本村的一件实事写。", wanted_characters=800
    )
    task = tasks.add_task(actor, training_class, fields)
    for place, person in enumerate(_writers(training_class.id)):
        _write(actor, training_class, task, person, returned=place == 0)


def _file(actor: Actor, training_class: TrainingClass, title: str, fields: MaterialFields) -> None:
    content = io.BytesIO()
    document = Document()
    document.add_heading(title, level=1)
    document.add_paragraph("演示文件，内容为虚构。")
    document.save(content)
    content.seek(0)
    upload = Upload(storage().keep(content), DOCX, f"{title}.docx")
    materials.add_material(actor, training_class, upload, fields)


def _writers(class_id: int) -> list[int]:
    """The demo's own learner first, where they have a seat; and three more."""
    people = sorted(one.person_id for one in open_enrolments(class_id))
    learner = db.session.scalar(select(Person.id).where(Person.person_no == "cadre-1"))
    return sorted(people, key=lambda person: person != learner)[:4]


def _write(actor: Actor, training_class: TrainingClass, task: ClassTask, person: int, *, returned: bool) -> None:
    reflections.hand_in(Actor.person(person, ""), training_class, task, person, Sent(_TEXT, 0))
    if returned:
        reviewer, words = _supervisor(actor, training_class), "写得实在。请再补一段：三件事由谁做、什么时候做完。"
        reflections.comment(reviewer, training_class, task, person, number=1, body=words, returns=True)


def _supervisor(actor: Actor, training_class: TrainingClass) -> Actor:
    """Who comments: the class supervisor, where there is one."""
    person = (
        db.session.get(Person, training_class.supervisor_person_id) if training_class.supervisor_person_id else None
    )
    return Actor.person(person.id, person.name) if person else actor
