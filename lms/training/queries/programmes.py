"""Programmes, and who may run classes of them."""

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, true
from sqlalchemy.orm import joinedload

from lms.accounts.models import Grant
from lms.accounts.rules import Role
from lms.curriculum.models import Curriculum
from lms.errors import NotFound
from lms.extensions import db
from lms.people.models import Organisation, OrganisationReach, Person
from lms.people.queries import OrgScope
from lms.people.rules import OrganisationKind
from lms.training.models import Programme, TrainingClass

ORGANISING_KINDS = (
    OrganisationKind.DISTRICT, OrganisationKind.SUBDISTRICT, OrganisationKind.TOWN, OrganisationKind.COMMUNITY,
    OrganisationKind.VILLAGE, OrganisationKind.PRIVATE_ORGANISATION, OrganisationKind.SOCIAL_ORGANISATION,
    OrganisationKind.GOVERNMENT_OFFICE, OrganisationKind.PUBLIC_INSTITUTION,
)  # fmt: skip


def _within_round(scope: OrgScope) -> ColumnElement[bool]:
    """Whether a programme is a round that reaches down to where `scope` begins."""
    reaches_down = exists(
        select(1).where(
            OrganisationReach.ancestor_id == Programme.organiser_id, OrganisationReach.descendant_id.in_(scope.roots)
        )
    )
    return and_(Programme.is_round, reaches_down)


def programmes_for(scope: OrgScope, *, since_year: int = 0) -> list[Programme]:
    """Programmes of which a class may be made within `scope`: its own, and rounds from above; newest first."""
    statement = (
        select(Programme)
        .options(joinedload(Programme.organiser))
        .where(or_(scope.reaches(Programme.organiser_id), _within_round(scope)), Programme.year >= since_year)
        .order_by(Programme.year.desc(), Programme.id.desc())
    )
    return list(db.session.scalars(statement))


def programme_for(programme_id: int, scope: OrgScope) -> Programme:
    """A programme of which a class may be made within `scope`. Raises NotFound."""
    return _one(programme_id, or_(scope.reaches(Programme.organiser_id), _within_round(scope)))


def programme_in_scope(programme_id: int, scope: OrgScope) -> Programme:
    """A programme whose organiser lies in `scope`: who may change it. Raises NotFound."""
    return _one(programme_id, scope.reaches(Programme.organiser_id))


def programme_of(programme_id: int) -> Programme:
    """The programme of a class that was found within reach."""
    return _one(programme_id, true())


def _one(programme_id: int, within: ColumnElement[bool]) -> Programme:
    found = db.session.scalar(
        select(Programme).options(joinedload(Programme.organiser)).where(Programme.id == programme_id, within)
    )
    if found is None:
        raise NotFound("There is no such programme here.")
    return found


def organisers_for(scope: OrgScope, programme: Programme | None = None) -> list[tuple[int, str]]:
    """Organisations that may organise: within `scope`, for a round also below the programme's organiser."""
    statement = select(Organisation.id, Organisation.name).where(
        scope.reaches(Organisation.id), Organisation.kind.in_([kind.value for kind in ORGANISING_KINDS])
    )
    if programme is not None:
        below = OrgScope(frozenset({programme.organiser_id}))
        statement = statement.where(
            below.reaches(Organisation.id) if programme.is_round else Organisation.id == programme.organiser_id
        )
    rows = db.session.execute(statement.order_by(Organisation.code))
    return [(row.id, row.name) for row in rows]


def may_organise(programme: Programme, organisation_id: int) -> bool:
    """Whether an organisation runs classes of a programme: its organiser, and in a round everybody below."""
    if organisation_id == programme.organiser_id:
        return True
    below = select(OrganisationReach.depth).where(
        OrganisationReach.ancestor_id == programme.organiser_id, OrganisationReach.descendant_id == organisation_id
    )
    return programme.is_round and db.session.scalar(below) is not None


def supervisors_for(scope: OrgScope) -> list[tuple[int, str, str]]:
    """People who may supervise a class: they hold a right over classes within `scope`; id, name, where."""
    rows = db.session.execute(
        select(Person.id, Person.name, func.min(Organisation.name))
        .join(Grant, Grant.person_id == Person.id)
        .join(Organisation, Organisation.id == Grant.organisation_id)
        .where(
            Grant.revoked_at.is_(None),
            Grant.role.in_([Role.TRAINER.value, Role.DISTRICT.value, Role.STREET.value]),
            scope.reaches(Grant.organisation_id),
        )
        .group_by(Person.id, Person.name)
        .order_by(Person.name, Person.id)
    )
    return [tuple(row) for row in rows]  # type: ignore[misc]  # three columns, three values


def quizzes() -> list[tuple[int, str, str]]:
    """Curricula whose quiz a programme may ask for: id, Chinese and English title."""
    rows = db.session.execute(
        select(Curriculum.id, Curriculum.title, Curriculum.english_title)
        .where(Curriculum.retired_at.is_(None))
        .order_by(Curriculum.kind, Curriculum.position)
    )
    return [tuple(row) for row in rows]  # type: ignore[misc]  # three columns, three values


def next_intake_number(programme_id: int, organiser_id: int) -> int:
    """The number after the last intake of a programme at an organiser."""
    last = db.session.scalar(
        select(func.max(TrainingClass.intake_number)).where(
            TrainingClass.programme_id == programme_id, TrainingClass.organiser_id == organiser_id
        )
    )
    return (last or 0) + 1


def intake_is_taken(programme_id: int, organiser_id: int, intake_number: int, but: int | None = None) -> bool:
    """Whether another class than `but` has this number."""
    statement = select(TrainingClass.id).where(
        TrainingClass.programme_id == programme_id,
        TrainingClass.organiser_id == organiser_id,
        TrainingClass.intake_number == intake_number,
    )
    return any(found != but for found in db.session.scalars(statement))
