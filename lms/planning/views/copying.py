"""Copying last year's plan: first what it would give, then done."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from lms.accounts.guard import current_actor, current_scope, requires
from lms.accounts.rules import Permission
from lms.planning.actions.copying import copy_year
from lms.planning.queries.copying import copies
from lms.planning.views.asking import asked_copy, asked_year
from lms.planning.views.blueprint import bp
from lms.training.rules.holidays import year_is_announced
from lms.transaction import transaction
from lms.web.notices import tell


@bp.get("/plan/copy")
@requires(Permission.PLAN_YEAR)
def preview_copy() -> ResponseReturnValue:
    """What the plan of the year before becomes: what is new, and what is there already."""
    year, scope = asked_year(), current_scope()
    organiser, form = asked_copy(scope, year)
    found = copies(year, scope, organiser)
    return render_template(
        "planning/copy.html",
        year=year,
        form=form,
        new=[copy for copy in found if copy.is_new],
        there=[copy for copy in found if not copy.is_new],
        announced=year_is_announced(year),
    )


@bp.post("/plan/copy")
@requires(Permission.PLAN_YEAR)
def copy_last_year() -> ResponseReturnValue:
    """Copy the chosen programmes."""
    year = asked_year()
    chosen = set(request.form.getlist("chosen", type=int))
    with transaction():
        made = copy_year(current_actor(), year, chosen, current_scope())
    if made:
        told = ngettext("%(num)s programme is copied.", "%(num)s programmes are copied.", made)
        tell(told, _("Look through the dates wanted: they moved to the same weekdays of %(year)s.", year=year))
    else:
        tell(_("Nothing was copied."), _("None was chosen, or all of them are in the plan already."), kind="info")
    return redirect(url_for(".show_year", year=year), code=303)
