"""Duties as pages show them: people of the small district, evaluated; and a sample of each route of this room."""

from datetime import date, timedelta

from sqlalchemy import func, insert, select

from lms import clock
from lms.audit.actor import Actor
from lms.extensions import db
from lms.people.models import Affiliation, Appointment, Person
from lms.people.rules import PositionCategory
from lms.records.actions import record_training
from lms.records.rules import NewRecord, TrainingCategory
from lms.rotation import actions
from lms.rotation.actions import NewWaiver
from lms.rotation.models import Obligation, Requirement
from lms.rotation.rules import WaiverKind
from lms.transaction import transaction
from tests.facts.district import LONG_AGO, RECORDER, District
from tests.facts.route_samples import Sample
from tests.facts.training import add_class

OFFICE = Actor("console:test", "test")


def evaluate(district: District) -> None:
    """Store today's answers for everybody."""
    with district.session():
        actions.evaluate_all()


def status_of(district: District, person_id: int, year: int = 2026, code: str = "rotation") -> str | None:
    """The stored status of a person's duty."""
    with district.session() as session:
        wanted = select(Obligation.status).join(Requirement, Requirement.id == Obligation.requirement_id)
        of_person = (Obligation.person_id == person_id, Obligation.year == year, Requirement.code == code)
        return session.scalar(wanted.where(*of_person))


def train(district: District, person_id: int, first: str = "2026-04-20", last: str = "2026-04-22", **more) -> None:
    """A completed 集中轮训 of three days unless more is said."""
    given = {
        "declared_year": int(last[:4]), "category": TrainingCategory.ROTATION, "name": "第3期集中轮训",
        "credit_centihours": 2400, "completed": True,
    } | more  # fmt: skip
    days = {"first_day": date.fromisoformat(first), "last_day": date.fromisoformat(last)}
    with district.session(), transaction():
        record_training(OFFICE, NewRecord(person_id=person_id, **days, **given))


def waive(district: District, person_id: int, until: str | None = None, *, approved: str = "2026-11-01", **more) -> int:
    """A deferral until a day, or an exemption; gives its id."""
    with district.session() as session, transaction():
        given = {
            "requirement_id": session.scalar(select(Requirement.id).where(Requirement.code == "rotation")),
            "year": 2026, "reason": "住院治疗", "approver": "S1街道党工委",
        } | more  # fmt: skip
        return actions.grant_waiver(
            OFFICE,
            NewWaiver(
                person_id=person_id,
                kind=WaiverKind.DEFERRAL if until else WaiverKind.EXEMPTION,
                deferred_until=date.fromisoformat(until) if until else None,
                approved_on=date.fromisoformat(approved),
                **given,
            ),
        ).id


def add_principals(district: District, how_many: int, at: str = "S1C1") -> None:
    """Many principals of one community at once, in post long since."""
    with district.session():
        before = db.session.scalar(select(func.max(Person.id))) or 0
        numbers = [f"P{before + one:06}" for one in range(how_many)]
        db.session.execute(insert(Person), [{"person_no": one, "name": "书记"} for one in numbers])
        ids = db.session.scalars(select(Person.id).where(Person.id > before)).all()
        place = {"organisation_id": district.organisations[at]}
        db.session.execute(insert(Affiliation), [{"person_id": one, **place} for one in ids])
        post = {
            "position_category": PositionCategory.COMMUNITY_PRINCIPAL.value, "position": "党支部书记",
            "first_day": date(2023, 5, 1), "recorded_at": LONG_AGO, "recorded_by": RECORDER, **place,
        }  # fmt: skip
        db.session.execute(insert(Appointment), [{"person_id": one, **post} for one in ids])
        db.session.commit()


def _person(district: District) -> dict[str, int]:
    return {"person_id": district.add_person(at="S1C1")}


def _waiver(district: District) -> dict[str, int]:
    person_id = district.add_person(at="S1C1")
    return {"person_id": person_id, "waiver_id": waive(district, person_id, "2027-03-01")}


def _class(district: District) -> dict[str, int]:
    first = clock.today() + timedelta(days=10)
    return {"class_id": add_class(district, at="S1", first_day=first, last_day=first + timedelta(days=2))}


def _own(_district: District) -> Sample:
    return Sample({"code": "rotation", "year": 2026}, shared="everybody sees their own duty there")


def _requirement(_district: District) -> Sample:
    return Sample({"code": "rotation"}, shared="requirements hold for everybody")


ROUTE_SAMPLES = {
    "rotation.show_organisation": lambda _district: {"code": "S1C1"},
    **dict.fromkeys(
        ("rotation.show_person", "rotation.record_page", "rotation.record", "rotation.waiver_page", "rotation.waive",
         "rotation.report_page", "rotation.report"), _person,
    ),
    **dict.fromkeys(("rotation.revoke_page", "rotation.revoke"), _waiver),
    **dict.fromkeys(("rotation.confirm_enrolment", "rotation.enrol_chosen"), _class),
    **dict.fromkeys(("rotation.my_duty", "rotation.report_own_page", "rotation.report_own"), _own),
    **dict.fromkeys(
        ("rotation.show_requirement", "rotation.change_requirement", "rotation.switch_page", "rotation.switch"),
        _requirement,
    ),
}  # fmt: skip
