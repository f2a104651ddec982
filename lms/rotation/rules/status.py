"""The nine statuses of an obligation."""

from enum import StrEnum


class Status(StrEnum):
    """What an obligation has come to, in the words of the contract."""

    COMPLETED = "completed"
    MADE_UP = "made_up"
    RELEASED = "released"
    NEW_APPOINTEE = "new_appointee"
    EXEMPT = "exempt"
    SCHEDULED = "scheduled"
    OVERDUE = "overdue"
    AT_RISK = "at_risk"
    PENDING = "pending"


FLAGGED = frozenset({Status.OVERDUE, Status.AT_RISK})
"""Red and yellow."""

OPEN = frozenset({Status.OVERDUE, Status.AT_RISK, Status.PENDING, Status.SCHEDULED})
"""Something is still to be done this year."""
