"""Planned programmes, as short as a test needs them; made by the actions that pages use."""

from datetime import UTC, date, datetime
from itertools import count

from sqlalchemy import insert, text

from lms.audit.actor import Actor
from lms.extensions import db
from lms.people.queries import EVERYWHERE
from lms.people.rules import PositionCategory
from lms.planning.actions import plan
from lms.planning.actions.plan import PlanFields
from lms.planning.queries.plan import planned_for_update
from lms.planning.rules.wanted import Span
from lms.records.rules import TrainingCategory
from lms.training.models import ClassMeeting, ClassSchedule, Enrolment, TrainingClass
from lms.transaction import transaction
from tests.facts import training
from tests.facts.district import LONG_AGO, RECORDER, District
from tests.facts.route_samples import Sample

_HALVES = {"morning": (0, 3), "afternoon": (6, 9)}
OFFICE = Actor("console:test", "test")
IN_MARCH = Span(date(2026, 3, 1), date(2026, 3, 31), by_month=True)


def plan_programme(district: District, at: str = "S1", *, year: int = 2026, **more) -> int:
    """A planned 集中轮训 of three days and 24 hours for 120 people in two intakes; gives its id."""
    given = {
        "name": "社区主职干部集中轮训班", "category": TrainingCategory.ROTATION, "seats": 120, "intakes": 2,
        "days_hundredths": 300, "credit_centihours": 2400, "theme": "党建引领基层治理",
        "audience": (PositionCategory.COMMUNITY_PRINCIPAL,), "wanted": IN_MARCH,
    } | more  # fmt: skip
    with district.session(), transaction():
        fields = PlanFields(organiser_id=district.organisations[at], **given)
        return plan.add_programme(OFFICE, year, fields).id


def set_up(district: District, planned_id: int) -> int:
    """Set a planned programme up; gives the programme's id."""
    with district.session(), transaction():
        return plan.set_up(OFFICE, planned_for_update(planned_id, EVERYWHERE)).id


def fill_year(district: District, how_many: int, people_each: int) -> None:
    """Classes of a day, eight a week, in forty rooms, by thirty teachers, with the same people in all of them."""
    people = training.add_crowd(district, people_each)
    programme = training.add_programme(district, "S1", name="大量班次")
    with district.session():
        first = date(2026, 1, 5)
        base = {"programme_id": programme, "organiser_id": district.organisations["S1"],
                "draws_from_id": district.organisations["S1"], "capacity": 60, "planned_centihours": 1600,
                "created_at": LONG_AGO, "created_by": RECORDER}  # fmt: skip
        fact = {"recorded_at": LONG_AGO, "recorded_by": RECORDER}
        rows = [base | {"intake_number": n + 100, "venue": f"党校{n % 40}"} for n in range(how_many)]
        ids = list(db.session.scalars(insert(TrainingClass).returning(TrainingClass.id, sort_by_parameter_order=True),
                                      rows))  # fmt: skip
        days = {one: date.fromordinal(first.toordinal() + 7 * (n // 8 % 50) + n % 4) for n, one in enumerate(ids)}
        db.session.execute(
            insert(ClassSchedule),
            [{"training_class_id": one, "category": "集中轮训", "declared_year": 2026, "first_day": day,
              "last_day": day, **fact} for one, day in days.items()],
        )  # fmt: skip
        db.session.execute(insert(ClassMeeting), [_half_day(one, days[one], half) for one in ids for half in _HALVES])
        db.session.execute(
            insert(Enrolment),
            [{"training_class_id": one, "person_id": person, "enrolled_on": days[one], **fact}
             for one in ids for person in people],
        )  # fmt: skip
        db.session.commit()
        db.session.execute(text("ANALYZE"))
        db.session.commit()


def _half_day(class_id: int, day: date, half: str) -> dict:
    start, end = (datetime(day.year, day.month, day.day, hour, 30, tzinfo=UTC) for hour in _HALVES[half])
    return {"training_class_id": class_id, "day": day, "half": half, "starts_at": start, "ends_at": end,
            "credit_centihours": 400, "teacher": f"教师{class_id % 30}", "sign_in_secret": "s"}  # fmt: skip


_numbers = count(1)


def _planned(district: District) -> dict[str, int]:
    return {"planned_id": plan_programme(district, name=f"第{next(_numbers)}个培训项目")}


def _sheet(_district: District) -> Sample:
    return Sample({"file_format": "csv"}, shared="everybody gets what lies within their own reach")


ROUTE_SAMPLES = {
    **dict.fromkeys(
        [f"planning.{name}" for name in (
            "edit_programme", "change_programme", "confirm_removal", "remove_programme", "set_up",
        )],
        _planned,
    ),
    **dict.fromkeys([f"planning.download_{name}" for name in ("plan", "calendar", "clashes")], _sheet),
}  # fmt: skip
