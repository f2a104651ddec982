"""What a class is called, and how far it has come."""

from datetime import date
from enum import StrEnum


class Stage(StrEnum):
    """Where a class stands on a day."""

    PREPARING = "preparing"
    RUNNING = "running"
    OVER = "over"  # its days are over, it is not closed
    CLOSED = "closed"
    CANCELLED = "cancelled"


def stage_of(first_day: date, last_day: date, today: date, *, closed: bool, cancelled: bool) -> Stage:
    """The stage of a class: what was decided about it first, then the calendar."""
    if cancelled or closed:
        return Stage.CANCELLED if cancelled else Stage.CLOSED
    if today < first_day:
        return Stage.PREPARING
    return Stage.RUNNING if today <= last_day else Stage.OVER


OPEN_STAGES = frozenset({Stage.PREPARING, Stage.RUNNING, Stage.OVER})
"""Stages in which a class may still change."""


def class_name(programme_name: str, intake_number: int, *, organiser_name: str, is_round: bool) -> str:
    """The whole name of a class, as records and rosters write it; in a round each organiser counts its own intakes."""
    where = f"（{organiser_name}）" if is_round else ""
    return f"{programme_name}{where}第{intake_number}期"
