"""Classes of the synthetic district: one finished, one running today, one ahead, and a winter round."""

from datetime import date, timedelta

from sqlalchemy import select

from lms import clock
from lms.audit.actor import Actor
from lms.demo.population import ROTATION_AUDIENCE
from lms.extensions import db
from lms.people.models import Appointment, Person
from lms.people.queries import EVERYWHERE
from lms.records.models import TrainingRecord
from lms.records.rules import TrainingCategory
from lms.training.actions import attendance, closing, enrolment, programmes
from lms.training.actions.attendance import SentRow
from lms.training.actions.classes import ClassFields, create_class, set_draws_from
from lms.training.actions.programmes import ProgrammeFields
from lms.training.models import Programme, TrainingClass
from lms.training.queries.classes import class_for_update
from lms.training.queries.enrolment import open_enrolments
from lms.training.queries.meetings import meeting_for_update, meetings_of
from lms.training.rules.attendance import Entry
from lms.training.rules.words import Mark

SEATS = 60
_TOPICS = (
    ("习近平新时代中国特色社会主义思想专题", "周明远"),
    ("化解邻里纠纷的方法", "李慧"),
    ("依法办事：社区常用的十条", "赵国平"),
    ("做群众工作的能力", "周明远"),
    ("分组讨论：我们社区的难事", "王敏"),
    ("协商民主怎么开好一次会", "李慧"),
)


def add_classes(actor: Actor, organisations: dict[str, int]) -> None:
    """Make them through the actions that pages use; runs in the caller's transaction."""
    today = clock.today()
    school, district = organisations["YX00"], organisations["YX"]
    supervisor = db.session.scalar(select(Person.id).where(Person.person_no == "trainer"))
    rotation = programmes.create_programme(
        actor, ProgrammeFields("社区（村）主职干部集中轮训班", TrainingCategory.ROTATION, today.year, school)
    )
    programmes.create_programme(
        actor, ProgrammeFields(f"{today.year}年党员冬训", TrainingCategory.WINTER, today.year, district, is_round=True)
    )
    owing = _owing(today.year)
    finished = make_class(actor, rotation, district, _fields(school, supervisor, 1, today - timedelta(days=21)))
    seat(actor, finished, owing[:SEATS])
    attend(actor, finished)
    closing.close_class(actor, class_for_update(finished.id, EVERYWHERE))
    running = make_class(actor, rotation, district, _fields(school, supervisor, 2, today))
    seat(actor, running, owing[SEATS : 2 * SEATS - 12])
    ahead = make_class(actor, rotation, district, _fields(school, supervisor, 3, _weekday(today + timedelta(days=14))))
    cadre = db.session.scalar(select(Person.id).where(Person.person_no == "cadre-1"))
    seat(actor, ahead, [*([cadre] if cadre else []), *owing[2 * SEATS : 2 * SEATS + 30]])


def _fields(organiser: int, supervisor: int | None, number: int, first_day: date) -> ClassFields:
    return ClassFields(
        organiser_id=organiser,
        intake_number=number,
        first_day=first_day,
        last_day=first_day + timedelta(days=2),
        declared_year=first_day.year,
        capacity=SEATS,
        venue="党校二号教学楼301室",
        supervisor_person_id=supervisor,
    )


def _weekday(day: date) -> date:
    """That day, or the Monday after a weekend."""
    return day + timedelta(days=(7 - day.weekday()) % 7) if day.weekday() > 2 else day


def _owing(year: int) -> list[int]:
    """Heads of party organisations and principals without this year's rotation, by number."""
    trained = select(TrainingRecord.person_id).where(
        TrainingRecord.declared_year == year, TrainingRecord.category == TrainingCategory.ROTATION.value
    )
    return list(
        db.session.scalars(
            select(Person.id)
            .join(Appointment, Appointment.person_id == Person.id)
            .where(
                Appointment.position_category.in_({one.value for one in ROTATION_AUDIENCE}),
                Appointment.superseded_at.is_(None),
                Person.id.not_in(trained),
                Person.person_no.like("YX%"),
            )
            .order_by(Person.person_no)
            .distinct()
        )
    )


def make_class(actor: Actor, programme: Programme, district: int, fields: ClassFields) -> TrainingClass:
    """A class that draws its people from the whole district."""
    made = create_class(actor, programme, fields)
    db.session.flush()
    set_draws_from(actor, class_for_update(made.id, EVERYWHERE), district)
    locked = class_for_update(made.id, EVERYWHERE)
    for row, (topic, teacher) in zip(meetings_of(made.id), _TOPICS, strict=True):
        meeting = meeting_for_update(locked, row.id)
        meeting.topic, meeting.teacher = topic, teacher
    return made


def seat(actor: Actor, training_class: TrainingClass, people: list[int]) -> None:
    """Give them seats."""
    enrolment.enrol(actor, class_for_update(training_class.id, EVERYWHERE), people)


def attend(actor: Actor, training_class: TrainingClass) -> None:
    """Roll calls of all half-days: most are present, some late, one on leave, two missing too much."""
    locked = class_for_update(training_class.id, EVERYWHERE)
    people = [one.person_id for one in open_enrolments(training_class.id)]
    for meeting in meetings_of(training_class.id):
        marks = {person: SentRow(Entry(_mark(place)), None) for place, person in enumerate(people)}
        attendance.save_roll_call(actor, locked, meeting_for_update(locked, meeting.id), marks)


def _mark(place: int) -> Mark:
    if place in {7, 23}:
        return Mark.ABSENT
    return Mark.LATE if place % 11 == 5 else Mark.PRESENT
