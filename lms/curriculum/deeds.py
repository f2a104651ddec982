"""How the audit trail words what is done in this room."""

from flask_babel import lazy_gettext as _l

DEEDS = {
    "courses.synced": _l("loaded the curricula"),
    "lesson.finished": _l("finished a lesson"),
}
