"""Every change to accounts, logins and grants."""

from lms.accounts.actions.accounts import (
    disable,
    enable,
    issue_code,
    keep_preferences,
    open_accounts,
    reset,
    why_not_to_change,
)
from lms.accounts.actions.coming_in import Attempt, Outcome, Problem, begin, finish, prove
from lms.accounts.actions.grants import give, take_back
from lms.accounts.actions.logins import Visitor, end_login, end_logins_of, forget_old, note_use, open_login
from lms.accounts.actions.passwords import set_password
from lms.accounts.actions.tries import LockedOut, count_try, forgive

__all__ = [
    "Attempt",
    "LockedOut",
    "Outcome",
    "Problem",
    "Visitor",
    "begin",
    "count_try",
    "disable",
    "enable",
    "end_login",
    "end_logins_of",
    "finish",
    "forget_old",
    "forgive",
    "give",
    "issue_code",
    "keep_preferences",
    "note_use",
    "open_accounts",
    "open_login",
    "prove",
    "reset",
    "set_password",
    "take_back",
    "why_not_to_change",
]
