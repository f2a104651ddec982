"""Members reached otherwise than at a meeting: recorded, corrected, taken back."""

from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from lms import clock
from lms.accounts.guard import current_actor, current_scope, requires
from lms.accounts.rules import Permission
from lms.errors import Refused
from lms.rounds.actions import reaches as actions
from lms.rounds.forms.reports import ReachForm, sent_people
from lms.rounds.forms.rounds import ButtonForm
from lms.rounds.models import MemberReach, SeasonalRound
from lms.rounds.queries import people, rounds
from lms.rounds.queries.branches import branch_for_update, branch_in_reach, faces
from lms.rounds.rules import ReachHow, ReachKind, Standing
from lms.rounds.views.blueprint import bp, this_branch, this_round
from lms.transaction import transaction
from lms.web.notices import tell


@bp.get("/rounds/<int:round_id>/branches/<int:organisation_id>/reach")
@requires(Permission.REPORT_ROUND)
def new_reach(round_id: int, organisation_id: int) -> ResponseReturnValue:
    """An empty entry with those still to be reached first."""
    form = _form(this_round(round_id), formdata=None)
    form.day.data, form.theme_id.data = clock.today(), 0
    form.kind.data, form.how.data = ReachKind.HOME.value, ReachHow.TALKED.value
    return _page(round_id, organisation_id, form, frozenset(request.args.getlist("person", type=int)))


@bp.post("/rounds/<int:round_id>/branches/<int:organisation_id>/reach")
@requires(Permission.REPORT_ROUND)
def record_reach(round_id: int, organisation_id: int) -> ResponseReturnValue:
    """Record it for everybody ticked."""
    this_branch(round_id, organisation_id)
    form, ticked = _form(this_round(round_id)), sent_people(request.form)
    try:
        if form.validate_on_submit():
            with transaction():
                round_ = rounds.round_to_report(round_id, current_scope())
                branch = branch_for_update(round_, organisation_id, current_scope())
                new = actions.record_reaches(current_actor(), round_, branch, ticked, form.fields())
            tell(
                ngettext("%(num)s member is recorded as reached.", "%(num)s members are recorded as reached.", new),
                "" if new == len(ticked) else _("The others were recorded for that day before."),
            )
            return redirect(url_for(".show_reached", round_id=round_id, organisation_id=organisation_id), code=303)
    except Refused as refusal:
        form.form_errors.append(str(refusal))
    return _page(round_id, organisation_id, form, ticked), 422


def _page(round_id: int, organisation_id: int, form: ReachForm, ticked: frozenset[int]) -> str:
    round_, branch = this_branch(round_id, organisation_id)
    lines = people.members_of_branch(round_, branch.id)
    waiting = [line for line in lines if line.standing is Standing.NOT_REACHED or line.person_id in ticked]
    return render_template(
        "rounds/reach_form.html", round=round_, branch=branch, form=form, ticked=ticked, waiting=waiting,
        others=[line for line in lines if line not in waiting], reach=None,
    )  # fmt: skip


@bp.get("/rounds/<int:round_id>/reached/<int:reach_id>/edit")
@requires(Permission.REPORT_ROUND)
def edit_reach(round_id: int, reach_id: int) -> ResponseReturnValue:
    """An entry as it is known, to be corrected."""
    round_ = this_round(round_id)
    reach = people.reach_in_scope(round_, reach_id, current_scope())
    form = _form(round_, formdata=None)
    form.fill(reach)
    return render_template("rounds/reach_form.html", form=form, **_about(round_, reach))


@bp.post("/rounds/<int:round_id>/reached/<int:reach_id>/edit")
@requires(Permission.REPORT_ROUND)
def correct_reach(round_id: int, reach_id: int) -> ResponseReturnValue:
    """Correct it; what was said before stays on record."""
    round_ = this_round(round_id)
    about, form = _about(round_, people.reach_in_scope(round_, reach_id, current_scope())), _form(round_)
    branch_id = about["branch"].id
    try:
        if form.validate_on_submit():
            with transaction():
                round_, reach = _locked(round_id, reach_id, branch_id)
                actions.correct_reach(current_actor(), round_, reach, form.fields())
            tell(_("The entry is corrected."), _("What it said before stays on record."))
            return redirect(url_for(".show_reached", round_id=round_id, organisation_id=branch_id), code=303)
    except Refused as refusal:
        form.form_errors.append(str(refusal))
    round_ = this_round(round_id)
    about = _about(round_, people.reach_in_scope(round_, reach_id, current_scope()))
    return render_template("rounds/reach_form.html", form=form, **about), 422


@bp.route("/rounds/<int:round_id>/reached/<int:reach_id>/take-back", methods=["GET", "POST"])
@requires(Permission.REPORT_ROUND)
def take_back_reach(round_id: int, reach_id: int) -> ResponseReturnValue:
    """An entry made by mistake is taken back."""
    round_ = this_round(round_id)
    about, form = _about(round_, people.reach_in_scope(round_, reach_id, current_scope())), ButtonForm()
    branch_id = about["branch"].id
    if not form.validate_on_submit():
        return render_template("rounds/take_back_reach.html", form=form, **about)
    try:
        with transaction():
            round_, reach = _locked(round_id, reach_id, branch_id)
            actions.take_back_reach(current_actor(), round_, reach)
        tell(_("The entry is taken back."))
    except Refused as refusal:
        tell(_("The entry is not taken back."), str(refusal), kind="error")
    return redirect(url_for(".show_reached", round_id=round_id, organisation_id=branch_id), code=303)


def _locked(round_id: int, reach_id: int, branch_id: int) -> tuple[SeasonalRound, MemberReach]:
    round_ = rounds.round_to_report(round_id, current_scope())
    branch_for_update(round_, branch_id, current_scope())
    return round_, people.reach_in_scope(round_, reach_id, current_scope())


def _about(round_: SeasonalRound, reach: MemberReach) -> dict[str, Any]:
    branch = branch_in_reach(round_, reach.organisation_id, current_scope())
    return {"round": round_, "branch": branch, "reach": reach, "person": faces({reach.person_id})[0]}


def _form(round_: SeasonalRound, **more: object) -> ReachForm:
    form = ReachForm(**more)
    form.offer(round_, rounds.themes_of(round_.id), clock.today())
    return form
