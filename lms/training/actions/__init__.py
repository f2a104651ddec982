"""Every change to programmes, classes, seats, attendance and leave; each in its caller's transaction.

Other rooms call `enrol_many`.
"""

from lms.training.actions.enrolment import Enrolled, enrol_many

__all__ = ["Enrolled", "enrol_many"]
