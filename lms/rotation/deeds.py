"""How the audit trail words what is done in this room."""

from flask_babel import lazy_gettext as _l

DEEDS = {
    "requirement.made": _l("made a requirement"),
    "requirement.changed": _l("changed a requirement"),
    "waiver.granted": _l("granted an exemption or deferral"),
    "waiver.revoked": _l("revoked an exemption or deferral"),
    "waivers.imported": _l("imported exemptions and deferrals"),
    "rotation.flags_exported": _l("exported who is flagged"),
}
