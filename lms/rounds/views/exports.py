"""Lists of a round as files: the table of branches, members still to be reached, a branch's register."""

from flask import url_for
from flask.typing import ResponseReturnValue

from lms.accounts.guard import current_actor, current_scope, requires, signed_in
from lms.accounts.rules import Permission
from lms.audit import actions as audit
from lms.rosters.sheets import Sheet
from lms.rosters.views.sending import FORMAT, send_sheet
from lms.rounds.models import SeasonalRound
from lms.rounds.views import sheets
from lms.rounds.views.blueprint import bp, this_branch, this_round
from lms.rounds.views.coverage import conditions, filter_form


@bp.get(f"/rounds/<int:round_id>/coverage.{FORMAT}")
@requires(Permission.REPORT_ROUND)
def export_coverage(round_id: int, file_format: str) -> ResponseReturnValue:
    """The table of branches and themes, under the conditions of the page."""
    round_ = this_round(round_id)
    sheet = sheets.coverage_sheet(round_, current_scope(), conditions(filter_form(round_)), signed_in().name)
    return _sent(round_, sheet, file_format)


@bp.get(f"/rounds/<int:round_id>/not-reached.{FORMAT}")
@requires(Permission.REPORT_ROUND)
def export_not_reached(round_id: int, file_format: str) -> ResponseReturnValue:
    """Members still to be reached, with the last reason given."""
    round_ = this_round(round_id)
    return _sent(round_, sheets.not_reached_sheet(round_, current_scope(), signed_in().name), file_format)


@bp.get(f"/rounds/<int:round_id>/branches/<int:organisation_id>/register.{FORMAT}")
@requires(Permission.REPORT_ROUND)
def export_register(round_id: int, organisation_id: int, file_format: str) -> ResponseReturnValue:
    """A branch's members with meetings and hours."""
    round_, branch = this_branch(round_id, organisation_id)
    return _sent(round_, sheets.register_sheet(round_, branch, signed_in().name), file_format)


def _sent(round_: SeasonalRound, sheet: Sheet, file_format: str) -> ResponseReturnValue:
    round_id, actor = round_.id, current_actor()

    def note() -> None:
        audit.record(
            actor, "round.exported", of=this_round(round_id), list=sheet.name, rows=len(sheet), form=file_format
        )  # fmt: skip

    return send_sheet(sheet, file_format, note, url_for(".show_round", round_id=round_id))
