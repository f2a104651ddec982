"""Putting down what was exported."""

from lms.audit import actions as audit
from lms.audit.actor import Actor
from lms.people.queries import OrgScope


def note_export(actor: Actor, scope: OrgScope, title: str, rows: int, file_format: str) -> None:
    """Put down who took which sheet, how many rows, and how far the right reached."""
    audit.record(
        actor, "plan.exported", organisation_id=next(iter(scope.roots)) if len(scope.roots) == 1 else None,
        title=title, rows=rows, file_format=file_format,
        reach="everywhere" if scope.everywhere else sorted(scope.roots),
    )  # fmt: skip
