"""How the audit trail words what is done in this room."""

from flask_babel import lazy_gettext as _l

DEEDS = {
    "record.written": _l("wrote a training record"),
    "record.taken_back": _l("took back a training record"),
    "records.imported": _l("imported training records"),
    "capability.passed": _l("passed a capability"),
}
