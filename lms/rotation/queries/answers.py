"""Where answers come from: the stored ones of today, or the same evaluation asked about another moment."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, or_, select

from lms.people.queries import OrgScope
from lms.rotation.evaluation import Moment, Question, for_whole_populations, obligations, places
from lms.rotation.models import Obligation, ObligationPlace
from lms.rotation.queries.requirements import KnownRequirement


@dataclass(frozen=True)
class Asked:
    """A requirement and year, as stored today (`moment` None) or as worked out for a moment."""

    requirement: KnownRequirement
    year: int
    moment: Moment | None = None


def answers(asked: Asked) -> FromClause:
    """Every obligation of a requirement and year, with the columns of `models.Obligation` but its id."""
    if asked.moment is not None:
        return obligations(_question(asked, asked.moment)).subquery("answer")
    columns = [column for column in Obligation.__table__.c if column.name != "id"]
    return _stored(select(*columns), asked).subquery("answer")


def further_places(asked: Asked) -> Select[*tuple[Any, ...]]:
    """Person and organisation of every listing beside the organisation shown: person_id, organisation_id."""
    if asked.moment is not None:
        found = places(_question(asked, asked.moment)).subquery("further_place")
        return select(found.c.person_id, found.c.organisation_id)
    listed = select(Obligation.person_id, ObligationPlace.organisation_id).join(
        ObligationPlace, ObligationPlace.obligation_id == Obligation.id
    )
    return _stored(listed, asked)


def listed_in(asked: Asked, answer: FromClause, scope: OrgScope) -> ColumnElement[bool]:
    """The condition that an organisation within `scope` lists the obligation."""
    elsewhere = further_places(asked).subquery("listed_elsewhere")
    people_elsewhere = select(elsewhere.c.person_id).where(scope.reaches(elsewhere.c.organisation_id))
    return or_(scope.reaches(answer.c.organisation_id), answer.c.person_id.in_(people_elsewhere))


def planned_for(asked: Asked) -> AbstractContextManager[None]:
    """What to execute a statement over these answers in: an evaluation needs its own plans."""
    return nullcontext() if asked.moment is None else for_whole_populations()


def _question(asked: Asked, moment: Moment) -> Question:
    return Question(asked.requirement.id, asked.requirement.rules, (asked.year,), moment)


def _stored(query: Select[*tuple[Any, ...]], asked: Asked) -> Select[*tuple[Any, ...]]:
    return query.where(Obligation.requirement_id == asked.requirement.id, Obligation.year == asked.year)
