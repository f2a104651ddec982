"""Putting programmes into the year's plan, changing and removing them, and setting them up."""

from dataclasses import asdict, dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from lms import clock
from lms.audit import actions as audit
from lms.audit.actor import Actor
from lms.errors import Refused
from lms.extensions import db
from lms.people.models import Organisation
from lms.planning.models import PlannedProgramme
from lms.planning.queries.plan import name_is_planned
from lms.planning.rules.wanted import Span
from lms.records.rules import TrainingCategory
from lms.training.actions import programmes
from lms.training.actions.programmes import ProgrammeFields
from lms.training.models import Programme

ROUNDS = frozenset({TrainingCategory.WINTER, TrainingCategory.SPRING})
"""Categories whose programmes are rounds: every branch below runs classes of its own."""


@dataclass(frozen=True)
class PlanFields:
    """What an office fills in for a planned programme; days and hours in hundredths, seats of all intakes."""

    name: str
    category: str
    organiser_id: int
    seats: int
    days_hundredths: int
    credit_centihours: int
    theme: str = ""
    audience: tuple[str, ...] = ()
    intakes: int = 1
    wanted: Span | None = None
    note: str = ""


def add_programme(actor: Actor, year: int, fields: PlanFields) -> PlannedProgramme:
    """A programme more in the plan of `year`; the caller has checked that the organiser lies within reach.

    Raises Refused when the organiser plans one of this name already.
    """
    _refuse_twice(year, fields)
    planned = PlannedProgramme(year=year, created_at=clock.now(), created_by=str(actor), **_columns(fields))
    db.session.add(planned)
    db.session.flush()
    _put_down(actor, "plan.added", planned, fields)
    return planned


def change_programme(actor: Actor, planned: PlannedProgramme, fields: PlanFields) -> None:
    """Change a locked planned programme. Raises Refused where that would part it from what was set up."""
    _refuse_twice(planned.year, fields, planned.id)
    fixed, wanted = (planned.category, planned.organiser_id), (str(fields.category), fields.organiser_id)
    if planned.programme_id is not None and fixed != wanted:
        raise Refused(_("This programme is set up already: its category and organiser stay."))
    for name, value in _columns(fields).items():
        setattr(planned, name, value)
    _put_down(actor, "plan.changed", planned, fields)


def remove_programme(actor: Actor, planned: PlannedProgramme) -> None:
    """Take a locked planned programme out of the plan; a programme that was set up stays as it is.

    Raises Refused when it has classes: the plan is what they are held against.
    """
    programme = _set_up_as(planned)
    if programme is not None and programmes.has_classes(programme):
        raise Refused(_("There are classes of this programme already, so it stays in the plan."))
    audit.record(
        actor, "plan.removed", of=planned, organisation_id=planned.organiser_id, year=planned.year,
        category=planned.category, seats=planned.seats, intakes=planned.intakes,
    )  # fmt: skip
    db.session.delete(planned)


def set_up(actor: Actor, planned: PlannedProgramme) -> Programme:
    """The programme of a locked planned one: made now, found where the organiser made it by hand, or the one it has.

    Pressed again, the same.
    """
    programme = _set_up_as(planned)
    if programme is not None:
        return programme
    programme = _made_by_hand(planned) or programmes.create_programme(actor, _programme_fields(planned))
    planned.programme_id = programme.id
    audit.record(
        actor, "plan.set_up", of=planned, organisation_id=planned.organiser_id, year=planned.year,
        programme=programme.id,
    )  # fmt: skip
    return programme


def _set_up_as(planned: PlannedProgramme) -> Programme | None:
    return db.session.get(Programme, planned.programme_id) if planned.programme_id is not None else None


def _made_by_hand(planned: PlannedProgramme) -> Programme | None:
    """A programme of the same name, year, category and organiser that no plan holds yet."""
    held = select(PlannedProgramme.programme_id).where(PlannedProgramme.programme_id.is_not(None))
    return db.session.scalars(
        select(Programme)
        .where(
            Programme.name == planned.name, Programme.year == planned.year, Programme.category == planned.category,
            Programme.organiser_id == planned.organiser_id, Programme.id.not_in(held),
        )
        .order_by(Programme.id)
        .limit(1)
    ).one_or_none()  # fmt: skip


def _programme_fields(planned: PlannedProgramme) -> ProgrammeFields:
    return ProgrammeFields(
        name=planned.name,
        category=planned.category,
        year=planned.year,
        organiser_id=planned.organiser_id,
        is_round=planned.category in ROUNDS,
        note=planned.note,
    )


def _refuse_twice(year: int, fields: PlanFields, but: int | None = None) -> None:
    """Raises Refused; who plans for the same organiser at the same time waits, so that both are not let through."""
    own = select(Organisation.id).where(Organisation.id == fields.organiser_id)
    db.session.execute(own.with_for_update(key_share=True))
    if name_is_planned(year, fields.organiser_id, fields.name, but=but):
        raise Refused(_("This organiser plans a programme of this name in %(year)s already.", year=year))


def _columns(fields: PlanFields) -> dict[str, Any]:
    given = asdict(fields) | {"category": str(fields.category), "audience": [str(one) for one in fields.audience]}
    del given["wanted"]
    span = fields.wanted
    return given | {
        "wanted_from": span.first if span else None,
        "wanted_until": span.last if span else None,
        "wanted_by_month": span.by_month if span else True,
    }


def _put_down(actor: Actor, deed: str, planned: PlannedProgramme, fields: PlanFields) -> None:
    told = _columns(fields)
    del told["organiser_id"]
    audit.record(actor, deed, of=planned, organisation_id=planned.organiser_id, year=planned.year, **told)
