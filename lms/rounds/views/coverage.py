"""How far a round has come: by branch and theme, and the members still to be reached."""

from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice

from lms import clock
from lms.accounts.guard import current_scope, requires
from lms.accounts.rules import Permission
from lms.rounds.forms.rounds import CoverageFilter, NameFilter
from lms.rounds.models import SeasonalRound
from lms.rounds.queries import coverage, people, rounds
from lms.rounds.queries.branches import only_branch
from lms.rounds.queries.closing import result_counts
from lms.rounds.queries.coverage import Conditions
from lms.rounds.views.blueprint import bp, page_number, runs, this_round

ALL_STREETS = 0


@bp.get("/rounds/<int:round_id>")
@requires(Permission.REPORT_ROUND)
def show_round(round_id: int) -> ResponseReturnValue:
    """Branches by theme, for an office; who answers for one branch alone comes to that one."""
    round_, scope = this_round(round_id), current_scope()
    own = only_branch(round_, scope)
    if own is not None:
        return redirect(url_for(".show_branch", round_id=round_id, organisation_id=own), code=303)
    form = filter_form(round_)
    totals = coverage.totals_of(round_, scope)
    return render_template(
        "rounds/round.html",
        round=round_,
        tab="coverage",
        today=clock.today(),
        form=form,
        totals=totals,
        themes=rounds.themes_of(round_id),
        strips=coverage.strips_of(round_, scope, totals.branches),
        page=coverage.coverage_page(round_, scope, conditions(form), page_number()),
        runs=runs(round_),
        **_closings(round_),
    )


def _closings(round_: SeasonalRound) -> dict[str, Any]:
    """What the closing in force decided, and the reasons of those that were undone."""
    in_force = rounds.closing_in_force(round_.id)
    return {
        "results": result_counts(in_force.id) if in_force else None,
        "reopenings": rounds.reopenings_of(round_.id),
    }


def filter_form(round_: SeasonalRound) -> CoverageFilter:
    """The conditions in this address; streets are offered to who sees several."""
    form = CoverageFilter(request.args)
    streets = coverage.streets_of(round_, current_scope())
    form.street.choices = [
        SelectChoice(ALL_STREETS, _l("All")), *(SelectChoice(key, name) for key, name in streets)
    ]  # fmt: skip
    if form.street.data not in {ALL_STREETS, *(key for key, _name in streets)}:
        form.street.data = ALL_STREETS  # a condition from elsewhere asks for nothing here
    if len(streets) < 2:
        del form.street
    return form


def conditions(form: CoverageFilter) -> Conditions:
    """What the filter asks for."""
    street = form.street.data if "street" in form else None
    return Conditions(street_id=street or None, text=form.text.data or "", state=form.state.data or coverage.ALL)


@bp.get("/rounds/<int:round_id>/not-reached")
@requires(Permission.REPORT_ROUND)
def list_not_reached(round_id: int) -> ResponseReturnValue:
    """Members still to be reached, with the last reason given for not coming."""
    round_ = this_round(round_id)
    form = NameFilter(request.args)
    page = people.not_reached_page(round_, current_scope(), form.text.data or "", page_number())
    return render_template("rounds/not_reached.html", round=round_, tab="not_reached", page=page, form=form)
