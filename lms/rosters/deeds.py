"""How the audit trail words what is done in this room."""

from flask_babel import lazy_gettext as _l

DEEDS = {
    "roster.exported": _l("exported a roster"),
    "roster.own_exported": _l("downloaded the own registration form"),
}
