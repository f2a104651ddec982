"""The year's plan, its calendar and its clashes as files."""

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from lms.accounts.guard import current_actor, current_scope, requires, signed_in
from lms.accounts.rules import Permission
from lms.planning.actions.exporting import note_export
from lms.planning.queries import calendar, plan
from lms.planning.views.asking import asked_clashes, asked_plan, asked_view
from lms.planning.views.blueprint import bp
from lms.planning.views.calendar import coming_first, named_classes
from lms.planning.views.sheets import calendar_sheet, clash_sheet, plan_sheet
from lms.rosters.queries.duties import head_of
from lms.rosters.sheets import Sheet
from lms.rosters.views.sending import FORMAT, send_sheet


@bp.get(f"/plan.{FORMAT}")
@requires(Permission.VIEW_CLASSES)
def download_plan(file_format: str) -> ResponseReturnValue:
    """年度培训计划表 of what the page shows."""
    scope = current_scope()
    conditions, _form = asked_plan(scope)
    rows = plan.whole_plan(scope, conditions)
    return _sent(plan_sheet(conditions.year, rows, head_of(scope), signed_in().name), file_format, ".show_year")


@bp.get(f"/plan/calendar.{FORMAT}")
@requires(Permission.VIEW_CLASSES)
def download_calendar(file_format: str) -> ResponseReturnValue:
    """年度办班日历: the classes of the year."""
    view, _form = asked_view(current_scope())
    sheet = calendar_sheet(view, calendar.classes_of(view), head_of(view.scope), signed_in().name)
    return _sent(sheet, file_format, ".show_calendar")


@bp.get(f"/plan/clashes.{FORMAT}")
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
    """The sheet as a file; what cannot be made is told on its page, under the same conditions."""
    actor, scope = current_actor(), current_scope()
    conditions: dict[str, Any] = request.args.to_dict()

    def note() -> None:
        note_export(actor, scope, sheet.title, len(sheet), file_format)

    return send_sheet(sheet, file_format, note, url_for(page, **conditions))
