"""The certificates of a class: listed, printed, exported; the appraisal forms of its people."""

import io

from flask import current_app, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.accounts.guard import current_actor, current_scope, requires, signed_in
from lms.accounts.rules import Permission
from lms.certificates.actions import issuing, printing
from lms.certificates.paper import MOST_AT_ONCE, certificates_pdf
from lms.certificates.queries import closings, papers
from lms.certificates.queries.papers import Paper
from lms.certificates.views.blueprint import bp, page_number
from lms.errors import NotFound, Refused
from lms.files.actions import file_of
from lms.files.downloads import as_attachment
from lms.jobs.queries import job_of, job_with
from lms.rosters.appraisal import appraisal_forms
from lms.rosters.views.asking import current_reach
from lms.training.queries import class_in_scope
from lms.training.queries.classes import class_for_update
from lms.training.queries.people import faces_of
from lms.transaction import transaction
from lms.web.addresses import outside_base
from lms.web.notices import tell

PDF = "application/pdf"


@bp.get("/classes/<int:class_id>/certificates")
@requires(Permission.VIEW_CLASSES)
def show_class(class_id: int) -> ResponseReturnValue:
    """The certificates of a class, revoked ones too, in the order of their numbers."""
    card = class_in_scope(class_id, current_scope())
    page = papers.papers_page(card.id, page_number())
    return render_template(
        "certificates/class.html",
        card=card,
        tab="certificates",
        page=page,
        faces=faces_of(one.person_id for one in page.rows),
        in_force=papers.count_in_force(card.id),
        most_at_once=MOST_AT_ONCE,
        job=job_with(signed_in().person_id, printing.JOB, "class_id", card.id),
    )


@bp.post("/classes/<int:class_id>/certificates")
@requires(Permission.CLOSE_CLASS)
def issue(class_id: int) -> ResponseReturnValue:
    """Give the certificates of a class that was closed before certificates were kept here."""
    with transaction():
        training_class = class_for_update(class_id, current_scope())
        closing_id = closings.closing_in_force_of(training_class.id)
        if closing_id is None:
            raise Refused(_("This class is not closed."))
        issuing.issue_for_closing(current_actor(), closing_id)
    tell(_("The certificates are given."))
    return redirect(url_for(".show_class", class_id=class_id), code=303)


@bp.get("/classes/<int:class_id>/certificates.pdf")
@requires(Permission.EXPORT_ROSTERS)
def print_class(class_id: int) -> ResponseReturnValue:
    """All certificates of a class in force, a sheet each; too many at once are made in the background instead."""
    card = class_in_scope(class_id, current_scope())
    if papers.count_in_force(card.id) > MOST_AT_ONCE:
        return _back(class_id)
    return _printed(class_id, papers.papers_in_force(card.id))


@bp.post("/classes/<int:class_id>/certificates.pdf")
@requires(Permission.EXPORT_ROSTERS)
def have_class_printed(class_id: int) -> ResponseReturnValue:
    """Have them all made in the background."""
    card = class_in_scope(class_id, current_scope())
    with transaction():
        printing.have_printed(current_actor(), card.id, outside_base())
    tell(_("The certificates are being printed."), _("Download them here when they are ready."), kind="info")
    return _back(class_id)


@bp.get("/classes/<int:class_id>/certificates/<int:certificate_id>.pdf")
@requires(Permission.EXPORT_ROSTERS)
def print_one(class_id: int, certificate_id: int) -> ResponseReturnValue:
    """One certificate of a class."""
    card = class_in_scope(class_id, current_scope())
    found = papers.papers_in_force(card.id, [certificate_id])
    if not found:
        raise NotFound("There is no such certificate here.")
    return _printed(class_id, found)


def _printed(class_id: int, found: list[Paper]) -> ResponseReturnValue:
    if not found:
        return _back(class_id)
    try:
        content = certificates_pdf(found, outside_base(), current_app.extensions["settings"].print_font)
    except Refused as refusal:
        return _back(class_id, str(refusal))
    with transaction():
        printing.note_printing(current_actor(), class_id, found)
    name = found[0].number if len(found) == 1 else f"{found[0].class_name}结业证书"
    return send_file(io.BytesIO(content), mimetype=PDF, as_attachment=True, download_name=f"{name}.pdf")


@bp.get("/classes/<int:class_id>/certificates/made/<int:job_id>")
@requires(Permission.EXPORT_ROSTERS)
def download_made(class_id: int, job_id: int) -> ResponseReturnValue:
    """Certificates made in the background, for who asked for them. Not there any more after a week."""
    card, person_id = class_in_scope(class_id, current_scope()), signed_in().person_id
    job = job_of(job_id, person_id)
    if job.kind != printing.JOB or job.arguments["class_id"] != card.id or not job.result:
        raise NotFound("There is no such file.")
    return as_attachment(file_of(job.result["file_id"], person_id))


@bp.get("/classes/<int:class_id>/appraisal-forms.pdf")
@requires(Permission.EXPORT_ROSTERS)
def print_forms(class_id: int) -> ResponseReturnValue:
    """学员考核鉴定表 of everybody whom the closing decided about."""
    return _forms(class_id)


@bp.get("/classes/<int:class_id>/appraisal-forms/<int:person_id>.pdf")
@requires(Permission.EXPORT_ROSTERS)
def print_form(class_id: int, person_id: int) -> ResponseReturnValue:
    """One person's 学员考核鉴定表."""
    return _forms(class_id, person_id)


def _forms(class_id: int, *people: int) -> ResponseReturnValue:
    font = current_app.extensions["settings"].print_font
    try:
        made = appraisal_forms(class_id, current_reach(), people, font)
    except Refused as refusal:
        return _back(class_id, str(refusal))
    with transaction():
        printing.note_forms(current_actor(), class_id, made.sheets)
    return send_file(
        io.BytesIO(made.content), mimetype=PDF, as_attachment=True, download_name=f"{made.file_name}.pdf"
    )  # fmt: skip


def _back(class_id: int, refusal: str = "") -> ResponseReturnValue:
    if refusal:
        tell(_("No file was made."), refusal, kind="error")
    return redirect(url_for(".show_class", class_id=class_id), code=303)
