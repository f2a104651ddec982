"""The year's plan, its calendar and its clashes as files."""

import io
from typing import Any

from flask import current_app, redirect, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.accounts.guard import current_actor, current_scope, requires, signed_in
from lms.accounts.rules import Permission
from lms.errors import Refused
from lms.planning.actions.exporting import note_export
from lms.planning.queries import calendar, plan
from lms.planning.views.asking import asked_clashes, asked_plan, asked_view
from lms.planning.views.blueprint import bp
from lms.planning.views.calendar import coming_first, named_classes
from lms.planning.views.sheets import calendar_sheet, clash_sheet, plan_sheet
from lms.rosters.queries.duties import head_of
from lms.rosters.rules.kinds import MEDIA_TYPES, FileFormat
from lms.rosters.sheets import Sheet
from lms.rosters.sheets.forms import to_file
from lms.transaction import transaction
from lms.web.notices import tell


@bp.get("/plan.<any(xlsx, pdf, csv):file_format>")
@requires(Permission.VIEW_CLASSES)
def download_plan(file_format: str) -> ResponseReturnValue:
    """年度培训计划表 of what the page shows."""
    scope = current_scope()
    conditions, _form = asked_plan(scope)
    rows = plan.whole_plan(scope, conditions)
    return _sent(plan_sheet(conditions.year, rows, head_of(scope), signed_in().name), file_format, ".show_year")


@bp.get("/plan/calendar.<any(xlsx, pdf, csv):file_format>")
@requires(Permission.VIEW_CLASSES)
def download_calendar(file_format: str) -> ResponseReturnValue:
    """年度办班日历: the classes of the year."""
    view, _form = asked_view(current_scope())
    sheet = calendar_sheet(view, calendar.classes_of(view), head_of(view.scope), signed_in().name)
    return _sent(sheet, file_format, ".show_calendar")


@bp.get("/plan/clashes.<any(xlsx, pdf, csv):file_format>")
@requires(Permission.VIEW_CLASSES)
def download_clashes(file_format: str) -> ResponseReturnValue:
    """What clashes in the year."""
    view, kind, _form = asked_clashes(current_scope())
    clashes = calendar.clashes_of(view, calendar.half_days_of(view))
    shown = coming_first([one for one in clashes if kind in {None, one.kind}])
    named = named_classes(view, shown)
    sheet = clash_sheet(view, shown, named, head_of(view.scope), signed_in().name)
    return _sent(sheet, file_format, ".list_clashes")


def _sent(sheet: Sheet, file_format: str, page: str) -> ResponseReturnValue:
    """The sheet as a file, put down in the audit trail; what cannot be made is told on its page."""
    form = FileFormat(file_format)
    try:
        content = to_file(sheet, form, current_app.extensions["settings"].print_font)
    except Refused as refusal:
        tell(_("No file was made."), str(refusal), kind="error")
        conditions: dict[str, Any] = request.args.to_dict()
        return redirect(url_for(page, **conditions), code=303)
    with transaction():
        note_export(current_actor(), current_scope(), sheet.title, len(sheet), form.value)
    name = f"{sheet.file_name}.{form}"
    return send_file(io.BytesIO(content), mimetype=MEDIA_TYPES[form], as_attachment=True, download_name=name)
