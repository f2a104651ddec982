"""What an address asks for: which year, of which organisation, which category; anything odd is the usual."""

from typing import Any

from flask import request
from flask_babel import gettext as _
from wtforms import SelectChoice

from lms import clock
from lms.people.queries import OrgScope
from lms.planning.forms import ALL, CalendarConditions, ClashConditions, CopyConditions, PlanConditions
from lms.planning.queries.calendar import View, organisers_of
from lms.planning.queries.plan import Conditions, planned_years, planning_organisers
from lms.planning.rules.clashes import ClashKind
from lms.records.rules import TrainingCategory

FIRST_YEAR, LAST_YEAR = 2000, 2100


def asked_year() -> int:
    """The year in the address, else this one."""
    year = request.args.get("year", type=int)
    return year if year and FIRST_YEAR <= year <= LAST_YEAR else clock.today().year


def asked_page() -> int:
    """Which page of a list is asked for."""
    return request.args.get("page", 1, type=int)


def asked_plan(scope: OrgScope) -> tuple[Conditions, PlanConditions]:
    """Which part of the plans, and the form that says so."""
    year = asked_year()
    form = PlanConditions()
    _offer_years(form, year, planned_years(scope))
    organiser = _offer(form, planning_organisers(scope, year))
    category = request.args.get("category", ALL)
    form.category.data = category if category in set(TrainingCategory) else ALL
    return Conditions(year, organiser, form.category.data or None), form


def asked_view(scope: OrgScope, form: CalendarConditions | None = None) -> tuple[View, CalendarConditions]:
    """Which part of the year's classes, and the form that says so."""
    year, form = asked_year(), form or CalendarConditions()
    _offer_years(form, year, [])
    return View(scope, year, _offer(form, organisers_of(scope, year))), form


def asked_clashes(scope: OrgScope) -> tuple[View, ClashKind | None, ClashConditions]:
    """The same, and which kind of clash."""
    form = ClashConditions()
    view, _form = asked_view(scope, form)
    kind = request.args.get("kind", ALL)
    form.kind.data = kind if kind in set(ClashKind) else ALL
    return view, ClashKind(kind) if form.kind.data else None, form


def asked_copy(scope: OrgScope, year: int) -> tuple[int | None, CopyConditions]:
    """Whose plan of the year before is copied, and the form that says so."""
    form = CopyConditions()
    form.year.data = str(year)
    return _offer(form, planning_organisers(scope, year - 1)), form


def _offer_years(form: Any, year: int, more: list[int]) -> None:  # noqa: ANN401 - a form with a year
    this = clock.today().year
    years = sorted({*range(this - 2, this + 2), year, *more}, reverse=True)
    form.year.choices = [SelectChoice(one, str(one)) for one in years]
    form.year.data = year


def _offer(form: Any, organisers: list[tuple[int, str]]) -> int | None:  # noqa: ANN401 - a form with an organiser
    """Offer organisers; gives the one in the address if it is among them."""
    named = request.args.get("organiser", type=int)
    chosen = named if named in dict(organisers) else None
    everywhere = SelectChoice(ALL, _("All organisers"))
    form.organiser.choices = [everywhere, *(SelectChoice(key, name) for key, name in organisers)]
    form.organiser.data = ALL if chosen is None else chosen
    return chosen
