"""How the audit trail words what is done in this room."""

from flask_babel import lazy_gettext as _l

DEEDS = {
    "evaluation.given": _l("an evaluation was given, without a name"),
    "evaluation.exported": _l("exported evaluation results"),
}
