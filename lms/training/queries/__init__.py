"""Questions about programmes, classes, attendance and leave, each within a scope.

Other rooms ask: `next_meeting_of`, `open_classes`, `completion_rows`, `attendance_grid`, `class_in_scope`.
"""

from lms.training.queries.attendance import Grid, GridRow, attendance_grid
from lms.training.queries.classes import ClassCard, class_in_scope, classes_of_person, open_classes
from lms.training.queries.results import CompletionRow, completion_rows
from lms.training.queries.sign_in import MeetingFacts, next_meeting_of

__all__ = [
    "ClassCard", "CompletionRow", "Grid", "GridRow", "MeetingFacts", "attendance_grid", "class_in_scope",
    "classes_of_person", "completion_rows", "next_meeting_of", "open_classes",
]  # fmt: skip
