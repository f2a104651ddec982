"""Rounds within reach: listed, found, locked."""

from typing import Any

from sqlalchemy import ColumnElement, Select, exists, or_, select
from sqlalchemy.orm import joinedload

from lms.errors import NotFound
from lms.extensions import db
from lms.paging import Page, paged
from lms.people.models import Organisation, OrganisationReach
from lms.people.queries import OrgScope
from lms.rounds.models import BranchReport, RoundClosing, RoundTheme, SeasonalRound
from lms.training.models import Programme


def _concerns(scope: OrgScope) -> ColumnElement[bool]:
    """Whether a round is of an organiser within `scope`, or reaches down to where it begins."""
    reaches_down = exists(
        select(1).where(
            OrganisationReach.ancestor_id == SeasonalRound.organiser_id,
            OrganisationReach.descendant_id.in_(scope.roots),
        )
    )
    return or_(scope.reaches(SeasonalRound.organiser_id), reaches_down)


def rounds_page(scope: OrgScope, number: int) -> Page:
    """Page `number` of the rounds that concern `scope`, open ones first, then the newest; rows (round, organiser)."""
    statement = (
        select(SeasonalRound, Organisation.name)
        .join(Organisation, Organisation.id == SeasonalRound.organiser_id)
        .where(_concerns(scope))
    )
    order = (SeasonalRound.closed_at.is_(None).desc(), SeasonalRound.first_day.desc(), SeasonalRound.id.desc())
    return paged(statement.order_by(*order), number)


def round_for(round_id: int, scope: OrgScope) -> SeasonalRound:
    """A round that concerns `scope`, with its organiser. Raises NotFound."""
    return _one(_rounds().where(SeasonalRound.id == round_id, _concerns(scope)))


def round_of_organiser(round_id: int, scope: OrgScope) -> SeasonalRound:
    """A round whose organiser lies in `scope`: who may change and close it. Raises NotFound."""
    return _one(_rounds().where(SeasonalRound.id == round_id, scope.reaches(SeasonalRound.organiser_id)))


def round_to_report(round_id: int, scope: OrgScope) -> SeasonalRound:
    """The same as `round_for`, and nobody closes or changes it until the transaction ends; others may report."""
    wanted = _rounds().where(SeasonalRound.id == round_id, _concerns(scope))
    return _one(_anew(wanted.with_for_update(read=True, of=SeasonalRound)))


def round_for_update(round_id: int, scope: OrgScope) -> SeasonalRound:
    """The same as `round_of_organiser`, locked: nobody reports until the transaction ends."""
    wanted = _rounds().where(SeasonalRound.id == round_id, scope.reaches(SeasonalRound.organiser_id))
    return _one(_anew(wanted.with_for_update(of=SeasonalRound)))


def _rounds() -> Select[*tuple[Any, ...]]:
    return select(SeasonalRound).options(joinedload(SeasonalRound.organiser, innerjoin=True))


def _anew(statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return statement.execution_options(populate_existing=True)


def _one(statement: Select[*tuple[Any, ...]]) -> SeasonalRound:
    found = db.session.scalar(statement)
    if found is None:
        raise NotFound("There is no such round here.")
    return found


def themes_of(round_id: int) -> list[RoundTheme]:
    """The themes of a round in their order."""
    wanted = select(RoundTheme).where(RoundTheme.round_id == round_id)
    return list(db.session.scalars(wanted.order_by(RoundTheme.position, RoundTheme.id)))


def themes_in_use(round_id: int) -> set[int]:
    """The themes of a round that something was ever reported on."""
    wanted = select(BranchReport.theme_id).join(RoundTheme, RoundTheme.id == BranchReport.theme_id)
    return set(db.session.scalars(wanted.where(RoundTheme.round_id == round_id).distinct()))


def programme_without_round(organiser_id: int, category: str, year: int) -> Programme | None:
    """The round programme of an organiser, category and year that no round belongs to yet; the oldest of several."""
    taken = exists(select(1).where(SeasonalRound.programme_id == Programme.id))
    return db.session.scalars(
        select(Programme)
        .where(
            Programme.organiser_id == organiser_id, Programme.category == category, Programme.year == year,
            Programme.is_round, ~taken,
        )
        .order_by(Programme.id)
        .limit(1)
    ).first()  # fmt: skip


def closing_in_force(round_id: int) -> RoundClosing | None:
    """The closing of a round that was not reopened."""
    wanted = select(RoundClosing).where(RoundClosing.round_id == round_id, RoundClosing.reopened_at.is_(None))
    return db.session.scalars(wanted).one_or_none()


def reopenings_of(round_id: int) -> list[RoundClosing]:
    """Closings that were undone, the latest first, with their reasons."""
    wanted = select(RoundClosing).where(RoundClosing.round_id == round_id, RoundClosing.reopened_at.is_not(None))
    return list(db.session.scalars(wanted.order_by(RoundClosing.reopened_at.desc())))
