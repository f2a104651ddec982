"""How the audit trail words what is done in this room."""

from flask_babel import lazy_gettext as _l

DEEDS = {
    "material.added": _l("added a teaching file"),
    "material.changed": _l("changed a teaching file's entry"),
    "material.removed": _l("removed a teaching file"),
    "material.fetched": _l("downloaded a teaching file"),
    "reading.set": _l("set what is to be read before a class"),
    "reading.removed": _l("took back what was to be read before a class"),
    "reading.done": _l("ticked a reading as read"),
    "class_task.set": _l("set a task of a class"),
    "class_task.changed": _l("changed a task of a class"),
    "class_task.removed": _l("took back a task of a class"),
    "class_task.reminded": _l("reminded people of a task"),
    "reflection.handed_in": _l("handed in a reflection"),
    "reflection.commented": _l("commented a reflection"),
    "reflection.returned": _l("handed back a reflection for rework"),
    "reflection.fetched": _l("downloaded the file of a reflection"),
    "class_task.exported": _l("exported how the tasks of a class stand"),
}
