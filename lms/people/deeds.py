"""How the audit trail words what is done in this room."""

from flask_babel import lazy_gettext as _l

DEEDS = {
    "orgs.imported": _l("imported organisations"),
    "people.imported": _l("imported people"),
    "person.added": _l("added a person"),
    "person.corrected": _l("corrected facts of a person"),
    "person.standing_set": _l("put down political status or the day of joining the party"),
    "appointment.added": _l("added an appointment"),
    "appointment.ended": _l("ended an appointment"),
    "appointment.corrected": _l("corrected an appointment"),
    "appointment.withdrawn": _l("took back an appointment"),
    "organisation.added": _l("added an organisation"),
    "organisation.changed": _l("renamed or moved an organisation"),
}
