"""The words for roles, for states of accounts, and for what is wrong with a password."""

from flask_babel import lazy_gettext as _l

from lms.accounts.rules import Role
from lms.accounts.rules.passwords import Fault
from lms.accounts.rules.states import AccountState

ROLE_WORDS = {
    Role.CADRE: _l("learner"),
    Role.TRAINER: _l("trainer"),
    Role.DISTRICT: _l("organisation department (district)"),
    Role.STREET: _l("organisation department (street or town)"),
    Role.SYSTEM_ADMIN: _l("system administrator"),
    Role.SECURITY_ADMIN: _l("security administrator"),
    Role.AUDITOR: _l("auditor"),
}
STATE_WORDS = {
    AccountState.WAITING: _l("Not used yet"),
    AccountState.EXPIRED: _l("Code expired"),
    AccountState.ACTIVE: _l("In use"),
    AccountState.DISABLED: _l("Disabled"),
}
FAULT_WORDS = {
    Fault.TOO_SHORT: _l("A password has at least 8 characters."),
    Fault.TOO_LONG: _l("A password has at most 128 characters."),
    Fault.ABOUT_YOU: _l("Do not use your own number, telephone number or name as a password."),
    Fault.TOO_COMMON: _l("Too many people use this password. Take another, such as four words in a row."),
}
