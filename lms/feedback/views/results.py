"""Results of teachers and topics over the years, by name and never by score."""

from urllib.parse import urlencode

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms import SelectChoice

from lms.accounts.guard import current_actor, current_scope, requires, signed_in
from lms.accounts.rules import Permission
from lms.errors import NotFound
from lms.feedback import actions
from lms.feedback.forms import ALL_YEARS, ResultConditions
from lms.feedback.queries import results
from lms.feedback.views.blueprint import bp
from lms.rosters.rosters.evaluation import lines_sheet
from lms.rosters.views.sending import FORMAT, send_sheet


@bp.get("/evaluations")
@requires(Permission.VIEW_CLASSES)
def list_results() -> ResponseReturnValue:
    """Teachers, or topics, with what was thought of them."""
    form = _conditions()
    page = results.lines_page(current_scope(), form.by.data, _year(form), request.args.get("page", 1, type=int))
    return render_template("feedback/results.html", filters=form, page=page, by=form.by.data, year=_year(form))


@bp.get("/evaluations/over-time")
@requires(Permission.VIEW_CLASSES)
def show_over_time() -> ResponseReturnValue:
    """One teacher, or one topic, month by month."""
    by = _by()
    name = request.args.get("name", "")
    lines = results.lines_over_time(current_scope(), by, name) if name else []
    if not lines:
        raise NotFound("Nothing is shown of this here.")
    return render_template("feedback/over_time.html", by=by, name=name, lines=lines)


@bp.get(f"/evaluations.{FORMAT}")
@requires(Permission.EXPORT_ROSTERS)
def export_results(file_format: str) -> ResponseReturnValue:
    """The list as a sheet; with a name, that teacher or topic over time."""
    scope, form, name = current_scope(), _conditions(), request.args.get("name", "")
    by = form.by.data
    lines = results.lines_over_time(scope, by, name) if name else results.all_lines(scope, by, _year(form))
    sheet = lines_sheet(lines, by, name, _year(form), signed_in().name)
    actor, conditions = current_actor(), request.args.to_dict()

    def note() -> None:
        actions.note_export(actor, sheet.title, len(sheet))

    return send_sheet(sheet, file_format, note, f"{url_for('.list_results')}?{urlencode(conditions)}")


def _by() -> results.By:
    asked = request.args.get("by", "")
    return "topic" if asked == "topic" else "teacher"


def _conditions() -> ResultConditions:
    form = ResultConditions(request.args)
    years = results.years_evaluated(current_scope())
    form.year.choices = [SelectChoice(ALL_YEARS, _("All years")), *(SelectChoice(one, str(one)) for one in years)]
    form.by.data = _by()
    asked = request.args.get("year", ALL_YEARS, type=int)
    form.year.data = asked if asked in years else ALL_YEARS
    return form


def _year(form: ResultConditions) -> int | None:
    return form.year.data or None
