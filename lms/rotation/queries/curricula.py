"""Curricula that a requirement may ask for."""

from __future__ import annotations

from sqlalchemy import select

from lms.curriculum.models import Curriculum
from lms.extensions import db


def curricula_to_ask_for() -> list[Curriculum]:
    """Those that are taught now, in the order of pages."""
    taught = select(Curriculum).where(Curriculum.retired_at.is_(None))
    return list(db.session.scalars(taught.order_by(Curriculum.kind, Curriculum.position)))
