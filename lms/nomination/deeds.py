"""How the audit trail words what is done in this room."""

from flask_babel import lazy_gettext as _l

DEEDS = {
    "call.divided": _l("divided the seats of a class"),
    "call.quotas": _l("changed quotas by hand"),
    "call.opened": _l("opened a call-up for nominations"),
    "call.closing_day": _l("moved the closing day of a call-up"),
    "nomination.made": _l("nominated somebody"),
    "nomination.withdrawn": _l("took back a nomination"),
    "nomination.moved_up": _l("moved somebody up from the waiting list"),
    "nomination.confirmed": _l("confirmed a nomination"),
    "nomination.refused": _l("did not accept a nomination"),
    "nomination.replaced": _l("replaced somebody called up"),
    "notice.written": _l("wrote a notice of call-up"),
    "notice.sent": _l("sent a notice of call-up"),
    "nominations.exported": _l("exported quotas or nominations"),
}
