"""Sending a file to be checked, and what one sent before."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO, cast

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from lms.accounts.guard import current_actor, requires, signed_in
from lms.accounts.import_rights import permission_to_import
from lms.accounts.rules import Permission
from lms.audit import actions as audit
from lms.errors import Refused
from lms.files import actions as files
from lms.files.storage import Kept
from lms.jobs import queries as jobs
from lms.jobs.actions import enqueue
from lms.jobs.models import Job
from lms.spreadsheets.forms import SendForm
from lms.spreadsheets.jobs import CHECK, PURPOSE, TAKE
from lms.spreadsheets.kinds import ImportKind, all_kinds, kind_named
from lms.spreadsheets.outcome import Outcome
from lms.spreadsheets.views.blueprint import bp
from lms.transaction import transaction
from lms.web.uploads import was_cut_off
from lms.web.wording import count

RECENT = 5


@bp.get("/import")
@requires(Permission.IMPORT_PEOPLE)
def import_page() -> ResponseReturnValue:
    """The form, and the imports one began before."""
    return _page(SendForm(own_kinds(), data={"kind": request.args.get("kind", "")}))


@bp.post("/import")
@requires(Permission.IMPORT_PEOPLE)
def send() -> ResponseReturnValue:
    """Keep the file and have it checked in the background."""
    if was_cut_off():
        raise Refused(_("Nothing was kept: the upload was cut off on its way. Go back and choose the file again."))
    form = SendForm(own_kinds())
    if not form.validate_on_submit():
        return _page(form), 422
    sent = form.file.data
    with files.held(cast("BinaryIO", sent.stream)) as kept, transaction():
        job_id = _have_checked(sent, kept, kind_named(form.kind.data)).id
    return redirect(url_for(".show_import", job_id=job_id), code=303)


def own_kinds() -> list[ImportKind]:
    """The kinds of file that who is signed in may import."""
    return [kind for kind in all_kinds() if signed_in().may(permission_to_import(kind.name))]


def sender() -> dict[str, Any]:
    """Who sends a file, as the job keeps it."""
    actor = current_actor()
    return {
        "person_id": actor.person_id,
        "name": actor.name,
        "address": actor.address,
        "language": str(get_locale()),
    }


def _have_checked(sent: FileStorage, kept: Kept, kind: ImportKind) -> Job:
    actor = current_actor()
    name = (sent.filename or "").replace("\\", "/").rpartition("/")[2]
    media_type = sent.mimetype or "application/octet-stream"
    file = files.enter(actor, kept, name=name, media_type=media_type[:100], purpose=PURPOSE)
    audit.record(actor, "import.sent", of=file, kind=kind.name, sha256=file.sha256)
    arguments = {"file": {"id": file.id, "name": file.name}, "kind": kind.name, "sender": sender()}
    return enqueue(actor, CHECK, arguments, owner_person_id=actor.person_id)


@dataclass(frozen=True)
class _Recent:
    """An import one began before: the file, what became of it, and whether all went well."""

    name: str
    kind: str
    began: datetime
    state: str
    mark: str
    href: str


def _page(form: SendForm) -> str:
    return render_template("spreadsheets/import.html", form=form, recent=_recent(), guides=own_kinds())


def _recent() -> list[_Recent]:
    """The latest imports, each by its last step: the taking, else the check."""
    person_id = signed_in().person_id
    takes = jobs.latest_of(person_id, TAKE, RECENT)
    taken = {job.arguments["checked"] for job in takes}
    checks = [job for job in jobs.latest_of(person_id, CHECK, 2 * RECENT) if job.id not in taken]
    latest = sorted([*takes, *checks], key=lambda job: job.id, reverse=True)[:RECENT]
    return [_recent_of(job) for job in latest]


def _recent_of(job: Job) -> _Recent:
    words, mark = _state_of(job)
    kind = str(kind_named(job.arguments["kind"]).title)
    return _Recent(
        job.arguments["file"]["name"], kind, job.created_at, words, mark, url_for(".show_import", job_id=job.id)
    )


def _state_of(job: Job) -> tuple[str, str]:
    """What became of a job, in words, and the kind of mark before them."""
    if job.state == "failed":
        return _("Nothing was imported"), "refused"
    if job.state != "done" or job.result is None:
        return (_("Being imported") if job.kind == TAKE else _("Being checked")), "neutral"
    outcome = Outcome(job.result)
    if outcome.stopped or not outcome.taken:
        return _("Nothing was imported"), "refused"
    if job.kind == CHECK:
        return _("Checked, not imported yet"), "warning"
    return _("%(rows)s rows imported", rows=count(outcome.taken)), "done"
