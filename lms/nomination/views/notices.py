"""The notice: written, looked at, downloaded, sent; and every edition as it was sent."""

import io

from flask import current_app, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from lms import clock
from lms.accounts.guard import current_actor, current_scope, requires, signed_in
from lms.accounts.rules import Permission
from lms.errors import Refused
from lms.files.downloads import as_attachment
from lms.nomination.actions import calls as locking
from lms.nomination.actions import notices as actions
from lms.nomination.forms import NoticeForm
from lms.nomination.papers import MEDIA_TYPES, to_docx, to_pdf
from lms.nomination.queries import notices
from lms.nomination.queries.calls import CallCard
from lms.nomination.queries.notices import KeptNotice
from lms.nomination.rules.notice import Written, usual_demands, usual_issuer
from lms.nomination.rules.standing import changed
from lms.nomination.views.blueprint import bp, call_of_address
from lms.transaction import transaction
from lms.web.notices import tell

FILE_KIND = "<any(docx, pdf):kind>"


@bp.get("/classes/<int:class_id>/call/notice")
@requires(Permission.CALL_UP)
def show_notice(class_id: int) -> ResponseReturnValue:
    """The notice as it would be sent now, or what to write first."""
    call = call_of_address(class_id)
    notice = notices.being_written(call.id)
    told = notices.people_told(notices.last_sent(call.id))
    new, gone = changed(told, notices.people_called(call.id))
    return render_template(
        "nomination/notice.html",
        card=call.card,
        call=call,
        paper=notices.paper_of(call, notices.written_in(notice)) if notice else None,
        sent=notices.notices_of(class_id),
        new=len(new),
        gone=len(gone),
        told_before=len(told),
    )


@bp.route("/classes/<int:class_id>/call/notice/words", methods=["GET", "POST"])
@requires(Permission.CALL_UP)
def write_notice(class_id: int) -> ResponseReturnValue:
    """What the office writes into it; time, place, quotas and list come from the class."""
    call = call_of_address(class_id)
    form = NoticeForm(data=vars(_written(call)))
    if form.validate_on_submit():
        with transaction():
            actions.write(current_actor(), locking.lock(class_id, current_scope()), form.written())
        tell(_("The notice is written, and not sent yet."))
        return redirect(url_for(".show_notice", class_id=class_id), code=303)
    return render_template("nomination/notice_words.html", card=call.card, form=form), 422 if form.errors else 200


def _written(call: CallCard) -> Written:
    """The edition being written, the one sent last, or what is usual."""
    known = notices.being_written(call.id) or notices.last_sent(call.id)
    if known is not None:
        return notices.written_in(known)
    issuer = usual_issuer(call.card.draws_from_name)
    return Written(
        document_number="", issuer=issuer, signed_on=clock.today(), audience="", content="",
        demands=usual_demands(issuer, call.closes_on), contact=signed_in().name,
    )  # fmt: skip


@bp.get(f"/classes/<int:class_id>/call/notice.{FILE_KIND}")
@requires(Permission.CALL_UP)
def download_draft(class_id: int, kind: str) -> ResponseReturnValue:
    """The notice as it would be sent now, as a file."""
    call = call_of_address(class_id)
    notice = notices.being_written(call.id)
    if notice is None:
        tell(_("Write the notice first: it needs its document number."), kind="warning")
        return redirect(url_for(".show_notice", class_id=class_id), code=303)
    paper = notices.paper_of(call, notices.written_in(notice))
    try:
        content = to_docx(paper) if kind == "docx" else to_pdf(paper, current_app.extensions["settings"].print_font)
    except Refused as refusal:
        tell(_("No file was made."), str(refusal), kind="error")
        return redirect(url_for(".show_notice", class_id=class_id), code=303)
    name = f"{paper.title}.{kind}"
    return send_file(io.BytesIO(content), mimetype=MEDIA_TYPES[kind], as_attachment=True, download_name=name)


@bp.route("/classes/<int:class_id>/call/notice/send", methods=["GET", "POST"])
@requires(Permission.CALL_UP)
def send_notice(class_id: int) -> ResponseReturnValue:
    """Send it, after a page that says to whom."""
    call = call_of_address(class_id)
    form, refused = NoticeForm(), ""
    try:
        if form.is_submitted():
            with transaction():
                locked = locking.lock(class_id, current_scope())
                done = actions.send(current_actor(), locked, call_of_address(class_id))
            _tell_sent(done)
            return redirect(url_for(".show_notice", class_id=class_id), code=303)
    except Refused as refusal:
        refused = str(refusal)
    told = notices.people_told(notices.last_sent(call.id))
    new, gone = changed(told, notices.people_called(call.id))
    page = render_template(
        "nomination/send.html", card=call.card, new=len(new), gone=len(gone), told_before=len(told), refused=refused
    )
    return page, 422 if refused else 200


def _tell_sent(done: actions.SentNotice) -> None:
    title = ngettext("%(num)s person has the notice now.", "%(num)s people have the notice now.",
                     done.called)  # fmt: skip
    rest = []
    if done.edition > 1:
        rest.append(_("It was sent before: only those were told for whom something changed."))
    if done.released:
        rest.append(ngettext("%(num)s is no longer on the list and was told so.",
                             "%(num)s are no longer on the list and were told so.", done.released))  # fmt: skip
    if not done.has_pdf:
        rest.append(_("There is no PDF: the print font lacks a character. The docx is complete."))
    tell(title, " ".join(rest) or _("Their units have a message too."))


@bp.get(f"/classes/<int:class_id>/call/notices/<int:edition>.{FILE_KIND}")
@requires(Permission.NOMINATE)
def download_notice(class_id: int, edition: int, kind: str) -> ResponseReturnValue:
    """A notice as it was sent, for the department and the units it gives seats to."""
    return kept_file(notices.notice_for_units(class_id, edition, current_scope()), kind)


def kept_file(notice: KeptNotice, kind: str) -> ResponseReturnValue:
    """One of the two files of a notice that was sent."""
    return as_attachment(notice.file(kind))
