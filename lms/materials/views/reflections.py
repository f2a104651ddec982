"""An office's side: one person's reflection, and a word on it."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.accounts.guard import current_actor, current_scope, requires
from lms.accounts.rules import Permission
from lms.errors import Conflict, NotFound, Refused
from lms.files.downloads import as_attachment
from lms.materials.actions import reflections as actions
from lms.materials.forms.tasks import CommentForm
from lms.materials.queries import reflections, tasks
from lms.materials.views.blueprint import bp, locked_class
from lms.training.queries.classes import class_in_scope
from lms.training.queries.people import faces_of
from lms.transaction import transaction
from lms.web.notices import tell


@bp.get("/classes/<int:class_id>/tasks/<int:task_id>/people/<int:person_id>")
@requires(Permission.VIEW_CLASSES)
def show_reflection(class_id: int, task_id: int, person_id: int) -> ResponseReturnValue:
    """What somebody handed in, with the form for a comment."""
    return _page(class_id, task_id, person_id, CommentForm(formdata=None))


@bp.post("/classes/<int:class_id>/tasks/<int:task_id>/people/<int:person_id>")
@requires(Permission.MANAGE_CLASSES)
def comment(class_id: int, task_id: int, person_id: int) -> ResponseReturnValue:
    """Say something about it; hand it back, or not."""
    class_in_scope(class_id, current_scope())
    form = CommentForm()
    try:
        if form.validate_on_submit():
            with transaction():
                training_class = locked_class(class_id)
                task = tasks.task_row(class_id, task_id)
                actions.comment(
                    current_actor(), training_class, task, person_id, number=form.number.data or 0,
                    body=form.body.data or "", returns=form.returns.data,
                )  # fmt: skip
            tell(_("Your comment is kept."), _("The person finds it in the inbox."))
            return redirect(url_for(".show_task", class_id=class_id, task_id=task_id), code=303)
    except (Refused, Conflict) as refusal:
        form.form_errors.append(str(refusal))
        form.number.raw_data = None  # the page shows the version in force, so that is what is commented next
    return _page(class_id, task_id, person_id, form), 422


@bp.get("/classes/<int:class_id>/tasks/<int:task_id>/people/<int:person_id>/versions/<int:number>/file")
@requires(Permission.VIEW_CLASSES)
def download_reflection(class_id: int, task_id: int, person_id: int, number: int) -> ResponseReturnValue:
    """The file of a version; put down in the audit trail."""
    with transaction():
        card = class_in_scope(class_id, current_scope())
        version = reflections.version_of(class_id, task_id, person_id, number)
        actions.note_fetched(current_actor(), card.organiser_id, version, person_id)
    version = reflections.version_of(class_id, task_id, person_id, number)
    assert version.stored_file is not None  # noqa: S101 - the query asked for it
    return as_attachment(version.stored_file)


def _page(class_id: int, task_id: int, person_id: int, form: CommentForm) -> str:
    card = class_in_scope(class_id, current_scope())
    task = tasks.task_of(class_id, task_id, "reflection")
    handed = reflections.reflection_of(task_id, person_id)
    if not handed.versions:
        raise NotFound("Nothing was handed in.")
    if not form.number.raw_data:
        form.number.data = handed.number
    return render_template(
        "materials/reflection.html", card=card, task=task, handed=handed, form=form,
        face=faces_of([person_id])[person_id], person_id=person_id,
    )  # fmt: skip
