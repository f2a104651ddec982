"""Who owes which training: pure functions from facts to a status, its due day and its reason.

The text these implement is rotation-rules.md. Nothing here knows a database, a clock or a request.
"""

from lms.rotation.rules.amounts import Amounts, reaches
from lms.rotation.rules.evaluation import Finding, evaluate
from lms.rotation.rules.facts import (
    Appointment,
    CapabilityPass,
    Enrolment,
    Facts,
    TrainingRecord,
    Waiver,
    WaiverKind,
)
from lms.rotation.rules.reasons import Language, reason
from lms.rotation.rules.requirement import (
    AskedCurriculum,
    Combine,
    MonthDay,
    Requirement,
    YearBy,
    faults,
)
from lms.rotation.rules.spells import AudiencePost, Spell, spells
from lms.rotation.rules.status import FLAGGED, OPEN, Status

__all__ = [
    "FLAGGED", "OPEN", "Amounts", "Appointment", "AskedCurriculum", "AudiencePost", "CapabilityPass", "Combine",
    "Enrolment", "Facts", "Finding", "Language", "MonthDay", "Requirement", "Spell", "Status", "TrainingRecord",
    "Waiver", "WaiverKind", "YearBy", "evaluate", "faults", "reaches", "reason", "spells",
]  # fmt: skip
