"""One import: how far it is, what is wrong with the file, taking it, and what one gets back."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.accounts.guard import current_actor, requires, signed_in
from lms.accounts.rules import Permission
from lms.errors import NotFound, Refused
from lms.files import actions as files
from lms.files.downloads import as_attachment
from lms.jobs import queries as jobs
from lms.jobs.actions import enqueue
from lms.jobs.models import Job
from lms.spreadsheets.jobs import CHECK, TAKE, not_kept
from lms.spreadsheets.kinds import kind_named
from lms.spreadsheets.outcome import MOST_SHOWN, Outcome
from lms.spreadsheets.views.blueprint import bp
from lms.spreadsheets.views.sending import sender
from lms.transaction import transaction


@bp.get("/import/<int:job_id>")
@requires(Permission.IMPORT_PEOPLE)
def show_import(job_id: int) -> ResponseReturnValue:
    """How far a check or an import is, or what came of it; only to who began it."""
    job = _import_of(job_id)
    takes = job.kind == TAKE
    shown = {"job": job, "kind": kind_named(job.arguments["kind"]), "takes": takes}
    if job.state == "failed":
        return render_template("spreadsheets/failed.html", **shown)
    if job.state != "done" or job.result is None:
        return render_template("spreadsheets/running.html", **shown)
    outcome = Outcome(job.result)
    return render_template(
        f"spreadsheets/{_page_for(outcome, takes=takes)}.html", outcome=outcome, most=MOST_SHOWN, **shown
    )


@bp.post("/import/<int:job_id>/take")
@requires(Permission.IMPORT_PEOPLE)
def take(job_id: int) -> ResponseReturnValue:
    """Have a checked file taken in the background: every row, or with `partial` the good ones. Once for each check."""
    partial = request.form.get("partial") == "1"
    with transaction():
        checked = _import_of(job_id, lock=True)
        again = jobs.job_with(signed_in().person_id, TAKE, "checked", job_id)
        job = again or _have_taken(checked, partial=partial)
        target = job.id
    return redirect(url_for(".show_import", job_id=target), code=303)


@bp.get("/import/<int:job_id>/workbook")
@requires(Permission.IMPORT_PEOPLE)
def download_workbook(job_id: int) -> ResponseReturnValue:
    """The marked workbook, or the rows that were left behind."""
    job = _import_of(job_id)
    given = Outcome(job.result).files if job.state == "done" and job.result else {}
    file_id = given.get("marked") or given.get("refused")
    if file_id is None:
        raise NotFound(_("There is no workbook to this import."))
    try:
        return as_attachment(files.file_of(file_id, signed_in().person_id))
    except NotFound as error:
        raise Refused(not_kept()) from error


def _import_of(job_id: int, *, lock: bool = False) -> Job:
    """An import that who is signed in began. Raises NotFound for any other job."""
    job = (jobs.job_for_update if lock else jobs.job_of)(job_id, signed_in().person_id)
    if job.kind not in {CHECK, TAKE}:
        raise NotFound("There is no such import.")
    return job


def _have_taken(checked: Job, *, partial: bool) -> Job:
    """Raises Refused unless the check found something that may be taken this way."""
    if checked.kind != CHECK or checked.state != "done" or checked.result is None:
        raise Refused(_("Nothing was imported: this file was not checked to the end. Send it again."))
    outcome = Outcome(checked.result)
    if not (outcome.good if partial else outcome.taken):
        raise Refused(_("Nothing was imported: there are rows to mend. Look at the faults first."))
    file, kind = checked.arguments["file"], checked.arguments["kind"]
    arguments = {"file": file, "kind": kind, "sender": sender(), "partial": partial, "checked": checked.id}
    return enqueue(current_actor(), TAKE, arguments, owner_person_id=signed_in().person_id)


def _page_for(outcome: Outcome, *, takes: bool) -> str:
    if outcome.stopped:
        return "stopped"
    if outcome.taken:
        return "taken" if takes else "clean"
    return "faulty"
