"""Which organisations are branches of a round, and who their members are today."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import CTE, ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from lms import clock
from lms.columns import known
from lms.errors import NotFound
from lms.extensions import db
from lms.people.models import Affiliation, Appointment, Organisation, OrganisationReach, PartyStanding, Person
from lms.people.queries import OrgScope
from lms.people.rules import PARTY_MEMBER_STANDINGS, PositionCategory
from lms.rounds.models import SeasonalRound
from lms.rounds.rules import PARTS_OF_A_BRANCH

_PARTS = [kind.value for kind in PARTS_OF_A_BRANCH]


def homes(organiser_id: int) -> CTE:
    """Every organisation below an organiser with the branch it is part of: organisation_id, branch_id."""
    below, reach, above = aliased(OrganisationReach), aliased(OrganisationReach), aliased(Organisation)
    nearest = func.row_number().over(partition_by=reach.descendant_id, order_by=reach.depth)
    ranked = (
        select(reach.descendant_id, reach.ancestor_id, nearest.label("place"))
        .join(above, above.id == reach.ancestor_id)
        .join(below, below.descendant_id == reach.descendant_id)
        .where(below.ancestor_id == organiser_id, above.kind.not_in(_PARTS))
        .subquery()
    )
    return (
        select(ranked.c.descendant_id.label("organisation_id"), ranked.c.ancestor_id.label("branch_id"))
        .where(ranked.c.place == 1)
        .cte("home")
    )


def members(organiser_id: int, within: Any = None) -> CTE:  # noqa: ANN401 - a condition on the branch, made by a function
    """Members with their branch: person_id, branch_id. `within(branch_id)` gives the condition on a branch.

    Somebody who belongs to two branches is a member of both.
    """
    home = homes(organiser_id)
    found = (
        select(Affiliation.person_id, home.c.branch_id)
        .join(home, home.c.organisation_id == Affiliation.organisation_id)
        .outerjoin(PartyStanding, and_(PartyStanding.person_id == Affiliation.person_id, known(PartyStanding)))
        .where(_is_member())
        .distinct()
    )
    return (found if within is None else found.where(within(home.c.branch_id))).cte("member")


def _is_member() -> ColumnElement[bool]:
    today = clock.today()
    post = exists(
        select(1).where(
            Appointment.person_id == Affiliation.person_id, known(Appointment),
            Appointment.position_category == PositionCategory.PARTY_MEMBER.value,
            or_(Appointment.first_day.is_(None), Appointment.first_day <= today),
            or_(Appointment.last_day.is_(None), Appointment.last_day >= today),
        )
    )  # fmt: skip
    return or_(PartyStanding.political_status.in_(sorted(PARTY_MEMBER_STANDINGS)), post)


@dataclass(frozen=True)
class Face:
    """A member as their branch sees them: nothing but the name, and the number that tells two of a name apart."""

    person_id: int
    name: str
    person_no: str


def branch_in_reach(round_: SeasonalRound, organisation_id: int, scope: OrgScope) -> Organisation:
    """An organisation below the organiser, within `scope`, that can be a branch. Raises NotFound."""
    below = OrgScope(frozenset({round_.organiser_id}))
    found = db.session.scalars(
        select(Organisation).where(
            Organisation.id == organisation_id, scope.reaches(Organisation.id), below.reaches(Organisation.id),
            Organisation.kind.not_in(_PARTS),
        )
    ).one_or_none()  # fmt: skip
    if found is None:
        raise NotFound("There is no such branch here.")
    return found


def branch_for_update(round_: SeasonalRound, organisation_id: int, scope: OrgScope) -> Organisation:
    """The same, locked: two who report for one branch take turns, those of other branches do not wait."""
    branch = branch_in_reach(round_, organisation_id, scope)
    db.session.execute(
        select(Organisation.id).where(Organisation.id == branch.id).with_for_update(key_share=True)
    ).all()
    return branch


def faces_of_branch(round_: SeasonalRound, branch_id: int) -> list[Face]:
    """The members of a branch today, by name. One query."""
    member = members(round_.organiser_id, lambda branch: branch == branch_id)
    rows = db.session.execute(
        select(Person.id, Person.name, Person.person_no)
        .join(member, member.c.person_id == Person.id)
        .order_by(Person.name, Person.person_no)
    )
    return [Face(*row) for row in rows]


def faces(person_ids: set[int]) -> list[Face]:
    """These people, by name: of a list that names somebody who left since."""
    rows = db.session.execute(
        select(Person.id, Person.name, Person.person_no)
        .where(Person.id.in_(person_ids))
        .order_by(Person.name, Person.person_no)
    )
    return [Face(*row) for row in rows]


def only_branch(round_: SeasonalRound, scope: OrgScope) -> int | None:
    """The branch that `scope` begins with, when it is one branch and nothing else; None for an office above several."""
    home = homes(round_.organiser_id)
    wanted = select(home.c.branch_id).where(scope.reaches(home.c.branch_id)).distinct().limit(2)
    found = list(db.session.scalars(wanted))
    return found[0] if len(found) == 1 and found[0] != round_.organiser_id else None


def branches_of_person(person_id: int) -> set[int]:
    """The branches somebody belongs to, in whichever round."""
    reach, above = aliased(OrganisationReach), aliased(Organisation)
    rows = db.session.execute(
        select(Affiliation.organisation_id, reach.ancestor_id)
        .join(reach, reach.descendant_id == Affiliation.organisation_id)
        .join(above, above.id == reach.ancestor_id)
        .where(Affiliation.person_id == person_id, above.kind.not_in(_PARTS))
        .order_by(Affiliation.organisation_id, reach.depth.desc())
    )
    return set({row.organisation_id: row.ancestor_id for row in rows}.values())


def is_within(organisation_id: int, scope: OrgScope) -> bool:
    """Whether an organisation lies within a scope."""
    found = select(Organisation.id).where(Organisation.id == organisation_id, scope.reaches(Organisation.id))
    return db.session.scalar(found) is not None
