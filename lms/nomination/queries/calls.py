"""Call-ups within a scope: one of them, lists of them, how far each has come."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select

from lms import clock
from lms.errors import NotFound
from lms.extensions import db
from lms.nomination.models import CallQuota, CallUp, Nomination
from lms.nomination.rules.standing import CallState, Stage, Standing, stage_of
from lms.paging import Page, paged
from lms.people.queries import OrgScope
from lms.training.models import ClassSchedule, TrainingClass
from lms.training.queries.classes import ClassCard, cards

_CARD_WIDTH = len(fields(ClassCard))


@dataclass(frozen=True)
class Tally:
    """Seats of quotas, and how many people stand where for them."""

    quota: int = 0
    nominated: int = 0
    confirmed: int = 0
    waiting: int = 0

    @property
    def filled(self) -> int:
        """Seats that somebody is named for."""
        return self.nominated + self.confirmed

    @property
    def open(self) -> int:
        """Seats nobody is named for yet."""
        return max(0, self.quota - self.filled)


@dataclass(frozen=True)
class CallCard:
    """A call-up as pages show it; `tally` counts what lies within the asker's scope."""

    id: int
    requirement_id: int | None
    owed_year: int
    seats: int
    minimum: int
    closes_on: date
    state: CallState
    card: ClassCard
    tally: Tally

    @property
    def stage(self) -> Stage:
        """Where it stands today."""
        return stage_of(self.state, self.closes_on, clock.today())


def call_of_class(class_id: int, scope: OrgScope) -> CallCard | None:
    """The call-up of a class whose organiser lies in `scope`; None while there is none. Its tally is the whole."""
    row = db.session.execute(
        _calls(scope, whole=True).where(CallUp.training_class_id == class_id, scope.reaches(TrainingClass.organiser_id))
    ).one_or_none()
    return None if row is None else _call(row)


def call_for_units(class_id: int, scope: OrgScope) -> CallCard:
    """A call-up that gives seats to units of `scope`, once it is open. Raises NotFound."""
    row = db.session.execute(_calls(scope).where(CallUp.training_class_id == class_id, _gives_to(scope))).one_or_none()
    if row is None:
        raise NotFound("There is no such call-up here.")
    return _call(row)


def calls_page(scope: OrgScope, number: int) -> Page:
    """Call-ups of classes organised in `scope`, and open ones that give seats to its units; a page of CallCard.

    Those that still take nominations first, by their closing day; the others after them, newest first.
    """
    page = paged(_listed(scope), number)
    return Page([_call(row) for row in page.rows], page.number, page.of, page.total)


def all_calls(scope: OrgScope) -> list[CallCard]:
    """The same, all of them, for a file."""
    return [_call(row) for row in db.session.execute(_listed(scope))]


def count_taking(scope: OrgScope, today: date) -> int:
    """How many of them still take nominations."""
    wanted = _listed(scope).where(CallUp.state == CallState.OPEN.value, CallUp.closes_on >= today)
    return db.session.scalar(select(func.count()).select_from(wanted.order_by(None).subquery())) or 0


def classes_without_call(scope: OrgScope, today: date, number: int) -> Page:
    """Classes still to begin that nobody is called up for yet, the earliest first; a page of ClassCard."""
    statement = cards().where(
        scope.reaches(TrainingClass.organiser_id),
        ClassSchedule.first_day > today,
        TrainingClass.closed_at.is_(None),
        TrainingClass.cancelled_at.is_(None),
        ~exists(select(1).where(CallUp.training_class_id == TrainingClass.id)),
    )
    page = paged(statement.order_by(ClassSchedule.first_day, TrainingClass.id), number)
    return Page([ClassCard(*row) for row in page.rows], page.number, page.of, page.total)


def locked_call(class_id: int) -> CallUp:
    """The call-up of a class, asked behind the lock of `class_for_update`. Raises NotFound."""
    found = db.session.scalar(
        select(CallUp).where(CallUp.training_class_id == class_id).execution_options(populate_existing=True)
    )
    if found is None:
        raise NotFound("There is no such call-up here.")
    return found


def _listed(scope: OrgScope) -> Select[*tuple[Any, ...]]:
    today = clock.today()
    is_over = or_(CallUp.state == CallState.SENT.value, CallUp.closes_on < today)
    return (
        _calls(scope)
        .where(
            or_(scope.reaches(TrainingClass.organiser_id), _gives_to(scope)),
            TrainingClass.cancelled_at.is_(None),
        )
        .order_by(is_over, CallUp.closes_on, CallUp.id.desc())
    )


def _gives_to(scope: OrgScope) -> ColumnElement[bool]:
    given = select(1).where(CallQuota.call_up_id == CallUp.id, scope.reaches(CallQuota.organisation_id))
    return and_(CallUp.state != CallState.DRAFT.value, exists(given))


def _calls(scope: OrgScope, *, whole: bool = False) -> Select[*tuple[Any, ...]]:
    quota = select(func.coalesce(func.sum(CallQuota.seats), 0)).where(CallQuota.call_up_id == CallUp.id)
    named = select(func.count()).select_from(Nomination).where(Nomination.call_up_id == CallUp.id)
    if not whole:
        quota = quota.where(scope.reaches(CallQuota.organisation_id))
        named = named.where(scope.reaches(Nomination.organisation_id))
    counts = [
        named.where(Nomination.state == one.value).correlate(CallUp).scalar_subquery().label(f"count_{one}")
        for one in (Standing.NOMINATED, Standing.CONFIRMED, Standing.WAITING)
    ]
    return (
        cards()
        .add_columns(
            CallUp.id, CallUp.requirement_id, CallUp.owed_year, CallUp.seats, CallUp.minimum, CallUp.closes_on,
            CallUp.state, quota.correlate(CallUp).scalar_subquery().label("quota"), *counts,
        )
        .join(CallUp, CallUp.training_class_id == TrainingClass.id)
    )  # fmt: skip


def _call(row: Any) -> CallCard:  # noqa: ANN401 - a row of `_calls`
    card, own = ClassCard(*row[:_CARD_WIDTH]), row[_CARD_WIDTH:]
    key, requirement, year, seats, minimum, closes_on, state, *counts = own
    return CallCard(key, requirement, year, seats, minimum, closes_on, CallState(state), card, Tally(*counts))
