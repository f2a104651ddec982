"""The word and the shape of each training status (rotation-rules.md has the codes)."""

from typing import NamedTuple

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString


class StatusLook(NamedTuple):
    """How one status reads and what stands before the word."""

    word: LazyString
    icon: str
    css: str


def _look(code: str, word: LazyString, icon: str) -> tuple[str, StatusLook]:
    return code, StatusLook(word, icon, code.replace("_", "-"))


STATUSES = dict((
    _look("overdue", _l("Overdue"), "exclamation-octagon"),
    _look("at_risk", _l("At risk"), "exclamation-triangle"),
    _look("pending", _l("Pending"), "circle"),
    _look("scheduled", _l("Scheduled"), "calendar-check"),
    _look("completed", _l("Completed"), "check-circle"),
    _look("made_up", _l("Made up"), "check2-circle"),
    _look("exempt", _l("Exempt"), "dash-circle"),
    _look("new_appointee", _l("Newly appointed"), "person-plus"),
    _look("released", _l("Left the post"), "box-arrow-right"),
))  # fmt: skip


def status_look(code: str) -> StatusLook:
    """Word, icon and class of a status. Raises KeyError for a code that rotation-rules.md does not know."""
    return STATUSES[str(code)]


TEMPLATE_GLOBALS = {"status_look": status_look}
