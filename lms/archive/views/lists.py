"""Files of classes, and which of them are not handed over yet."""

import io
from typing import cast

from flask import Response, current_app, render_template, request, send_file
from flask.typing import ResponseReturnValue

from lms.accounts.guard import current_actor, current_scope, requires, signed_in
from lms.accounts.rules import Permission
from lms.archive.forms import FileConditions
from lms.archive.queries import handing
from lms.archive.sheets.files import files_sheet
from lms.archive.views.blueprint import bp
from lms.audit import actions as audit
from lms.rosters.rules.kinds import MEDIA_TYPES, FileFormat
from lms.rosters.sheets.forms import to_file
from lms.transaction import transaction


@bp.get("/class-files")
@requires(Permission.VIEW_CLASSES)
def list_files() -> ResponseReturnValue:
    """Those not handed over yet first, the longest due on top; or those handed over, or all."""
    form = _conditions()
    page = handing.files_page(current_scope(), _which(form), request.args.get("page", 1, type=int))
    waiting = handing.count_waiting(current_scope())
    return render_template("archive/files.html", filters=form, page=page, which=form.which.data, waiting=waiting)


@bp.get("/class-files.<any(xlsx, pdf, csv):file_format>")
@requires(Permission.EXPORT_ROSTERS)
def export_files(file_format: str) -> Response:
    """The same list as a sheet."""
    which, form = _which(_conditions()), FileFormat(file_format)
    sheet = files_sheet(handing.all_files(current_scope(), which), which, signed_in().name)
    content = to_file(sheet, form, current_app.extensions["settings"].print_font)
    with transaction():
        audit.record(current_actor(), "class_file.exported", title=sheet.title, rows=len(sheet))
    name = f"{sheet.file_name}.{form}"
    return send_file(io.BytesIO(content), mimetype=MEDIA_TYPES[form], as_attachment=True, download_name=name)


def _conditions() -> FileConditions:
    form = FileConditions(request.args)
    if not form.validate():
        form.which.data, form.which.errors = "waiting", ()
    return form


def _which(form: FileConditions) -> handing.Which:
    return cast("handing.Which", form.which.data)
