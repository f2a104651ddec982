"""Rounds: listed, opened, changed."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms import SelectChoice

from lms import clock
from lms.accounts.guard import current_actor, current_scope, requires
from lms.accounts.rules import Permission
from lms.errors import Refused
from lms.rounds.actions import rounds as actions
from lms.rounds.forms.rounds import RoundForm
from lms.rounds.models import SeasonalRound
from lms.rounds.queries import rounds
from lms.rounds.views.blueprint import bp, page_number
from lms.training.queries.programmes import organisers_for
from lms.transaction import transaction
from lms.web.notices import tell


@bp.get("/rounds")
@requires(Permission.REPORT_ROUND)
def list_rounds() -> ResponseReturnValue:
    """Rounds that concern one's branches, open ones first."""
    page = rounds.rounds_page(current_scope(), page_number())
    return render_template("rounds/rounds.html", page=page, today=clock.today())


@bp.get("/rounds/new")
@requires(Permission.RUN_ROUNDS)
def new_round() -> ResponseReturnValue:
    """A round as most begin."""
    form = _form(formdata=None)
    form.suggest(clock.today().year)
    return render_template("rounds/round_form.html", form=form, round=None)


@bp.post("/rounds/new")
@requires(Permission.RUN_ROUNDS)
def open_round() -> ResponseReturnValue:
    """Open it."""
    form = _form()
    if not form.validate_on_submit():
        return render_template("rounds/round_form.html", form=form, round=None), 422
    with transaction():
        opened = actions.open_round(current_actor(), form.fields()).id
    tell(_("The round is open."), _("Branches can report now; those that are behind are reminded by themselves."))
    return redirect(url_for(".show_round", round_id=opened), code=303)


@bp.get("/rounds/<int:round_id>/edit")
@requires(Permission.RUN_ROUNDS)
def edit_round(round_id: int) -> ResponseReturnValue:
    """The round as it is, to be changed."""
    round_ = rounds.round_of_organiser(round_id, current_scope())
    form = _form(round_, formdata=None)
    form.fill(round_, rounds.themes_of(round_id))
    return render_template("rounds/round_form.html", form=form, round=round_)


@bp.post("/rounds/<int:round_id>/edit")
@requires(Permission.RUN_ROUNDS)
def change_round(round_id: int) -> ResponseReturnValue:
    """Change it."""
    round_ = rounds.round_of_organiser(round_id, current_scope())
    form = _form(round_)
    try:
        if form.validate_on_submit():
            with transaction():
                actions.change_round(current_actor(), rounds.round_for_update(round_id, current_scope()), form.fields())
            tell(_("The round is changed."))
            return redirect(url_for(".show_round", round_id=round_id), code=303)
    except Refused as refusal:
        form.form_errors.append(str(refusal))
    return render_template("rounds/round_form.html", form=form, round=round_), 422


def _form(round_: SeasonalRound | None = None, **more: object) -> RoundForm:
    form = RoundForm(**more)
    if round_ is not None:
        form.keep_fixed(round_)
    else:
        form.organiser_id.choices = [SelectChoice(key, name) for key, name in organisers_for(current_scope())]
    return form
