"""Every question this room asks."""

from lms.rotation.queries.requirements import KnownRequirement, requirement, requirements

__all__ = ["KnownRequirement", "requirement", "requirements"]
