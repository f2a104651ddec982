"""What is shown of how one class was evaluated."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from lms.accounts.guard import current_actor, current_scope, requires, signed_in
from lms.accounts.rules import Permission
from lms.feedback import actions
from lms.feedback.queries import results
from lms.feedback.views.blueprint import bp
from lms.rosters.queries.reach import Reach
from lms.rosters.rosters.evaluation import evaluation_sheet
from lms.rosters.views.sending import FORMAT, send_sheet
from lms.training.queries.classes import class_for_update, class_in_scope


@bp.get("/classes/<int:class_id>/evaluation")
@requires(Permission.VIEW_CLASSES)
def show_class(class_id: int) -> ResponseReturnValue:
    """The class as a whole, each topic, and remarks; nothing while fewer than five have answered."""
    card = class_in_scope(class_id, current_scope())
    return render_template(
        "feedback/class.html",
        card=card,
        tab="feedback",
        result=results.result_of_class(class_id),
        answered=results.answered_in(class_id),
    )


@bp.get(f"/classes/<int:class_id>/evaluation.{FORMAT}")
@requires(Permission.EXPORT_ROSTERS)
def export_class(class_id: int, file_format: str) -> ResponseReturnValue:
    """The same as a sheet to print."""
    sheet = evaluation_sheet(class_id, Reach.of(lambda _right: current_scope()), signed_in().name)
    actor, scope = current_actor(), current_scope()

    def note() -> None:
        actions.note_export(actor, sheet.title, len(sheet), class_for_update(class_id, scope))

    return send_sheet(sheet, file_format, note, url_for(".show_class", class_id=class_id))
