"""How the audit trail words what is done in this room."""

from flask_babel import lazy_gettext as _l

DEEDS = {
    "plan.added": _l("put a programme into the year's plan"),
    "plan.changed": _l("changed a programme of the year's plan"),
    "plan.removed": _l("took a programme out of the year's plan"),
    "plan.set_up": _l("set up a planned programme"),
    "plan.copied": _l("copied a year's plan into another year"),
    "plan.exported": _l("exported the year's plan or its calendar"),
}
