"""How the audit trail words what is done in this room."""

from flask_babel import lazy_gettext as _l

DEEDS = {
    "audit.read": _l("looked at the audit trail"),
    "audit.exported": _l("exported the audit trail"),
    "audit.checked": _l("checked the audit trail"),
}
