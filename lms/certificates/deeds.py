"""How the audit trail words what is done in this room."""

from flask_babel import lazy_gettext as _l

DEEDS = {
    "certificates.issued": _l("issued certificates"),
    "certificates.revoked": _l("revoked certificates"),
    "certificates.printed": _l("printed certificates"),
    "certificates.forms_printed": _l("printed appraisal forms"),
    "certificate.own_downloaded": _l("downloaded one's own certificate"),
    "certificate.badge_downloaded": _l("downloaded one's own Open Badge"),
}
