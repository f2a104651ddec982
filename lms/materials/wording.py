"""The words of this room's states, and how files and tasks read in the language of the page."""

from typing import Any

from flask import current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.materials.rules.reflections import State, length_of
from lms.materials.texts import shown
from lms.training.wording import meeting_name
from lms.web.preferences import page_language

STATE_WORDS = {
    State.MISSING: _l("Not handed in"),
    State.HANDED_IN: _l("Handed in"),
    State.COMMENTED: _l("Commented"),
    State.RETURNED: _l("Handed back for rework"),
}
STATE_LOOKS = {
    State.MISSING: "neutral", State.HANDED_IN: "done", State.COMMENTED: "done", State.RETURNED: "warning",
}  # fmt: skip


def size_words(size: int) -> str:
    """A length in bytes as people say it: 640 KB, 3.2 MB."""
    if size >= 1024 * 1024:
        return f"{size / 1024 / 1024:.1f} MB"
    return f"{max(1, round(size / 1024))} KB"


def task_title(task: Any) -> str:  # noqa: ANN401 - a TaskRow
    """What a task is called on a page."""
    if task.is_reflection:
        return str(task.own_title)
    title = task.curriculum_english if page_language() == "en" else task.curriculum_title
    return _("Quiz: %(title)s", title=title)


def when_words(row: Any) -> str:  # noqa: ANN401 - anything with a day and a half, or None in both
    """The half-day something belongs to; the whole class where there is none."""
    return meeting_name(row) if row.day else _("the whole class")


TEMPLATE_WORDS = {
    "STATE_WORDS": STATE_WORDS,
    "STATE_LOOKS": STATE_LOOKS,
    "size_words": size_words,
    "task_title": task_title,
    "when_words": when_words,
    "safe_text": shown,
    "length_of": length_of,
    "most_megabytes": lambda: current_app.extensions["settings"].upload_megabytes,
}
