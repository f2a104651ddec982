"""Making and changing programmes."""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from lms import clock
from lms.audit import actions as audit
from lms.audit.actor import Actor
from lms.errors import Refused
from lms.extensions import db
from lms.training.models import Programme, TrainingClass


@dataclass(frozen=True)
class ProgrammeFields:
    """What an office fills in for a programme; its category is a training category."""

    name: str
    category: str
    year: int
    organiser_id: int
    is_round: bool = False
    required_share_percent: int = 85
    excellent_percent: int = 0
    quiz_curriculum_id: int | None = None
    note: str = ""


def create_programme(actor: Actor, fields: ProgrammeFields) -> Programme:
    """A new programme; the caller has checked that the organiser lies within reach."""
    programme = Programme(created_at=clock.now(), created_by=str(actor), **_columns(fields))
    db.session.add(programme)
    db.session.flush()
    audit.record(actor, "programme.made", of=programme, organisation_id=fields.organiser_id, **_told(fields))
    return programme


def change_programme(actor: Actor, programme: Programme, fields: ProgrammeFields) -> None:
    """Change a programme. Raises Refused when classes rest on what would become another thing."""
    fixed = (programme.category, programme.organiser_id, programme.is_round)
    wanted = (fields.category, fields.organiser_id, fields.is_round)
    if fixed != wanted and has_classes(programme):
        raise Refused(
            _("There are classes of this programme: its category, organiser and kind stay. Make a new one instead.")
        )
    for name, value in _columns(fields).items():
        setattr(programme, name, value)
    audit.record(actor, "programme.changed", of=programme, organisation_id=fields.organiser_id, **_told(fields))


def has_classes(programme: Programme) -> bool:
    """Whether any class of a programme was made."""
    statement = select(TrainingClass.id).where(TrainingClass.programme_id == programme.id)
    return db.session.scalar(statement.limit(1)) is not None


def _columns(fields: ProgrammeFields) -> dict[str, object]:
    return {
        "name": fields.name, "category": str(fields.category), "year": fields.year,
        "organiser_id": fields.organiser_id, "is_round": fields.is_round,
        "required_share_percent": fields.required_share_percent, "excellent_percent": fields.excellent_percent,
        "quiz_curriculum_id": fields.quiz_curriculum_id, "note": fields.note,
    }  # fmt: skip


def _told(fields: ProgrammeFields) -> dict[str, Any]:
    return {
        "category": str(fields.category), "year": fields.year, "is_round": fields.is_round,
        "required_share_percent": fields.required_share_percent, "excellent_percent": fields.excellent_percent,
        "quiz": fields.quiz_curriculum_id,
    }  # fmt: skip
