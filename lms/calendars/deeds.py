"""How the audit trail words what is done in this room."""

from flask_babel import lazy_gettext as _l

DEEDS = {
    "calendar.address_made": _l("made a calendar address"),
    "calendar.address_renewed": _l("renewed a calendar address"),
    "calendar.address_ended": _l("ended a calendar address"),
}
