"""The files: at once, or made in the background when they are long."""

from typing import Any

from flask import redirect, render_template, url_for
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
from lms.rosters.rules.kinds import MOST_ROWS_AT_ONCE, FileFormat, Roster, Wanted
from lms.rosters.views.asking import Asking, asking
from lms.rosters.views.blueprint import bp
from lms.rosters.views.made import latest_made
from lms.rosters.views.sending import FORMAT, no_file, send_sheet
from lms.transaction import transaction
from lms.web.notices import tell

ROSTER_FILE = (
    '/rosters/<any(completion, "not-trained", attendance, trainees, "sign-in", timetable, certificates):roster>'
    f".{FORMAT}"
)


@bp.get(ROSTER_FILE)
@requires(Permission.EXPORT_ROSTERS)
def download(roster: str, file_format: str) -> ResponseReturnValue:
    """A roster as a file; put down in the audit trail. What cannot be made is told on the page."""
    asked, actor = asking(Roster(roster)), current_actor()
    wanted, reach = asked.wanted, asked.reach
    if wanted is None or _is_long(asked, wanted):
        return redirect(_page(asked), code=303)
    try:
        sheet = made(wanted, reach, signed_in().name)
    except Refused as refusal:
        return no_file(refusal, _page(asked))

    def note() -> None:
        actions.note_export(actor, wanted, reach, FileFormat(file_format), sheet)

    return send_sheet(sheet, file_format, note, _page(asked))


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
    return redirect(_page(asked), code=303)


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


def _page(asked: Asking) -> str:
    conditions: dict[str, Any] = asked.wanted.as_conditions() if asked.wanted else {}
    return url_for(".export_page", roster=asked.roster.value, **conditions)
