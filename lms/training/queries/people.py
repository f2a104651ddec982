"""People of a class, as its managers may see them: name, organisation and post, nothing else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, case, func, or_, select

from lms import clock
from lms.columns import known
from lms.extensions import db
from lms.paging import Page, paged
from lms.people.models import Affiliation, Appointment, Organisation, Person
from lms.people.queries import OrgScope
from lms.training.models import Enrolment, TrainingClass
from lms.training.queries.classes import ClassCard
from lms.training.rules.rosters import Candidate, keys_of


@dataclass(frozen=True)
class Face:
    """A person as a class sees them. `place`: the organisation's code, for the order of lists."""

    person_id: int
    name: str
    organisation: str = ""
    post: str = ""
    place: str = ""

    @property
    def order(self) -> tuple[str, str, int]:
        """Where the person stands in a list: by organisation, then name."""
        return self.place, self.name, self.person_id


def faces_of(person_ids: Iterable[int]) -> dict[int, Face]:
    """These people by id. One query."""
    rows = db.session.execute(_places(select(Person.id, Person.name).where(Person.id.in_(set(person_ids)))))
    faces: dict[int, Face] = {}
    for row in rows:
        face = Face(row.id, row.name, row.organisation or "", row.position or "", row.place or "")
        faces.setdefault(row.id, face)
    return faces


def _places(people: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """`people` with the post shown for each: one in force before one that ended, then the one begun last."""
    today = clock.today()
    in_force = or_(Appointment.last_day.is_(None), Appointment.last_day >= today)
    begun = or_(Appointment.first_day.is_(None), Appointment.first_day <= today)
    return (
        people.add_columns(
            Organisation.name.label("organisation"), Organisation.code.label("place"), Appointment.position
        )
        .outerjoin(Appointment, and_(Appointment.person_id == Person.id, known(Appointment)))
        .outerjoin(Organisation, Organisation.id == Appointment.organisation_id)
        .order_by(
            Person.id,
            case((and_(in_force, begun), 0), (begun, 1), else_=2),
            Appointment.first_day.desc().nulls_last(),
            Appointment.id.desc(),
        )
    )


def draws_from(training_class: TrainingClass | ClassCard) -> OrgScope:
    """How far a class may pick its people."""
    return OrgScope(frozenset({training_class.draws_from_id}))


def pickable_page(
    training_class: TrainingClass | ClassCard, called: str, organisation: str, number: int
) -> tuple[Page, dict[int, Face]]:
    """People the class may draw who are not in it yet, by name or number and organisation; a page of ids with faces."""
    seated = select(Enrolment.person_id).where(
        Enrolment.training_class_id == training_class.id, known(Enrolment), Enrolment.withdrawn_on.is_(None)
    )
    statement = select(Person.id).where(draws_from(training_class).reaches_person(Person.id), Person.id.not_in(seated))
    if called:
        statement = statement.where(or_(Person.name.contains(called, autoescape=True), Person.person_no == called))
    if organisation:
        statement = statement.where(Person.id.in_(_people_of(organisation)))
    first_organisation = (
        select(func.min(Organisation.code))
        .join(Affiliation, Affiliation.organisation_id == Organisation.id)
        .where(Affiliation.person_id == Person.id)
        .scalar_subquery()
    )
    page = paged(statement.order_by(first_organisation, Person.name, Person.id), number)
    return page, faces_of(row.id for row in page.rows)


def _people_of(organisation: str) -> Select[*tuple[Any, ...]]:
    called = or_(Organisation.name.contains(organisation, autoescape=True), Organisation.code == organisation)
    return (
        select(Affiliation.person_id).join(Organisation, Organisation.id == Affiliation.organisation_id).where(called)
    )


def candidates_for(training_class: TrainingClass | ClassCard, wanted: Sequence[str]) -> list[Candidate]:
    """Everybody under `draws_from` whom an entry of a pasted list may mean. Two queries."""
    names, numbers = keys_of(wanted)
    spelled = names | numbers | {number.lower() for number in numbers} | set(wanted)
    rows = db.session.execute(
        select(Person.id, Person.person_no, Person.name)
        .where(or_(Person.name.in_(spelled), Person.person_no.in_(spelled)))
        .where(draws_from(training_class).reaches_person(Person.id))
        .order_by(Person.name, Person.id)
    ).all()
    faces = faces_of(row.id for row in rows)
    return [Candidate(row.id, row.person_no, row.name, faces[row.id].organisation, faces[row.id].post) for row in rows]


def pickable_ids(training_class: TrainingClass | ClassCard, person_ids: Iterable[int]) -> frozenset[int]:
    """Those of `person_ids` whom the class may draw."""
    statement = select(Person.id).where(
        Person.id.in_(set(person_ids)), draws_from(training_class).reaches_person(Person.id)
    )
    return frozenset(db.session.scalars(statement))
