"""Everybody's own certificates: the paper, and the Open Badge."""

import io

from flask import current_app, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.accounts.guard import current_actor, requires, signed_in
from lms.accounts.rules import Permission
from lms.certificates.actions.printing import note_own
from lms.certificates.badge import badge_of
from lms.certificates.paper import certificates_pdf
from lms.certificates.queries import papers
from lms.certificates.views.blueprint import bp, page_number
from lms.errors import Refused
from lms.transaction import transaction
from lms.web.addresses import outside_base
from lms.web.notices import tell


@bp.get("/certificates")
@requires(Permission.LEARN)
def list_mine() -> ResponseReturnValue:
    """One's own certificates, the newest first."""
    page = papers.own_papers_page(signed_in().person_id, page_number())
    return render_template("certificates/mine.html", page=page)


@bp.get("/certificates/<int:certificate_id>.pdf")
@requires(Permission.LEARN)
def download_mine(certificate_id: int) -> ResponseReturnValue:
    """One's own certificate, to print."""
    paper = papers.own_paper(certificate_id, signed_in().person_id)
    try:
        content = certificates_pdf([paper], outside_base(), current_app.extensions["settings"].print_font)
    except Refused as refusal:
        tell(_("No file was made."), str(refusal), kind="error")
        return redirect(url_for(".list_mine"), code=303)
    with transaction():
        note_own(current_actor(), "certificate.own_downloaded", paper)
    name = f"{paper.number}.pdf"
    return send_file(io.BytesIO(content), mimetype="application/pdf", as_attachment=True, download_name=name)


@bp.get("/certificates/<int:certificate_id>.jwt")
@requires(Permission.LEARN)
def download_badge(certificate_id: int) -> ResponseReturnValue:
    """One's own certificate as an Open Badge, for a wallet of badges."""
    paper = papers.own_paper(certificate_id, signed_in().person_id)
    content = badge_of(paper, outside_base()).encode()
    with transaction():
        note_own(current_actor(), "certificate.badge_downloaded", paper)
    name = f"{paper.number}.jwt"
    return send_file(io.BytesIO(content), mimetype="application/vc+jwt", as_attachment=True, download_name=name)
