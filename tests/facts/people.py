"""People with numbers, their appointments, and what the pages of the room are shown in tests."""

from lms.extensions import db
from lms.people.models import Appointment, Person
from tests.facts.district import District
from tests.facts.route_samples import Sample

ID_NUMBER = "110101198003070017"


def add_known_person(district: District, name: str = "周德海", *, at: str = "S1C1", **more) -> int:
    """A person whose identity number and phone are known."""
    person_id = district.add_person(name, at=at, phone=more.pop("phone", "13800001234"), **more)
    with district.session() as session:
        session.get(Person, person_id).id_number = ID_NUMBER
        session.commit()
    return person_id


def appointment_of(district: District, person_id: int) -> int:
    """The id of the one appointment a person was made with."""
    with district.session():
        return db.session.query(Appointment).filter_by(person_id=person_id).order_by(Appointment.id).first().id


def known_appointments(district: District, person_id: int) -> list[Appointment]:
    """The appointments that stand as things are known now, in the order of their first days."""
    with district.session():
        wanted = db.session.query(Appointment).filter_by(person_id=person_id, superseded_at=None)
        return wanted.order_by(Appointment.first_day).all()


def _person_sample(district: District) -> dict[str, int]:
    return {"person_id": district.add_person(at="S1C1")}


def _appointment_sample(district: District) -> dict[str, int]:
    person_id = district.add_person(at="S1C1")
    district.appoint(person_id, "S1C1", since="2024-01-01")
    return {"person_id": person_id, "appointment_id": appointment_of(district, person_id)}


def _organisation_sample(district: District) -> dict[str, int]:
    return {"organisation_id": district.organisations["S1C1"]}


ROUTE_SAMPLES = {
    "people.export_people": lambda _district: Sample({"file_format": "csv"}, shared="what lies in reach"),
    "people.show_organisation": _organisation_sample,
    "people.show_members": _organisation_sample,
    "people.add_organisation_page": _organisation_sample,
    "people.add_organisation": _organisation_sample,
    "people.change_organisation_page": _organisation_sample,
    "people.change_organisation": _organisation_sample,
    "people.show_person": _person_sample,
    "people.correct_page": _person_sample,
    "people.correct": _person_sample,
    "people.standing_page": _person_sample,
    "people.set_standing": _person_sample,
    "people.add_page": _person_sample,
    "people.add": _person_sample,
    "people.end_page": _appointment_sample,
    "people.end": _appointment_sample,
    "people.correct_appointment_page": _appointment_sample,
    "people.correct_appointment": _appointment_sample,
    "people.confirm_withdraw": _appointment_sample,
    "people.withdraw": _appointment_sample,
}
