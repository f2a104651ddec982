"""Files of classes, and which of them are not handed over yet."""

from typing import cast

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from lms.accounts.guard import current_actor, current_scope, requires, signed_in
from lms.accounts.rules import Permission
from lms.archive.forms import FileConditions
from lms.archive.queries import handing
from lms.archive.sheets.files import files_sheet
from lms.archive.views.blueprint import bp
from lms.audit import actions as audit
from lms.rosters.views.sending import FORMAT, send_sheet


@bp.get("/class-files")
@requires(Permission.VIEW_CLASSES)
def list_files() -> ResponseReturnValue:
    """Those not handed over yet first, the longest due on top; or those handed over, or all."""
    form = _conditions()
    page = handing.files_page(current_scope(), _which(form), request.args.get("page", 1, type=int))
    waiting = handing.count_waiting(current_scope())
    return render_template("archive/files.html", filters=form, page=page, which=form.which.data, waiting=waiting)


@bp.get(f"/class-files.{FORMAT}")
@requires(Permission.EXPORT_ROSTERS)
def export_files(file_format: str) -> ResponseReturnValue:
    """The same list as a sheet."""
    which, actor = _which(_conditions()), current_actor()
    sheet = files_sheet(handing.all_files(current_scope(), which), which, signed_in().name)

    def note() -> None:
        audit.record(actor, "class_file.exported", title=sheet.title, rows=len(sheet))

    return send_sheet(sheet, file_format, note, url_for(".list_files", which=which))


def _conditions() -> FileConditions:
    form = FileConditions(request.args)
    if not form.validate():
        form.which.data, form.which.errors = "waiting", ()
    return form


def _which(form: FileConditions) -> handing.Which:
    return cast("handing.Which", form.which.data)
