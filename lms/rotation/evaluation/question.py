"""A question to the evaluation."""

from __future__ import annotations

from dataclasses import dataclass

from lms.rotation.evaluation.moment import EVERYBODY, Moment, Selection
from lms.rotation.rules import Requirement


@dataclass(frozen=True)
class Question:
    """A requirement (with its row's id), the years, the two days, and whom it is about."""

    requirement_id: int
    requirement: Requirement
    years: tuple[int, ...]
    moment: Moment
    people: Selection = EVERYBODY
