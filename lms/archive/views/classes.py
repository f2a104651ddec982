"""The files of one class: what is in them, taking one along, having one made or checked."""

from flask import Response, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.accounts.guard import current_actor, current_scope, requires
from lms.accounts.rules import Permission
from lms.archive import actions
from lms.archive.contents import fetched
from lms.archive.queries import files
from lms.archive.views.blueprint import bp
from lms.errors import NotFound
from lms.files.actions import opened
from lms.training.queries.classes import class_for_update, class_in_scope
from lms.transaction import transaction
from lms.web.notices import tell


@bp.get("/classes/<int:class_id>/file")
@requires(Permission.VIEW_CLASSES)
def show_class(class_id: int) -> ResponseReturnValue:
    """The file of the closing in force with its documents; those of closings that were taken back."""
    card = class_in_scope(class_id, current_scope())
    found = files.files_of_class(class_id)
    current = next((one for one in found if one.reopened_at is None), None)
    contents = fetched(files.stored_class_file(class_id, current.id).contents) if current else None
    ids = [one.id for one in found]
    return render_template(
        "archive/class.html",
        card=card,
        tab="archive",
        current=current,
        earlier=[one for one in found if one is not current],
        contents=contents,
        evaluation_grew=contents is not None and actions.evaluation_grew(class_id, contents),
        making=files.latest_jobs(files.MAKE, ids),
        checks=files.latest_jobs(files.CHECK, ids),
    )


@bp.post("/classes/<int:class_id>/file/make")
@requires(Permission.CLOSE_CLASS)
def make(class_id: int) -> ResponseReturnValue:
    """Have the file made: of a class that was closed before there were files, or whose making failed."""
    with transaction():
        class_for_update(class_id, current_scope())
        closing = files.closing_without_file(class_id)
        found = [one for one in files.files_of_class(class_id) if one.size is None]
        if closing is not None:
            actions.open_file(current_actor(), closing)
        elif found:
            actions.have_made(current_actor(), files.stored_class_file(class_id, found[0].id))
    tell(_("The file is being made."), _("Look again in a moment. You may leave this page."), kind="info")
    return redirect(url_for(".show_class", class_id=class_id), code=303)


@bp.post("/classes/<int:class_id>/file/<int:file_id>/check")
@requires(Permission.EXPORT_ROSTERS)
def check(class_id: int, file_id: int) -> ResponseReturnValue:
    """Have it made again and compared with what is kept."""
    with transaction():
        class_for_update(class_id, current_scope())
        actions.have_checked(current_actor(), files.stored_class_file(class_id, file_id))
    tell(_("The file is being checked."), _("Look again in a moment. You may leave this page."), kind="info")
    return redirect(url_for(".show_class", class_id=class_id), code=303)


@bp.post("/classes/<int:class_id>/file/<int:file_id>/supplement")
@requires(Permission.CLOSE_CLASS)
def supplement(class_id: int, file_id: int) -> ResponseReturnValue:
    """Add the evaluation that came after the closing: another edition, the former one is kept."""
    with transaction():
        class_for_update(class_id, current_scope())
        actions.supplement(current_actor(), files.stored_class_file(class_id, file_id))
    tell(_("The file is being made."), _("Look again in a moment. You may leave this page."), kind="info")
    return redirect(url_for(".show_class", class_id=class_id), code=303)


@bp.get("/classes/<int:class_id>/file/<int:file_id>.zip")
@requires(Permission.EXPORT_ROSTERS)
def download(class_id: int, file_id: int) -> Response:
    """The file as it was made when the class was closed."""
    with transaction():
        class_in_scope(class_id, current_scope())
        class_file = files.stored_class_file(class_id, file_id)
        stored = class_file.stored_file
        if stored is None:
            raise NotFound("The file is not made yet.")
        actions.note_download(current_actor(), class_file)
        name, stream = stored.name, opened(stored)
    return send_file(stream, mimetype="application/zip", as_attachment=True, download_name=name)
