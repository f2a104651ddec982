"""Closing and reopening a round: each after a page that says what will be written."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from lms import clock
from lms.accounts.guard import current_actor, current_scope, requires
from lms.accounts.rules import Permission
from lms.errors import Conflict, Refused
from lms.rounds.actions import closing as actions
from lms.rounds.forms.rounds import ButtonForm, ReasonForm
from lms.rounds.queries import closing, coverage, rounds
from lms.rounds.rules import Verdict
from lms.rounds.views.blueprint import bp
from lms.transaction import transaction
from lms.web.notices import tell


@bp.get("/rounds/<int:round_id>/close")
@requires(Permission.RUN_ROUNDS)
def confirm_close(round_id: int) -> ResponseReturnValue:
    """How many complete and how many do not, and why; nothing is written yet."""
    return _page(round_id, ButtonForm(formdata=None))


@bp.post("/rounds/<int:round_id>/close")
@requires(Permission.RUN_ROUNDS)
def close_round(round_id: int) -> ResponseReturnValue:
    """Write records and credit as they were shown."""
    form = ButtonForm()
    try:
        if form.validate_on_submit():
            with transaction():
                round_ = rounds.round_for_update(round_id, current_scope())
                plan = actions.close_round(current_actor(), round_, request.form.get("seen"))
            others = len(plan.decisions) - plan.completed
            tell(
                ngettext("The round is closed: %(num)s member completed it, %(others)s did not.",
                         "The round is closed: %(num)s members completed it, %(others)s did not.",
                         plan.completed, others=others),
                _("Records and credit are written. The round can be reopened with a reason."),
            )  # fmt: skip
            return redirect(url_for(".show_round", round_id=round_id), code=303)
    except (Refused, Conflict) as refusal:
        form.form_errors.append(str(refusal))
    return _page(round_id, form), 422


def _page(round_id: int, form: ButtonForm) -> str:
    round_, scope = rounds.round_of_organiser(round_id, current_scope()), current_scope()
    return render_template(
        "rounds/close.html", round=round_, form=form, plan=closing.closing_plan(round_), verdicts=Verdict,
        totals=coverage.totals_of(round_, scope), today=clock.today(),
    )  # fmt: skip


@bp.route("/rounds/<int:round_id>/reopen", methods=["GET", "POST"])
@requires(Permission.RUN_ROUNDS)
def reopen_round(round_id: int) -> ResponseReturnValue:
    """Open a closed round again, with a reason: late reports come in, and it is closed once more."""
    round_ = rounds.round_of_organiser(round_id, current_scope())
    form = ReasonForm()
    try:
        if form.validate_on_submit():
            with transaction():
                locked = rounds.round_for_update(round_id, current_scope())
                taken_back = actions.reopen_round(current_actor(), locked, form.reason.data or "")
            tell(
                _("The round is open again."),
                ngettext("%(num)s record is taken back.", "%(num)s records are taken back.", taken_back),
            )
            return redirect(url_for(".show_round", round_id=round_id), code=303)
    except Refused as refusal:
        form.form_errors.append(str(refusal))
    return render_template("rounds/reopen.html", round=round_, form=form), 422 if form.errors else 200
