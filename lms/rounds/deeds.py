"""How the audit trail words what is done in this room."""

from flask_babel import lazy_gettext as _l

DEEDS = {
    "round.opened": _l("opened a winter or spring round"),
    "round.changed": _l("changed a winter or spring round"),
    "round.reported": _l("reported a branch meeting"),
    "round.report_corrected": _l("corrected a report of a branch meeting"),
    "round.report_taken_back": _l("took back a report of a branch meeting"),
    "round.file_removed": _l("removed a file of a branch meeting"),
    "round.reached": _l("recorded that a member was reached"),
    "round.reach_corrected": _l("corrected how a member was reached"),
    "round.reach_taken_back": _l("took back that a member was reached"),
    "round.reminded": _l("reminded branches that are behind"),
    "round.closed": _l("closed a winter or spring round"),
    "round.reopened": _l("reopened a winter or spring round"),
    "round.exported": _l("exported a list of a winter or spring round"),
}
