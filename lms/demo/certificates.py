"""A class of the synthetic district that ended weeks ago: one decided against the rule, one named excellent."""

from datetime import timedelta

from sqlalchemy import select

from lms import clock
from lms.audit.actor import Actor
from lms.demo.classes import attend, make_class, seat
from lms.extensions import db
from lms.people.models import Person
from lms.people.queries import EVERYWHERE
from lms.records.rules import TrainingCategory
from lms.training.actions import attendance, closing, overruling, programmes
from lms.training.actions.attendance import SentRow
from lms.training.actions.classes import ClassFields
from lms.training.actions.programmes import ProgrammeFields
from lms.training.queries.attendance import known_marks
from lms.training.queries.classes import class_for_update
from lms.training.queries.meetings import meeting_for_update, meetings_of
from lms.training.rules.attendance import Entry
from lms.training.rules.words import Mark

WEEKS_AGO = 7
PEOPLE = 14


def add_certificates(actor: Actor, organisations: dict[str, int]) -> None:
    """Close it through the actions that pages use; runs in the caller's transaction."""
    first_day = clock.today() - timedelta(weeks=WEEKS_AGO)
    school, district = organisations["YX00"], organisations["YX"]
    supervisor = db.session.scalar(select(Person.id).where(Person.person_no == "trainer"))
    fields = ProgrammeFields("应急处置与安全生产专题班", TrainingCategory.SPECIAL_TOPIC, first_day.year, school,
                             excellent_percent=10)  # fmt: skip
    programme = programmes.create_programme(actor, fields)
    made = make_class(
        actor, programme, district,
        ClassFields(
            organiser_id=school, intake_number=1, first_day=first_day, last_day=first_day + timedelta(days=2),
            declared_year=first_day.year, capacity=PEOPLE, venue="党校一号教学楼203室",
            supervisor_person_id=supervisor,
        ),
    )  # fmt: skip
    people = _people()
    seat(actor, made, people)
    attend(actor, made)
    _came_after_all(actor, made.id)
    _close(actor, made.id)


def _people() -> list[int]:
    """The first demo cadre, and some others by number."""
    cadre = select(Person.id).where(Person.person_no == "cadre-1")
    others = select(Person.id).where(Person.person_no.like("YX%")).order_by(Person.person_no.desc()).limit(PEOPLE - 1)
    return [*db.session.scalars(cadre), *db.session.scalars(others)]


def _came_after_all(actor: Actor, class_id: int) -> None:
    """Who was put down as absent was there on the first two days: enough to be let complete, not by the rule."""
    locked = class_for_update(class_id, EVERYWHERE)
    for meeting in meetings_of(class_id)[:4]:
        absent = {who: one.id for who, one in known_marks(meeting.id).items() if one.status == Mark.ABSENT}
        rows = {who: SentRow(Entry(Mark.PRESENT), shown) for who, shown in absent.items()}
        attendance.save_roll_call(actor, locked, meeting_for_update(locked, meeting.id), rows)


def _close(actor: Actor, class_id: int) -> None:
    """Who did not come is let complete with a reason, and the first of the list is named excellent."""
    locked = class_for_update(class_id, EVERYWHERE)
    plan = closing.plan_of(locked)
    missing = next((one.face.person_id for one in plan.decisions if not one.completed), None)
    best = [one.face.person_id for one in plan.decisions if one.completed][: plan.most_excellent]
    if missing is not None:
        overruling.overrule(actor, locked, missing, "因防汛值守未能到课，已补课并交心得")
    closing.close_class(actor, locked, excellent=best)
