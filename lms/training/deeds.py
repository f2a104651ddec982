"""How the audit trail words what is done in this room."""

from flask_babel import lazy_gettext as _l

DEEDS = {
    "programme.made": _l("made a training programme"),
    "programme.changed": _l("changed a training programme"),
    "class.made": _l("made a class"),
    "class.changed": _l("changed a class"),
    "class.draws_from": _l("set where a class draws its people from"),
    "class.cancelled": _l("cancelled a class"),
    "class.closed": _l("closed a class"),
    "class.reopened": _l("reopened a class"),
    "meeting.made": _l("added a half-day"),
    "meeting.changed": _l("changed a half-day"),
    "meeting.removed": _l("removed a half-day"),
    "enrolment.made": _l("enrolled somebody"),
    "enrolment.ended": _l("ended an enrolment"),
    "enrolment.make_up_year": _l("set a make-up year"),
    "attendance.roll_call": _l("took the roll"),
    "attendance.marked": _l("marked attendance"),
    "attendance.reason": _l("gave the reason for a corrected mark"),
    "attendance.signed_in": _l("signed in to class"),
    "attendance.wrong_number": _l("typed a wrong sign-in number"),
    "leave.asked": _l("asked for leave"),
    "leave.approved": _l("approved leave"),
    "leave.refused": _l("did not approve leave"),
    "leave.taken_back": _l("took back a request for leave"),
}
