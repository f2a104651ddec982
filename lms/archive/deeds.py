"""How the audit trail words what is done in this room."""

from flask_babel import lazy_gettext as _l

DEEDS = {
    "class_file.opened": _l("opened the file of a class"),
    "class_file.made": _l("made the file of a class"),
    "class_file.checked": _l("had the file of a class checked"),
    "class_file.downloaded": _l("downloaded the file of a class"),
    "class_file.handed_over": _l("handed over the file of a class"),
    "class_file.handover_corrected": _l("corrected the handover of a class's file"),
    "class_file.supplemented": _l("added the evaluation to the file of a class"),
    "class_file.exported": _l("exported the list of class files"),
}
