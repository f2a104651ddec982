"""A question to the evaluation."""

from __future__ import annotations

from dataclasses import dataclass

from lms.rotation.evaluation.moment import EVERYBODY, Moment, People
from lms.rotation.rules import Requirement

KEPT = 128
"""How many statements are kept: a few days' questions. Their CTEs have no names, so that two can be put into one."""


@dataclass(frozen=True)
class Question:
    """A requirement (with its row's id), the years, the two days, and whom it is about.

    Execute a statement made of it with `people.parameters`.
    """

    requirement_id: int
    requirement: Requirement
    years: tuple[int, ...]
    moment: Moment
    people: People = EVERYBODY
