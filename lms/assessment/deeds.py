"""How the audit trail words what is done in this room."""

from flask_babel import lazy_gettext as _l

DEEDS = {
    "attempt.started": _l("began a quiz"),
    "attempt.handed_in": _l("handed in a quiz"),
    "attempt.submitted": _l("handed in quizzes whose time was over"),
    "questions.synced": _l("loaded the question bank"),
    "questions.imported": _l("imported questions"),
}
