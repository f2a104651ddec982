"""One branch in a round: its meetings, its members, whom it reached otherwise."""

from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue

from lms import clock
from lms.accounts.guard import current_scope, requires
from lms.accounts.rules import Permission
from lms.rounds.queries import coverage, people, reports, rounds
from lms.rounds.queries.branches import only_branch
from lms.rounds.views.blueprint import bp, page_number, this_branch


@bp.get("/rounds/<int:round_id>/branches/<int:organisation_id>")
@requires(Permission.REPORT_ROUND)
def show_branch(round_id: int, organisation_id: int) -> ResponseReturnValue:
    """Its meetings, and the themes that are missing."""
    page = reports.meetings_page(this_branch(round_id, organisation_id)[0].id, organisation_id, page_number())
    return render_template("rounds/branch.html", page=page, tab="meetings", **_branch(round_id, organisation_id))


@bp.get("/rounds/<int:round_id>/branches/<int:organisation_id>/members")
@requires(Permission.REPORT_ROUND)
def show_members(round_id: int, organisation_id: int) -> ResponseReturnValue:
    """Its members, those still to be reached first."""
    round_, branch = this_branch(round_id, organisation_id)
    page = people.members_of_branch_page(round_, branch.id, page_number())
    return render_template("rounds/branch_members.html", page=page, tab="members", **_branch(round_id, organisation_id))


@bp.get("/rounds/<int:round_id>/branches/<int:organisation_id>/reached")
@requires(Permission.REPORT_ROUND)
def show_reached(round_id: int, organisation_id: int) -> ResponseReturnValue:
    """Members visited at home, reached on return or where they are."""
    page = people.reaches_page(this_branch(round_id, organisation_id)[0].id, organisation_id, page_number())
    return render_template("rounds/branch_reached.html", page=page, tab="reached", **_branch(round_id, organisation_id))


def _branch(round_id: int, organisation_id: int) -> dict[str, Any]:
    """What the head of each of these pages says."""
    round_, branch = this_branch(round_id, organisation_id)
    line, themes = coverage.branch_line(round_, branch), rounds.themes_of(round_id)
    missing = [
        theme for theme in themes
        if (cell := line.cells.get(theme.id)) is None or cell.meetings < round_.meetings_a_theme
    ]  # fmt: skip
    return {
        "round": round_, "branch": branch, "line": line, "themes": themes, "missing": missing,
        "today": clock.today(), "alone": only_branch(round_, current_scope()) is not None,
    }  # fmt: skip
