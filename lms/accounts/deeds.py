"""How the audit trail words what is done in this room."""

from flask_babel import lazy_gettext as _l

DEEDS = {
    "login.done": _l("logged in"),
    "login.refused": _l("tried to log in"),
    "login.locked": _l("tried to log in too often"),
    "logout.done": _l("logged out"),
    "password.set": _l("set the first password"),
    "password.changed": _l("changed the password"),
    "account.created": _l("opened an account"),
    "account.codes_issued": _l("opened accounts for an organisation"),
    "account.codes_exported": _l("exported activation codes"),
    "account.reset": _l("gave a new activation code"),
    "account.disabled": _l("disabled an account"),
    "account.enabled": _l("enabled an account"),
    "grant.given": _l("gave a right"),
    "grant.taken_back": _l("took back a right"),
}
