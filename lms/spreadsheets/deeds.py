"""How the audit trail words what is done in this room."""

from flask_babel import lazy_gettext as _l

DEEDS = {
    "import.sent": _l("sent a file to be imported"),
    "import.forgotten": _l("removed imported files that were kept long enough"),
}
