"""Every change this room makes."""

from lms.rotation.actions.evaluating import (
    AT_ONCE,
    JOB,
    Progress,
    evaluate_again,
    evaluate_all,
    evaluate_everyone_soon,
    evaluate_if_outdated,
    evaluate_people,
)

__all__ = [
    "AT_ONCE", "JOB", "Progress", "evaluate_again", "evaluate_all", "evaluate_everyone_soon", "evaluate_if_outdated",
    "evaluate_people",
]  # fmt: skip
