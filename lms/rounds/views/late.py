"""Branches that are behind, and reminding them."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from lms import clock
from lms.accounts.guard import current_actor, current_scope, requires
from lms.accounts.rules import Permission
from lms.errors import Refused
from lms.rounds.actions.reminding import remind_by_hand
from lms.rounds.forms.reports import sent_people
from lms.rounds.queries import coverage, late, rounds
from lms.rounds.queries.coverage import BEHIND, Conditions
from lms.rounds.views.blueprint import bp, page_number, this_round
from lms.transaction import transaction
from lms.web.notices import tell


@bp.get("/rounds/<int:round_id>/late")
@requires(Permission.REPORT_ROUND)
def list_late(round_id: int) -> ResponseReturnValue:
    """Branches with themes missing: which, who answers for them, when they were reminded."""
    round_ = this_round(round_id)
    page = coverage.coverage_page(round_, current_scope(), Conditions(state=BEHIND), page_number())
    ids = [line.id for line in page.rows]
    reporters: dict[int, list[late.Reporter]] = {}
    for one in late.reporters_of(ids):
        reporters.setdefault(one.branch_id, []).append(one)
    return render_template(
        "rounds/late.html",
        round=round_,
        tab="late",
        page=page,
        today=clock.today(),
        themes=rounds.themes_of(round_id),
        reporters=reporters,
        reminded=late.last_reminders(round_id, ids),
    )


@bp.post("/rounds/<int:round_id>/late")
@requires(Permission.RUN_ROUNDS)
def remind_late(round_id: int) -> ResponseReturnValue:
    """Remind all that are behind, or those ticked; nobody twice a day."""
    try:
        with transaction():
            round_ = this_round(round_id)
            told = remind_by_hand(current_actor(), round_, current_scope(), _chosen())
        tell(
            ngettext("%(num)s branch is reminded.", "%(num)s branches are reminded.", told),
            _("Those reminded today already, and those for which nobody has an account, got no message."),
        )
    except Refused as refusal:
        tell(_("Nobody was reminded."), str(refusal), kind="error")
    return redirect(url_for(".list_late", round_id=round_id), code=303)


def _chosen() -> frozenset[int] | None:
    """The branches that were ticked; None: all of them. Raises Refused when nothing was chosen."""
    if "all" in request.form:
        return None
    ticked = sent_people(request.form, "branch")
    if not ticked:
        raise Refused(_("Tick the branches to remind, or remind all of them."))
    return ticked
