"""The files: at once, or made in the background when they are long."""

import io
from typing import Any

from flask import current_app, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.accounts.guard import current_actor, requires, signed_in
from lms.accounts.rules import Permission
from lms.errors import NotFound, Refused
from lms.files.actions import file_of
from lms.files.downloads import as_attachment
from lms.jobs.queries import job_of
from lms.rosters import actions
from lms.rosters.rosters import made
from lms.rosters.rosters.not_trained import totals_of
from lms.rosters.rules.kinds import MEDIA_TYPES, MOST_ROWS_AT_ONCE, FileFormat, Roster, Wanted
from lms.rosters.sheets.forms import to_file
from lms.rosters.views.asking import Asking, asking
from lms.rosters.views.blueprint import bp
from lms.rosters.views.made import latest_made
from lms.transaction import transaction
from lms.web.notices import tell

ROSTER_FILE = (
    '/rosters/<any(completion, "not-trained", attendance, trainees, "sign-in", timetable, certificates):roster>'
    ".<any(xlsx, pdf, csv):file_format>"
)


@bp.get(ROSTER_FILE)
@requires(Permission.EXPORT_ROSTERS)
def download(roster: str, file_format: str) -> ResponseReturnValue:
    """A roster as a file; put down in the audit trail. What cannot be made is told on the page."""
    asked, form = asking(Roster(roster)), FileFormat(file_format)
    if asked.wanted is None or _is_long(asked, asked.wanted):
        return _back(asked)
    try:
        sheet = made(asked.wanted, asked.reach, signed_in().name)
        content = to_file(sheet, form, current_app.extensions["settings"].print_font)
    except Refused as refusal:
        tell(_("No file was made."), str(refusal), kind="error")
        return _back(asked)
    with transaction():
        actions.note_export(current_actor(), asked.wanted, asked.reach, form, sheet)
    name = f"{sheet.file_name}.{form}"
    return send_file(io.BytesIO(content), mimetype=MEDIA_TYPES[form], as_attachment=True, download_name=name)


@bp.post(ROSTER_FILE)
@requires(Permission.EXPORT_ROSTERS)
def have_made(roster: str, file_format: str) -> ResponseReturnValue:
    """Have a long roster made in the background."""
    asked = asking(Roster(roster))
    if asked.wanted is not None:
        with transaction():
            actions.have_made(current_actor(), asked.wanted, FileFormat(file_format))
        tell(
            _("The file is being made."), _("Download it here when it is ready. You may leave this page."), kind="info"
        )
    return _back(asked)


@bp.get("/rosters/made")
@requires(Permission.EXPORT_ROSTERS)
def list_made() -> ResponseReturnValue:
    """One's own files of the last days that were made in the background."""
    return render_template("rosters/made.html", made=latest_made())


@bp.get("/rosters/made/<int:job_id>")
@requires(Permission.EXPORT_ROSTERS)
def download_made(job_id: int) -> ResponseReturnValue:
    """A file made in the background, for its owner alone. Not there any more after a week."""
    person_id = signed_in().person_id
    job = job_of(job_id, person_id)
    if job.kind != actions.JOB or not job.result:
        raise NotFound("There is no such file.")
    return as_attachment(file_of(job.result["file_id"], person_id))


def _is_long(asked: Asking, wanted: Wanted) -> bool:
    """Lists of a class have a row a seat; only the list of a district can be long."""
    return not asked.roster.is_of_class and totals_of(wanted, asked.reach).flagged > MOST_ROWS_AT_ONCE


def _back(asked: Asking) -> ResponseReturnValue:
    conditions: dict[str, Any] = asked.wanted.as_conditions() if asked.wanted else {}
    return redirect(url_for(".export_page", roster=asked.roster.value, **conditions), code=303)
