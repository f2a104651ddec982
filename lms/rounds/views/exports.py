"""Lists of a round as files: the table of branches, members still to be reached, a branch's register."""

import io

from flask import current_app, redirect, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.accounts.guard import current_actor, current_scope, requires, signed_in
from lms.accounts.rules import Permission
from lms.audit import actions as audit
from lms.errors import Refused
from lms.rosters.rules.kinds import MEDIA_TYPES, FileFormat
from lms.rosters.sheets import Sheet
from lms.rosters.sheets.forms import to_file
from lms.rounds.models import SeasonalRound
from lms.rounds.views import sheets
from lms.rounds.views.blueprint import bp, this_branch, this_round
from lms.rounds.views.coverage import conditions, filter_form
from lms.transaction import transaction
from lms.web.notices import tell

FORMS = "<any(xlsx, pdf, csv):file_format>"


@bp.get(f"/rounds/<int:round_id>/coverage.{FORMS}")
@requires(Permission.REPORT_ROUND)
def export_coverage(round_id: int, file_format: str) -> ResponseReturnValue:
    """The table of branches and themes, under the conditions of the page."""
    round_ = this_round(round_id)
    sheet = sheets.coverage_sheet(round_, current_scope(), conditions(filter_form(round_)), signed_in().name)
    return _sent(round_, sheet, file_format)


@bp.get(f"/rounds/<int:round_id>/not-reached.{FORMS}")
@requires(Permission.REPORT_ROUND)
def export_not_reached(round_id: int, file_format: str) -> ResponseReturnValue:
    """Members still to be reached, with the last reason given."""
    round_ = this_round(round_id)
    return _sent(round_, sheets.not_reached_sheet(round_, current_scope(), signed_in().name), file_format)


@bp.get(f"/rounds/<int:round_id>/branches/<int:organisation_id>/register.{FORMS}")
@requires(Permission.REPORT_ROUND)
def export_register(round_id: int, organisation_id: int, file_format: str) -> ResponseReturnValue:
    """A branch's members with meetings and hours."""
    round_, branch = this_branch(round_id, organisation_id)
    return _sent(round_, sheets.register_sheet(round_, branch, signed_in().name), file_format)


def _sent(round_: SeasonalRound, sheet: Sheet, file_format: str) -> ResponseReturnValue:
    """The file, put down in the audit trail; what cannot be made is told on the page."""
    round_id, form = round_.id, FileFormat(file_format)
    try:
        content = to_file(sheet, form, current_app.extensions["settings"].print_font)
    except Refused as refusal:
        tell(_("No file was made."), str(refusal), kind="error")
        return redirect(url_for(".show_round", round_id=round_id), code=303)
    with transaction():
        audit.record(
            current_actor(), "round.exported", of=this_round(round_id), list=sheet.name, rows=len(sheet), form=form
        )
    name = f"{sheet.file_name}.{form}"
    return send_file(io.BytesIO(content), mimetype=MEDIA_TYPES[form], as_attachment=True, download_name=name)
