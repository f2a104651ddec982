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
from lms.rotation.actions.requirements import change_requirement, make_requirement
from lms.rotation.actions.waivers import NewWaiver, grant_waiver, revoke_waiver

__all__ = [
    "AT_ONCE", "JOB", "NewWaiver", "Progress", "change_requirement", "evaluate_again", "evaluate_all",
    "evaluate_everyone_soon", "evaluate_if_outdated", "evaluate_people", "grant_waiver", "make_requirement",
    "revoke_waiver",
]  # fmt: skip
