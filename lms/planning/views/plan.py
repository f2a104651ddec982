"""The year's plan: shown, filled in, removed from, and set up."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms import SelectChoice

from lms.accounts.guard import current_actor, current_scope, requires, scope_for
from lms.accounts.rules import Permission
from lms.errors import Refused
from lms.planning.actions import plan as actions
from lms.planning.forms import PlanForm
from lms.planning.models import PlannedProgramme
from lms.planning.queries import plan
from lms.planning.views.asking import asked_page, asked_plan, asked_year
from lms.planning.views.blueprint import bp
from lms.training.queries.programmes import organisers_for
from lms.transaction import transaction
from lms.web.notices import tell


@bp.get("/plan")
@requires(Permission.VIEW_CLASSES)
def show_year() -> ResponseReturnValue:
    """What is planned for a year, and how much of it is done."""
    scope, changeable = current_scope(), scope_for(Permission.PLAN_YEAR)
    conditions, form = asked_plan(scope)
    sums = plan.sums_by_category(scope, conditions)
    return render_template(
        "planning/year.html",
        conditions=conditions,
        form=form,
        page=plan.plan_page(scope, conditions, asked_page(), changeable),
        sums=sums,
        total=plan.added_up(sums),
        outside=plan.outside_the_plan(scope, conditions),
        last_year=bool(plan.planning_organisers(changeable, conditions.year - 1)),
    )


@bp.get("/plan/new")
@requires(Permission.PLAN_YEAR)
def new_programme() -> ResponseReturnValue:
    """An empty planned programme."""
    year = asked_year()
    form = _form(year, formdata=None)
    form.intakes.data = 1
    return render_template("planning/programme_form.html", form=form, year=year, planned=None)


@bp.post("/plan/new")
@requires(Permission.PLAN_YEAR)
def add_programme() -> ResponseReturnValue:
    """Put it into the plan."""
    year = asked_year()
    form = _form(year)
    try:
        if form.validate_on_submit():
            with transaction():
                made = actions.add_programme(current_actor(), year, form.fields())
                tell(_("“%(name)s” is in the plan of %(year)s.", name=made.name, year=year))
            return redirect(url_for(".show_year", year=year), code=303)
    except Refused as refusal:
        form.form_errors.append(str(refusal))
    return render_template("planning/programme_form.html", form=form, year=year, planned=None), 422


@bp.get("/plan/<int:planned_id>/edit")
@requires(Permission.PLAN_YEAR)
def edit_programme(planned_id: int) -> ResponseReturnValue:
    """A planned programme as it is, to be changed."""
    planned = plan.planned_in_scope(planned_id, current_scope())
    form = _form(planned.year, formdata=None)
    form.fill(planned)
    return render_template("planning/programme_form.html", form=form, year=planned.year, planned=planned)


@bp.post("/plan/<int:planned_id>/edit")
@requires(Permission.PLAN_YEAR)
def change_programme(planned_id: int) -> ResponseReturnValue:
    """Change it."""
    planned = plan.planned_in_scope(planned_id, current_scope())
    form = _form(planned.year)
    try:
        if form.validate_on_submit():
            with transaction():
                locked = _locked(planned_id)
                actions.change_programme(current_actor(), locked, form.fields())
                year = locked.year
            tell(_("The plan is changed."))
            return redirect(url_for(".show_year", year=year), code=303)
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        planned = plan.planned_in_scope(planned_id, current_scope())
    return render_template("planning/programme_form.html", form=form, year=planned.year, planned=planned), 422


@bp.get("/plan/<int:planned_id>/remove")
@requires(Permission.PLAN_YEAR)
def confirm_removal(planned_id: int) -> ResponseReturnValue:
    """Say what taking it out of the plan means."""
    return render_template("planning/remove.html", planned=plan.planned_in_scope(planned_id, current_scope()))


@bp.post("/plan/<int:planned_id>/remove")
@requires(Permission.PLAN_YEAR)
def remove_programme(planned_id: int) -> ResponseReturnValue:
    """Take it out of the plan."""
    with transaction():
        planned = _locked(planned_id)
        year, name = planned.year, planned.name
        try:
            actions.remove_programme(current_actor(), planned)
        except Refused as refusal:
            tell(_("The plan is not changed."), str(refusal), kind="error")
        else:
            tell(_("“%(name)s” is no longer in the plan of %(year)s.", name=name, year=year))
    return redirect(url_for(".show_year", year=year), code=303)


@bp.post("/plan/<int:planned_id>/set-up")
@requires(Permission.PLAN_YEAR)
def set_up(planned_id: int) -> ResponseReturnValue:
    """Make the programme of a planned one, then go on to its first class; pressed again, the same programme."""
    with transaction():
        programme = actions.set_up(current_actor(), _locked(planned_id)).id
    tell(_("The programme is set up."), _("Next: its first class."))
    return redirect(url_for("training.new_class", programme=programme), code=303)


def _locked(planned_id: int) -> PlannedProgramme:
    return plan.planned_for_update(planned_id, current_scope())


def _form(year: int, **more: object) -> PlanForm:
    form = PlanForm(year, **more)
    form.organiser_id.choices = [SelectChoice(key, name) for key, name in organisers_for(current_scope())]
    if request.method == "GET" and form.organiser_id.choices:
        form.organiser_id.data = form.organiser_id.choices[0].value
    return form
